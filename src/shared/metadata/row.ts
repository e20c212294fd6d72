import type { Guid } from '../base/guid.ts';

/**
 * A value as it rests on the device, travels in protocols and is compared by both query executors.
 *
 * | column type | value |
 * |---|---|
 * | string, memo, entityname, uniqueidentifier, lookup | text (ids lower-case) |
 * | integer, double, choice, state, status | number |
 * | bigint, decimal, money | decimal text with the column's scale, e.g. `12.50` |
 * | boolean | boolean |
 * | choices | ascending array of numbers |
 * | datetime | `YYYY-MM-DDTHH:MM:SSZ` (user local: UTC; time-zone independent: wall time) or `YYYY-MM-DD` (date only) |
 */
export type RowValue = string | number | boolean | readonly number[] | null;

/**
 * A row by logical column name. A lookup with several possible tables has its target's logical name beside it under
 * {@link typeKey}; query results may carry the target's primary name under {@link nameKey}.
 */
export type Row = Readonly<Record<string, RowValue>>;

/** Names one row anywhere. */
export interface RowRef {
  readonly table: string;
  readonly id: Guid;
}

/** Key, and physical column name, of the target table of a polymorphic lookup column. */
export function typeKey(column: string): string {
  return `${column}__type`;
}

/** Key of a lookup's display name in query results; never stored. */
export function nameKey(column: string): string {
  return `${column}__name`;
}
