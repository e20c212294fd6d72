import type { Logger } from '../../src/shared/base/logger.ts';

export type LogLevel = 'error' | 'info' | 'debug' | 'silent';

const ranks = { silent: 0, error: 1, info: 2, debug: 3 } as const;

/** One JSON object a line, as log collectors read it. `write` gets the line with its end; default level: info. */
export function createJsonLogger(write: (line: string) => void, now: () => number, level: LogLevel): Logger {
  const log = (rank: Exclude<LogLevel, 'silent'>) => {
    return (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      if (ranks[rank] > ranks[level]) return;
      const time = new Date(now()).toISOString();
      write(`${JSON.stringify({ level: rank, time, message, ...fields })}\n`);
    };
  };
  return { error: log('error'), info: log('info'), debug: log('debug') };
}
