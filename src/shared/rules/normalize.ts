import { printDay, printInstant, readTime, startOfDay } from '../base/dates.ts';
import { canonicalDecimal, compareDecimalText } from '../base/decimal.ts';
import { readGuid } from '../base/guid.ts';
import type { RowValue } from '../metadata/row.ts';
import type { Column } from '../metadata/table.ts';
import { scaleOf } from '../query/metadata.ts';

/** Why a value does not fit its column. Texts for people are looked up by `rules.<code>`. */
export const faultCodes = [
  'unknown-column',
  'not-writable',
  'wrong-type',
  'bad-text',
  'too-long',
  'too-small',
  'too-large',
  'not-an-option',
  'bad-date',
  'bad-target',
  'status-mismatch',
  'required',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** A value in its canonical form (see row.ts), or why there is none. */
export type Normalized =
  | { readonly ok: true; readonly value: RowValue }
  | { readonly ok: false; readonly code: FaultCode; readonly limit?: number };

const good = (value: RowValue): Normalized => ({ ok: true, value });
const bad = (code: FaultCode, limit?: number): Normalized => ({ ok: false, code, limit });

/** PostgreSQL keeps neither; to put another character in its place would lose what was typed without a word. */
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Dataverse keeps an empty text as null; so do we, on both sides. */
function normalizeText(column: Column<unknown>, raw: unknown): Normalized {
  if (typeof raw !== 'string') return bad('wrong-type');
  if (unstorable.test(raw)) return bad('bad-text');
  const text = raw.normalize('NFC');
  if (column.maxLength !== undefined && text.length > column.maxLength)
    return bad('too-long', column.maxLength);
  return good(text === '' ? null : text);
}

function inRange(column: Column<unknown>, text: string, value: RowValue): Normalized {
  if (column.min !== undefined && compareDecimalText(text, String(column.min)) < 0)
    return bad('too-small', column.min);
  if (column.max !== undefined && compareDecimalText(text, String(column.max)) > 0)
    return bad('too-large', column.max);
  return good(value);
}

function normalizeInteger(column: Column<unknown>, raw: unknown): Normalized {
  if (typeof raw !== 'number' || !Number.isInteger(raw)) return bad('wrong-type');
  if (raw < -2147483648) return bad('too-small', -2147483648);
  if (raw > 2147483647) return bad('too-large', 2147483647);
  return inRange(column, String(raw), raw);
}

const longest = 9223372036854775807n;

function normalizeDecimal(column: Column<unknown>, raw: unknown): Normalized {
  if (typeof raw !== 'string' && typeof raw !== 'number') return bad('wrong-type');
  const text = canonicalDecimal(String(raw), scaleOf(column));
  if (text === undefined) return bad('wrong-type');
  if (column.type === 'bigint') {
    const value = BigInt(text);
    if (compareDecimalText(String(raw), text) !== 0) return bad('wrong-type');
    if (value > longest) return bad('too-large');
    if (value < -longest - 1n) return bad('too-small');
  }
  // Twenty digits before the point hold every range of the metadata; more only fills memory.
  if ((text.replace(/^-/, '').split('.')[0] ?? '').length > 20) return bad('too-large');
  return inRange(column, text, text);
}

function normalizeDouble(column: Column<unknown>, raw: unknown): Normalized {
  const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  if (typeof number !== 'number' || !Number.isFinite(number)) return bad('wrong-type');
  const text = canonicalDecimal(String(number), column.precision ?? 5);
  if (text === undefined) return bad('wrong-type');
  // Not -0: it would print and compare differently in SQL.
  return inRange(column, text, Number(text) + 0);
}

function isOption(column: Column<unknown>, value: number): boolean {
  const options = column.options ?? [];
  return options.length === 0 || options.some((option) => option.value === value);
}

function normalizeChoice(column: Column<unknown>, raw: unknown): Normalized {
  const value = normalizeInteger({ ...column, min: undefined, max: undefined }, raw);
  if (!value.ok) return value;
  return isOption(column, Number(value.value)) ? value : bad('not-an-option');
}

/** Also takes the Web API's spelling, `1,2`. */
function normalizeChoices(column: Column<unknown>, raw: unknown): Normalized {
  const list: unknown = typeof raw === 'string' ? raw.split(',').filter((part) => part.trim() !== '') : raw;
  if (!Array.isArray(list)) return bad('wrong-type');
  const values = new Set<number>();
  for (const each of list as unknown[]) {
    const value = normalizeChoice(column, typeof each === 'string' ? Number(each) : each);
    if (!value.ok) return value;
    values.add(Number(value.value));
  }
  return good(values.size === 0 ? null : [...values].sort((a, b) => a - b));
}

/** A day that an instant is given for is the day written in it: nothing is shifted by a zone. */
function normalizeDate(column: Column<unknown>, raw: unknown): Normalized {
  if (typeof raw !== 'string') return bad('wrong-type');
  const time = readTime(raw);
  if (time === undefined) return bad('bad-date');
  if (column.behavior === 'dateonly') return good(printDay(startOfDay(time.milliseconds)));
  return good(printInstant(time.milliseconds));
}

function normalizeId(raw: unknown): Normalized {
  if (typeof raw !== 'string') return bad('wrong-type');
  const id = readGuid(raw);
  return id === undefined ? bad('wrong-type') : good(id);
}

/** Brings a value that came from outside (a field, the Web API, an import) into its canonical form. */
export function normalizeValue(column: Column<unknown>, raw: unknown): Normalized {
  if (raw === null || raw === undefined) return good(null);
  switch (column.type) {
    case 'string':
    case 'memo':
    case 'entityname':
    case 'file':
    case 'image':
      return normalizeText(column, raw);
    case 'integer':
      return normalizeInteger(column, raw);
    case 'bigint':
    case 'decimal':
    case 'money':
      return normalizeDecimal(column, raw);
    case 'double':
      return normalizeDouble(column, raw);
    case 'boolean':
      return typeof raw === 'boolean' ? good(raw) : bad('wrong-type');
    case 'choice':
    case 'state':
    case 'status':
      return normalizeChoice(column, raw);
    case 'choices':
      return normalizeChoices(column, raw);
    case 'datetime':
      return normalizeDate(column, raw);
    case 'lookup':
    case 'customer':
    case 'owner':
    case 'uniqueidentifier':
      return normalizeId(raw);
    case 'partylist':
    case 'virtual':
      return bad('not-writable');
  }
}
