/**
 * Structured log. error: a developer should go look; info: a change of state; debug: the rest. Fields never carry
 * personal data: ids and counts, no names and no values of rows.
 */
export interface Logger {
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Says nothing; the default where a caller gives no logger. */
export const silentLogger: Logger = { error() {}, info() {}, debug() {} };
