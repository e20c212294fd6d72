import * as v from 'valibot';

/** PostgreSQL refuses messages of 8000 bytes and more; names of tables are ASCII, so characters are bytes. */
const longest = 7_900;

const message = v.object({
  /** The server that tells. */
  from: v.pipe(v.string(), v.uuid()),
  /** Tables that were written; `all` where their names would not fit. */
  tables: v.union([v.literal('all'), v.array(v.string())]),
});

/** What one server tells the others after commits. */
export type ChangeMessage = v.InferOutput<typeof message>;

/** As one text short enough for PostgreSQL. */
export function writeChangeMessage(from: string, tables: 'all' | Iterable<string>): string {
  const text = JSON.stringify({ from, tables: tables === 'all' ? tables : [...tables] });
  return Buffer.byteLength(text) <= longest ? text : writeChangeMessage(from, 'all');
}

/** Undefined for what no server of this version wrote. */
export function readChangeMessage(text: string): ChangeMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(message, value);
  return parsed.success ? parsed.output : undefined;
}
