import { AppError } from '../base/app-error.ts';
import type { Filter, Query } from './ast.ts';

/** Rows from `offset` on, `limit` at most. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** The parts of a filter that must all hold. */
export function splitAnd(filter: Filter | undefined): readonly Filter[] {
  if (filter === undefined) return [];
  if (filter.kind === 'and' && filter.quickFind !== true) return filter.filters.flatMap(splitAnd);
  return [filter];
}

function wholeNumber(value: number, least: number, what: string): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new AppError('bad-query', { message: `${what} must be a whole number from ${least} on.` });
}

/** First and last+1 of the wanted rows among `count`, by top, page and window; the total is what `top` leaves. */
export function windowOf(
  query: Query,
  count: number,
  window?: Window,
): { readonly from: number; readonly to: number; readonly total: number } {
  const total = query.top === undefined ? count : Math.min(count, wholeNumber(query.top, 0, 'top'));
  let from = 0;
  let to = total;
  if (query.page !== undefined) {
    const size = wholeNumber(query.page.size, 1, 'The size of a page');
    from = Math.min(to, size * (wholeNumber(query.page.number, 1, 'The number of a page') - 1));
    to = Math.min(to, from + size);
  }
  if (window !== undefined) {
    from = Math.min(to, from + window.offset);
    to = Math.min(to, from + window.limit);
  }
  return { from, to, total };
}
