import { setImmediate } from 'node:timers/promises';
import { day, printDay, printInstant, readTime, startOfDay } from '../../src/shared/base/dates.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import { openBlock, type DataPackage } from './data-package.ts';

const wholeNumber = /^[+-]?\d+$/;

function shifted(text: string, days: number): string {
  const time = readTime(text.trim());
  return time === undefined || days === 0 ? text.trim() : printInstant(time.milliseconds + days * day);
}

/**
 * A value's text as what `normalizeValue` takes; text that is none of its type stays text, and is refused there. Numbers
 * and dates are written without regard to a language; several choices as `[-1,2,5,-1]`, the ends being marks.
 */
export function readPackageValue(column: Column<unknown>, text: string, shiftDays: number): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (column.type) {
    case 'integer':
    case 'choice':
    case 'state':
    case 'status':
      return wholeNumber.test(trimmed) ? Number(trimmed) : text;
    case 'boolean':
      if (/^(true|1)$/i.test(trimmed)) return true;
      return /^(false|0)$/i.test(trimmed) ? false : text;
    case 'choices':
      if (!trimmed.startsWith('[')) return trimmed;
      return trimmed
        .replace(/^\[|\]$/g, '')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '-1' && one !== '');
    case 'datetime':
      return shifted(text, shiftDays);
    case 'bigint':
    case 'decimal':
    case 'money':
    case 'double':
    case 'uniqueidentifier':
      return trimmed;
    default:
      return text;
  }
}

/** True for a column that an import may fill, when the row is made or changed. */
export function isFillable(column: Column<unknown>, kind: 'create' | 'update'): boolean {
  if (column.source !== undefined && column.source !== 'simple') return false;
  if (column.type === 'state' || column.type === 'status') return true;
  return kind === 'create' ? column.validForCreate : column.validForUpdate;
}

/** Columns whose content is no value of the package's: files lie beside it, parties in rows of their own. */
export function isContent(column: Column<unknown>): boolean {
  return ['file', 'image', 'partylist', 'virtual'].includes(column.type);
}

/** The newest day among the values that a shift would move, `YYYY-MM-DD`; undefined without any. */
export async function newestDay(
  data: DataPackage,
  tables: ReadonlyMap<string, Table<unknown>>,
): Promise<string | undefined> {
  let newest: number | undefined;
  const absolute = new Map(data.tables.map((one) => [one.name, new Set(one.absoluteDates)]));
  for (const bytes of data.blocks) {
    await setImmediate();
    const block = openBlock(bytes);
    const table = tables.get(block.table);
    const dates = new Set(
      table?.columns
        .filter((one) => one.type === 'datetime' && absolute.get(block.table)?.has(one.logicalName) !== true)
        .filter((one) => isFillable(one, 'create') || isFillable(one, 'update'))
        .map((one) => one.logicalName),
    );
    if (dates.size === 0) continue;
    for (const record of block.records)
      for (const field of record.fields) {
        const time = dates.has(field.name) ? readTime(field.value.trim()) : undefined;
        if (time !== undefined && time.milliseconds > (newest ?? -Infinity)) newest = time.milliseconds;
      }
  }
  return newest === undefined ? undefined : printDay(startOfDay(newest));
}
