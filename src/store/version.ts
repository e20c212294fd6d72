import type { PutOptions } from './store.ts';

/** Orders row versions (decimal text without leading zeros): negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** When a put replaces the row that is there: only with a newer version, with the same one too, or always. */
export type PutMode = 'newer' | 'newer-or-equal' | 'always';

export function putModeOf(options: PutOptions = {}): PutMode {
  if (options.force) return 'always';
  return options.replaceEqual ? 'newer-or-equal' : 'newer';
}

/** The one rule by which a put wins over the version that is there (undefined: none). */
export function putWins(there: string | undefined, next: string, mode: PutMode): boolean {
  if (there === undefined || mode === 'always') return true;
  const order = compareVersions(next, there);
  return mode === 'newer' ? order > 0 : order >= 0;
}
