/**
 * All FetchXML operators. `values`: how many values a condition carries. `opposite`: true exactly where the other is
 * false, null included. `on`: `any` column, or times, lookups and ids, whole-number sets. `clock`: how often the answer
 * may change while the rows stay: at each minute, or at the start of the person's day.
 */
export interface Operator {
  readonly values: 0 | 1 | 2 | 'some';
  readonly on: 'any' | 'text' | 'time' | 'id' | 'choices' | 'number';
  readonly opposite?: string;
  readonly clock?: 'minute' | 'day';
}

const time = (values: 0 | 1 | 2, clock?: 'minute' | 'day'): Operator => ({ values, on: 'time', clock });

export const operators = {
  eq: { values: 1, on: 'any' },
  ne: { values: 1, on: 'any', opposite: 'eq' },
  gt: { values: 1, on: 'any' },
  ge: { values: 1, on: 'any' },
  lt: { values: 1, on: 'any' },
  le: { values: 1, on: 'any' },
  null: { values: 0, on: 'any' },
  'not-null': { values: 0, on: 'any', opposite: 'null' },
  in: { values: 'some', on: 'any' },
  'not-in': { values: 'some', on: 'any', opposite: 'in' },
  between: { values: 2, on: 'any' },
  'not-between': { values: 2, on: 'any', opposite: 'between' },
  like: { values: 1, on: 'text' },
  'not-like': { values: 1, on: 'text', opposite: 'like' },
  'begins-with': { values: 1, on: 'text' },
  'not-begin-with': { values: 1, on: 'text', opposite: 'begins-with' },
  'ends-with': { values: 1, on: 'text' },
  'not-end-with': { values: 1, on: 'text', opposite: 'ends-with' },
  'contain-values': { values: 'some', on: 'choices' },
  'not-contain-values': { values: 'some', on: 'choices', opposite: 'contain-values' },
  on: time(1),
  'not-on': { values: 1, on: 'time', opposite: 'on' },
  'on-or-before': time(1),
  'on-or-after': time(1),
  yesterday: time(0, 'day'),
  today: time(0, 'day'),
  tomorrow: time(0, 'day'),
  'last-seven-days': time(0, 'minute'),
  'next-seven-days': time(0, 'minute'),
  'last-week': time(0, 'day'),
  'this-week': time(0, 'day'),
  'next-week': time(0, 'day'),
  'last-month': time(0, 'day'),
  'this-month': time(0, 'day'),
  'next-month': time(0, 'day'),
  'last-year': time(0, 'day'),
  'this-year': time(0, 'day'),
  'next-year': time(0, 'day'),
  'last-x-hours': time(1, 'minute'),
  'next-x-hours': time(1, 'minute'),
  'last-x-days': time(1, 'minute'),
  'next-x-days': time(1, 'minute'),
  'last-x-weeks': time(1, 'minute'),
  'next-x-weeks': time(1, 'minute'),
  'last-x-months': time(1, 'minute'),
  'next-x-months': time(1, 'minute'),
  'last-x-years': time(1, 'minute'),
  'next-x-years': time(1, 'minute'),
  'olderthan-x-minutes': time(1, 'minute'),
  'olderthan-x-hours': time(1, 'minute'),
  'olderthan-x-days': time(1, 'minute'),
  'olderthan-x-weeks': time(1, 'minute'),
  'olderthan-x-months': time(1, 'minute'),
  'olderthan-x-years': time(1, 'minute'),
  'this-fiscal-year': time(0, 'day'),
  'last-fiscal-year': time(0, 'day'),
  'next-fiscal-year': time(0, 'day'),
  'this-fiscal-period': time(0, 'day'),
  'last-fiscal-period': time(0, 'day'),
  'next-fiscal-period': time(0, 'day'),
  'last-x-fiscal-years': time(1, 'day'),
  'next-x-fiscal-years': time(1, 'day'),
  'last-x-fiscal-periods': time(1, 'day'),
  'next-x-fiscal-periods': time(1, 'day'),
  'in-fiscal-year': time(1),
  'in-fiscal-period': time(1),
  'in-fiscal-period-and-year': time(2),
  'in-or-before-fiscal-period-and-year': time(2),
  'in-or-after-fiscal-period-and-year': time(2),
  'eq-userid': { values: 0, on: 'id' },
  'ne-userid': { values: 0, on: 'id', opposite: 'eq-userid' },
  'eq-userteams': { values: 0, on: 'id' },
  'eq-useroruserteams': { values: 0, on: 'id' },
  'eq-useroruserhierarchy': { values: 0, on: 'id' },
  'eq-useroruserhierarchyandteams': { values: 0, on: 'id' },
  'eq-businessid': { values: 0, on: 'id' },
  'ne-businessid': { values: 0, on: 'id', opposite: 'eq-businessid' },
  'eq-userlanguage': { values: 0, on: 'number' },
  under: { values: 1, on: 'id' },
  'eq-or-under': { values: 1, on: 'id' },
  'not-under': { values: 1, on: 'id', opposite: 'under' },
  above: { values: 1, on: 'id' },
  'eq-or-above': { values: 1, on: 'id' },
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof operators;

/** The operator of that name, `neq` read as `ne`; undefined when there is none. */
export function readOperator(text: string): OperatorName | undefined {
  const name = text.trim().toLowerCase();
  if (name === 'neq') return 'ne';
  return Object.hasOwn(operators, name) ? (name as OperatorName) : undefined;
}

/** See {@link Operator}. */
export function operatorOf(name: string): Operator | undefined {
  return Object.hasOwn(operators, name) ? operators[name as OperatorName] : undefined;
}
