import { sql } from 'kysely';
import { divideDecimals, printDecimal, readDecimal } from '../../src/shared/base/decimal.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { scaleOf } from '../../src/shared/query/metadata.ts';
import { columnOf } from './write-context.ts';
import type { WriteContext } from './write-context.ts';

const rateScale = 10;

async function baseCurrency(context: WriteContext): Promise<string | null> {
  const organization = context.model.tables.get('organization');
  if (organization === undefined || columnOf(organization, 'basecurrencyid') === undefined) return null;
  const result = await sql<{ id: string | null }>`
    select basecurrencyid::text as id from data.organization limit 1`.execute(context.tx);
  return result.rows[0]?.id ?? null;
}

async function rateOf(context: WriteContext, currency: string): Promise<string> {
  const table = context.model.tables.get('transactioncurrency');
  if (table === undefined || columnOf(table, 'exchangerate') === undefined) return '1';
  const result = await sql<{ rate: string | null }>`
    select exchangerate::text as rate from data.transactioncurrency
    where transactioncurrencyid = ${currency}::uuid`.execute(context.tx);
  return result.rows[0]?.rate ?? '1';
}

/** Money columns with a `_base` twin, as pairs. */
function basePairs(table: Table<unknown>): readonly (readonly [string, string])[] {
  return table.columns
    .filter((column) => column.type === 'money')
    .map((column) => [column.logicalName, `${column.logicalName}_base`] as const)
    .filter(([, base]) => columnOf(table, base) !== undefined);
}

/**
 * Currency, exchange rate and amounts in the base currency, for a table with money. `row` is the row as it will stand,
 * `changed` the columns that the write gives. The rate is fixed when money or currency changes.
 */
export async function currencyColumns(
  context: WriteContext,
  table: Table<unknown>,
  row: Row,
  changed: ReadonlySet<string>,
): Promise<Row> {
  if (columnOf(table, 'transactioncurrencyid') === undefined || table.logicalName === 'transactioncurrency')
    return {};
  const pairs = basePairs(table);
  const isMoneyChanged = pairs.some(([money]) => changed.has(money));
  if (!changed.has('transactioncurrencyid') && !isMoneyChanged) return {};
  const values: Record<string, RowValue> = {};
  let currency = row['transactioncurrencyid'];
  if (currency === null || currency === undefined) {
    if (!pairs.some(([money]) => (row[money] ?? null) !== null)) return {};
    currency = await baseCurrency(context);
    if (currency === null) return {};
    values['transactioncurrencyid'] = currency;
  }
  const rate = readDecimal(await rateOf(context, String(currency)));
  if (rate === undefined || rate.units === 0n) return values;
  const rateColumn = columnOf(table, 'exchangerate');
  if (rateColumn !== undefined)
    values['exchangerate'] = printDecimal(
      divideDecimals(rate, { units: 1n, scale: 0 }, rateColumn.precision ?? rateScale),
    );
  for (const [money, base] of pairs) {
    const amount = row[money];
    const column = columnOf(table, base);
    const read = typeof amount === 'string' ? readDecimal(amount) : undefined;
    values[base] =
      read === undefined || column === undefined
        ? null
        : printDecimal(divideDecimals(read, rate, scaleOf(column)));
  }
  return values;
}
