import { currencies, currencyId } from '../../solutions/sample-data/catalogue.ts';
import { must } from '../../src/shared/base/assert.ts';
import { divideDecimals, printDecimal, readDecimal } from '../../src/shared/base/decimal.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { scaleOf } from '../../src/shared/query/metadata.ts';

const rateScale = 10;

/** Amounts in the base currency and the rate of a sample row, as the write pipeline would fill them. */
export function baseAmounts(table: Table<Labels>, row: Row): Row {
  const currency = currencies.find(({ code }) => currencyId(code) === row['transactioncurrencyid']);
  const columns = new Map(table.columns.map((column) => [column.logicalName, column]));
  if (currency === undefined || table.logicalName === 'transactioncurrency') return {};
  const rate = must(readDecimal(currency.rate), `rate of ${currency.code}`);
  const filled: Record<string, RowValue> = {};
  if (columns.has('exchangerate'))
    filled['exchangerate'] = printDecimal(divideDecimals(rate, { units: 1n, scale: 0 }, rateScale));
  for (const { logicalName } of table.columns) {
    const base = columns.get(`${logicalName}_base`);
    const amount = row[logicalName];
    const read = base !== undefined && typeof amount === 'string' ? readDecimal(amount) : undefined;
    if (base !== undefined && read !== undefined)
      filled[base.logicalName] = printDecimal(divideDecimals(read, rate, scaleOf(base)));
  }
  return filled;
}
