import type { Row, RowValue } from './row.ts';
import type { Column } from './table.ts';

/** A currency as amounts show it. */
export interface Currency {
  readonly id: string;
  /** Its row's primary name. */
  readonly name: string;
  readonly symbol: string;
  /** Digits after the point, 0 to 4. */
  readonly precision: number;
}

/** What the organisation counts in. */
export interface Currencies {
  readonly all: readonly Currency[];
  /** Id of the currency of `_base` columns; absent until the organisation has one. */
  readonly baseId?: string;
}

/** The lookup that names a row's currency. */
export const currencyColumn = 'transactioncurrencyid';

/** Key of the currency that belongs to a value: of the same row, `alias.` kept for linked ones. */
export function currencyKey(key: string): string {
  return key.slice(0, key.lastIndexOf('.') + 1) + currencyColumn;
}

/** The amount is in the base currency whatever the row's own currency is. */
function isBase(column: Pick<Column<unknown>, 'logicalName'>): boolean {
  return column.logicalName.endsWith('_base');
}

/**
 * Currency of a money value of `row` under `key`: the row's own, the organisation's for base columns and for rows that
 * name none yet. Undefined for other types, and where the currency is not known here.
 */
export function currencyOf(
  currencies: Currencies,
  column: Pick<Column<unknown>, 'type' | 'logicalName'>,
  key: string,
  row: Row,
): Currency | undefined {
  if (column.type !== 'money') return undefined;
  const own: RowValue = isBase(column) ? null : (row[currencyKey(key)] ?? null);
  const id = own ?? currencies.baseId;
  return currencies.all.find((one) => one.id === id);
}
