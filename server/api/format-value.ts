import { moneyText } from '../../src/shared/base/money-text.ts';
import type { Currency } from '../../src/shared/metadata/currency.ts';
import type { RowValue } from '../../src/shared/metadata/row.ts';
import type { Column, Labels } from '../../src/shared/metadata/table.ts';
import type { ApiContext } from './api-context.ts';
import { labelOf } from './api-context.ts';

const tags: Readonly<Record<number, string>> = { 1031: 'de-DE', 1036: 'fr-FR', 3082: 'es-ES', 1040: 'it-IT' };

function optionText(context: ApiContext, column: Column<Labels>, value: number): string | undefined {
  const option = column.options?.find((each) => each.value === value);
  return option === undefined ? undefined : labelOf(context, option.label);
}

function dateText(context: ApiContext, column: Column<Labels>, value: string, tag: string): string {
  const isLocal = column.behavior !== 'dateonly' && column.behavior !== 'timezoneindependent';
  const isDay = column.behavior === 'dateonly' || column.dateOnlyFormat === true;
  return new Intl.DateTimeFormat(tag, {
    timeZone: isLocal ? context.principal.timeZone : 'UTC',
    dateStyle: 'short',
    ...(isDay ? {} : { timeStyle: 'short' }),
  }).format(new Date(value.length === 10 ? `${value}T00:00:00Z` : value));
}

function numberText(value: string, digits: number, tag: string): string {
  return new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value as unknown as number,
  );
}

/** The value as people read it, money with its currency's sign; undefined where the value itself is what they read. */
export function formatValue(
  context: ApiContext,
  column: Column<Labels>,
  value: RowValue,
  currency?: Currency,
): string | undefined {
  if (value === null) return undefined;
  const tag = tags[context.principal.language] ?? 'en-US';
  switch (column.type) {
    case 'choice':
    case 'state':
    case 'status':
      return optionText(context, column, Number(value));
    case 'choices':
      return Array.isArray(value)
        ? (value as readonly number[])
            .map((each) => optionText(context, column, each) ?? String(each))
            .join('; ')
        : undefined;
    case 'boolean':
      return optionText(context, column, value === true ? 1 : 0) ?? (value === true ? 'Yes' : 'No');
    case 'datetime':
      return dateText(context, column, String(value), tag);
    case 'integer':
    case 'bigint':
      return numberText(String(value), 0, tag);
    case 'money':
      return currency === undefined
        ? numberText(String(value), column.precision ?? 2, tag)
        : moneyText(String(value), currency, tag);
    case 'decimal':
    case 'double':
      return numberText(String(value), column.precision ?? 2, tag);
    default:
      return undefined;
  }
}
