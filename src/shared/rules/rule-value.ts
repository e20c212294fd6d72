import { day, printDay, readTime, startOfDay } from '../base/dates.ts';
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  printDecimal,
  readDecimal,
  subtractDecimals,
  type Decimal,
} from '../base/decimal.ts';
import { codePointKey, fold } from '../base/fold.ts';
import { toWall } from '../base/zone.ts';
import type { Row, RowValue } from '../metadata/row.ts';
import type { Column } from '../metadata/table.ts';
import type { ZoneTable } from '../query/ast.ts';
import type { RuleOperand, RuleOperator } from './business-rule.ts';

/** What values are computed from; `now` is a canonical instant. */
export interface ValueContext {
  readonly row: Row;
  readonly column: (name: string) => Column<unknown> | undefined;
  readonly now: string;
  readonly timeZone: ZoneTable;
}

/** A value, or `undefined` where there is none because something is unsupported. */
type Computed = RowValue | undefined;

const numeric = new Set(['integer', 'bigint', 'decimal', 'double', 'money', 'choice', 'state', 'status']);
/** Digits after the point that a quotient keeps; the column rounds further when it is written. */
const quotientScale = 10;

function decimalOf(value: Computed): Decimal | undefined {
  return typeof value === 'number' || typeof value === 'string' ? readDecimal(String(value)) : undefined;
}

function compute(operand: RuleOperand & { kind: 'formula' }, context: ValueContext): Computed {
  const left = operandValue(operand.left, context);
  const right = operandValue(operand.right, context);
  if (left === undefined || right === undefined) return undefined;
  const a = decimalOf(left);
  const b = decimalOf(right);
  // Without one of its numbers a formula has no result, which empties the column as Dataverse does.
  if (a === undefined || b === undefined) return null;
  switch (operand.operator) {
    case 'add':
      return printDecimal(addDecimals(a, b));
    case 'subtract':
      return printDecimal(subtractDecimals(a, b));
    case 'multiply':
      return printDecimal(multiplyDecimals(a, b));
    case 'divide':
      return b.units === 0n ? null : printDecimal(divideDecimals(a, b, quotientScale));
  }
}

/** The value of an operand; undefined when it is unsupported. */
export function operandValue(operand: RuleOperand, context: ValueContext): RowValue | undefined {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'column':
      return context.row[operand.column] ?? null;
    case 'now':
      return context.now;
    case 'formula':
      return compute(operand, context);
    case 'unsupported':
      return undefined;
  }
}

/** Start of the day, in wall milliseconds, on which the person sees a time. */
function dayOf(
  value: RowValue,
  column: Column<unknown> | undefined,
  context: ValueContext,
): number | undefined {
  const time = typeof value === 'string' ? readTime(value) : undefined;
  if (time === undefined) return undefined;
  const isLocal = time.kind === 'instant' && column?.behavior !== 'timezoneindependent';
  return startOfDay(isLocal ? toWall(context.timeZone, time.milliseconds) : time.milliseconds);
}

/** Order of two values of a column; undefined where they have none. */
function order(
  a: RowValue,
  b: RowValue,
  column: Column<unknown> | undefined,
  context: ValueContext,
): number | undefined {
  if (a === null || b === null) return undefined;
  if (typeof a === 'boolean' || typeof b === 'boolean')
    return typeof a === typeof b ? Number(a) - Number(b) : undefined;
  if (column === undefined ? typeof a === 'number' : numeric.has(column.type)) {
    const x = decimalOf(a);
    const y = decimalOf(b);
    return x === undefined || y === undefined ? undefined : compareDecimals(x, y);
  }
  if (column?.type === 'datetime') {
    // A day beside a time means the whole day.
    if (column.behavior === 'dateonly' || String(b).length === 10 || String(a).length === 10) {
      const x = dayOf(a, column, context);
      const y = dayOf(b, column, context);
      return x === undefined || y === undefined ? undefined : (x - y) / day;
    }
    return a === b ? 0 : a < b ? -1 : 1;
  }
  if (typeof a !== 'string' || typeof b !== 'string')
    return JSON.stringify(a) === JSON.stringify(b) ? 0 : undefined;
  const x = codePointKey(fold(a));
  const y = codePointKey(fold(b));
  return x === y ? 0 : x < y ? -1 : 1;
}

function textTest(operator: RuleOperator, value: RowValue, wanted: RowValue): boolean {
  if (typeof value !== 'string' || typeof wanted !== 'string') return false;
  const text = fold(value);
  const part = fold(wanted);
  switch (operator) {
    case 'contains':
    case 'notcontains':
      return text.includes(part);
    case 'begins':
    case 'notbegins':
      return text.startsWith(part);
    default:
      return text.endsWith(part);
  }
}

const opposites: Readonly<Partial<Record<RuleOperator, RuleOperator>>> = {
  ne: 'eq',
  notcontains: 'contains',
  notbegins: 'begins',
  notends: 'ends',
  noton: 'on',
};

function holds(
  operator: RuleOperator,
  value: RowValue,
  wanted: RowValue,
  column: Column<unknown> | undefined,
  context: ValueContext,
): boolean {
  switch (operator) {
    case 'contains':
    case 'begins':
    case 'ends':
      return textTest(operator, value, wanted);
    case 'on':
    case 'onorafter':
    case 'onorbefore': {
      const a = dayOf(value, column, context);
      const b = dayOf(wanted, column, context);
      if (a === undefined || b === undefined) return false;
      return operator === 'on' ? a === b : operator === 'onorafter' ? a >= b : a <= b;
    }
    default: {
      if (operator === 'eq' && value === null && wanted === null) return true;
      const sign = order(value, wanted, column, context);
      if (sign === undefined) return false;
      if (operator === 'eq') return sign === 0;
      if (operator === 'gt') return sign > 0;
      if (operator === 'ge') return sign >= 0;
      return operator === 'lt' ? sign < 0 : sign <= 0;
    }
  }
}

/**
 * Whether a column's value compares so with any of the values. Text as everywhere: without case and accents. Negated
 * operators hold exactly where their opposite does not, so also for an empty column.
 */
export function compareColumn(
  name: string,
  operator: RuleOperator,
  values: readonly RowValue[],
  context: ValueContext,
): boolean {
  const value = context.row[name] ?? null;
  if (operator === 'null') return value === null;
  if (operator === 'notnull') return value !== null;
  const opposite = opposites[operator];
  if (opposite !== undefined) return !compareColumn(name, opposite, values, context);
  const column = context.column(name);
  return values.some((wanted) => holds(operator, value, wanted, column, context));
}

/** The day of an instant, for columns that keep days alone. */
export function dayText(value: string, context: ValueContext): string | undefined {
  const at = dayOf(value, undefined, context);
  return at === undefined ? undefined : printDay(at);
}
