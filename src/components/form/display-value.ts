import { msg } from '@lit/localize';
import type { Formats } from '../../i18n/formats.ts';
import type { MoneySign } from '../../shared/base/money-text.ts';
import { nameKey, type Row, type RowValue } from '../../shared/metadata/row.ts';
import { isLookup, type Column } from '../../shared/metadata/table.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';

/** What stands beside a value in its row and belongs to how it reads. */
interface Beside {
  /** Lookups: the target's primary name. */
  readonly name?: string;
  /** Money. */
  readonly currency?: MoneySign;
}

/** The value under `key` of a row as text in the person's way of writing; empty for no value. */
export function displayCell(
  place: { readonly formats: Formats; readonly catalog: AppCatalog },
  column: Column,
  key: string,
  row: Row,
): string {
  const name = row[nameKey(key)];
  return displayValue(place.formats, column, row[key] ?? null, {
    ...(typeof name === 'string' ? { name } : {}),
    currency: place.catalog.currency(column, key, row),
  });
}

function displayValue(formats: Formats, column: Column, value: RowValue, beside: Beside): string {
  if (value === null || value === '') return '';
  if (isLookup(column)) return beside.name ?? msg('(not on this device)');
  if (typeof value === 'boolean')
    return (
      column.options?.find((option) => option.value === (value ? 1 : 0))?.label ??
      (value ? msg('Yes') : msg('No'))
    );
  if (Array.isArray(value)) return value.map((one) => optionLabel(column, one as number)).join('; ');
  switch (column.type) {
    case 'choice':
    case 'state':
    case 'status':
      return optionLabel(column, value as number);
    case 'datetime':
      return displayMoment(formats, column, String(value));
    case 'money':
      return formats.money(String(value), beside.currency);
    case 'decimal':
    case 'bigint':
      return formats.decimal(String(value));
    case 'integer':
      return formats.integer(Number(value));
    case 'double':
      return formats.double(Number(value), column.precision ?? 2);
    default:
      return String(value);
  }
}

function optionLabel(column: Column, value: number): string {
  return column.options?.find((option) => option.value === value)?.label ?? String(value);
}

function displayMoment(formats: Formats, column: Column, text: string): string {
  if (column.behavior === 'dateonly') return formats.date(text);
  if (column.behavior === 'timezoneindependent')
    return formats.wallTime(text, column.dateOnlyFormat !== true);
  return column.dateOnlyFormat === true ? formats.dateOfInstant(text) : formats.dateTime(text);
}
