import { AppError } from '../base/app-error.ts';
import { day, printDay, printInstant, readTime, startOfDay } from '../base/dates.ts';
import type { ReadTime } from '../base/dates.ts';
import { printDecimal, readDecimal } from '../base/decimal.ts';
import { fold } from '../base/fold.ts';
import { readGuid } from '../base/guid.ts';
import { fromWall, toWall } from '../base/zone.ts';
import { isLookup } from '../metadata/table.ts';
import type { Column, Table } from '../metadata/table.ts';
import type { Condition, QueryContext } from './ast.ts';
import { likeAround, likeTest, readLike } from './like.ts';
import type { LikePattern } from './like.ts';
import { valueClass } from './metadata.ts';
import type { QueryMetadata } from './metadata.ts';
import { operatorOf } from './operators.ts';
import { relativeRanges } from './relative.ts';
import type { WallRange } from './relative.ts';

export type CompareOperator = 'eq' | 'gt' | 'ge' | 'lt' | 'le';

/** Comparable value: folded text, id, canonical time (text), number, boolean, or decimal text of any scale. */
export type TestValue = string | number | boolean;

/**
 * What a condition asks of one value once operator, type, person and moment are resolved; both executors run only
 * these. A null value fails each of them except `null`; `negated` ones hold exactly where the inner test does not.
 */
export type ValueTest =
  | { readonly kind: 'null' }
  | { readonly kind: 'never' }
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly value: TestValue }
  | { readonly kind: 'in'; readonly values: readonly TestValue[] }
  | { readonly kind: 'between'; readonly low: TestValue; readonly high: TestValue }
  /** Canonical times from (inclusive) to (exclusive). */
  | {
      readonly kind: 'ranges';
      readonly ranges: readonly { readonly from: string | null; readonly to: string | null }[];
    }
  | { readonly kind: 'like'; readonly pattern: LikePattern }
  /** The primary name of the row that a lookup points to. */
  | { readonly kind: 'name-like'; readonly pattern: LikePattern; readonly targets: readonly string[] }
  /** Sets of choices: shares one at least, or is equal. */
  | { readonly kind: 'contains' | 'equals'; readonly set: readonly number[] }
  /** Ids of a hierarchy of `table` seen from `ids` (themselves with `self`), along its `parent` column, and `also`. */
  | {
      readonly kind: 'hierarchy';
      readonly direction: 'under' | 'above';
      readonly self: boolean;
      readonly table: string;
      readonly parent: string;
      readonly ids: readonly string[];
      readonly also: readonly string[];
    }
  | { readonly kind: 'not'; readonly test: ValueTest };

interface Place {
  readonly table: Table<unknown>;
  readonly column: Column<unknown>;
  readonly metadata: QueryMetadata;
  readonly context: QueryContext;
  /** Text typed by a person: what does not fit the column's type matches nothing instead of failing. */
  readonly lenient: boolean;
}

const never: ValueTest = { kind: 'never' };

function refuse(place: Place, condition: Condition, why: string): AppError {
  return new AppError('bad-query', {
    table: place.table.logicalName,
    column: place.column.logicalName,
    operator: condition.operator,
    message: `${place.table.logicalName}.${place.column.logicalName} ${condition.operator}: ${why}`,
  });
}

/** Local time of what was written, in the frame of the column. */
function wallOfTime(place: Place, time: ReadTime): number {
  const instant = time.kind === 'instant' && place.column.behavior !== 'timezoneindependent';
  return instant ? toWall(place.context.timeZone, time.milliseconds) : time.milliseconds;
}

/** Canonical text, in the column's behaviour, of a local time. */
function timeText(place: Place, wall: number): string {
  if (place.column.behavior === 'dateonly') return printDay(wall);
  if (place.column.behavior === 'timezoneindependent') return printInstant(wall);
  return printInstant(fromWall(place.context.timeZone, wall));
}

function timeValue(place: Place, text: string): string | undefined {
  const time = readTime(text);
  if (time === undefined) return undefined;
  const userLocal = place.column.behavior === undefined || place.column.behavior === 'userlocal';
  if (time.kind === 'instant' && userLocal) return printInstant(time.milliseconds);
  return timeText(place, wallOfTime(place, time));
}

function readBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === '1' || word === 'true') return true;
  return word === '0' || word === 'false' ? false : undefined;
}

function readNumber(text: string): number | undefined {
  return readDecimal(text) === undefined ? undefined : Number(text);
}

/** The value as the column's values compare; undefined when it does not fit. */
function readValue(place: Place, text: string): TestValue | undefined {
  switch (valueClass(place.column)) {
    case 'text':
      return fold(text.normalize('NFC'));
    case 'id':
      return readGuid(text);
    case 'number':
      return readNumber(text);
    case 'decimal': {
      const value = readDecimal(text);
      return value === undefined ? undefined : printDecimal(value);
    }
    case 'boolean':
      return readBoolean(text);
    case 'time':
      return timeValue(place, text);
    default:
      return undefined;
  }
}

function valuesOf(place: Place, condition: Condition): readonly TestValue[] | undefined {
  const values: TestValue[] = [];
  for (const text of condition.values) {
    const value = readValue(place, text);
    if (value === undefined) {
      if (place.lenient) return undefined;
      throw refuse(place, condition, `"${text.slice(0, 60)}" is no value of this column.`);
    }
    values.push(value);
  }
  return values;
}

/** Half-open wall ranges as canonical texts; a day-only column takes in every day that the range touches. */
function rangesTest(place: Place, ranges: readonly WallRange[]): ValueTest {
  const dayOnly = place.column.behavior === 'dateonly';
  return {
    kind: 'ranges',
    ranges: ranges.map(({ from, to }) => ({
      from: from === null ? null : timeText(place, from),
      to: to === null ? null : dayOnly && startOfDay(to) !== to ? printDay(to + day) : timeText(place, to),
    })),
  };
}

function dayTest(place: Place, condition: Condition): ValueTest {
  const text = condition.values[0] ?? '';
  const time = readTime(text);
  if (time === undefined) {
    if (place.lenient) return never;
    throw refuse(place, condition, `"${text.slice(0, 60)}" is no date.`);
  }
  const from = startOfDay(wallOfTime(place, time));
  switch (condition.operator) {
    case 'on-or-before':
      return rangesTest(place, [{ from: null, to: from + day }]);
    case 'on-or-after':
      return rangesTest(place, [{ from, to: null }]);
    default:
      return rangesTest(place, [{ from, to: from + day }]);
  }
}

function patternOf(condition: Condition, operator: string): LikePattern {
  const text = (condition.values[0] ?? '').normalize('NFC');
  if (operator === 'begins-with') return likeAround(text, 'begin');
  if (operator === 'ends-with') return likeAround(text, 'end');
  return readLike(text);
}

/** `like` on what is not text: a lookup's name, a choice's labels, else the value that the bare text spells. */
function likeOn(place: Place, condition: Condition, operator: string): ValueTest {
  const pattern = patternOf(condition, operator);
  const { column, metadata } = place;
  const kind = valueClass(column);
  if (kind === 'text') return { kind: 'like', pattern };
  if (isLookup(column)) return { kind: 'name-like', pattern, targets: column.targets ?? [] };
  const options = column.options;
  if (options !== undefined) {
    const matches = likeTest(pattern);
    const found = options
      .filter((option) => matches(fold(metadata.label(option.label))))
      .map(({ value }) => value);
    if (found.length === 0) return never;
    if (kind === 'choices') return { kind: 'contains', set: found };
    return { kind: 'in', values: kind === 'boolean' ? found.map((value) => value !== 0) : found };
  }
  const bare = (condition.values[0] ?? '').replace(/^%+|%+$/g, '');
  const value = readValue({ ...place, lenient: true }, bare);
  return value === undefined ? never : { kind: 'compare', operator: 'eq', value };
}

function setOf(place: Place, condition: Condition): readonly number[] {
  const values = condition.values.flatMap((text) => text.split(',')).map((text) => readNumber(text.trim()));
  if (values.some((value) => value === undefined))
    throw refuse(place, condition, 'needs numbers of choices.');
  return [...new Set(values as number[])].sort((a, b) => a - b);
}

function hierarchyTest(
  place: Place,
  condition: Condition,
  direction: 'under' | 'above',
  self: boolean,
): ValueTest {
  const { column, table, metadata } = place;
  const target = column.primaryId === true ? table.logicalName : column.targets?.[0];
  const parent = target === undefined ? undefined : metadata.hierarchyColumn(target);
  if (target === undefined || parent === undefined)
    throw refuse(place, condition, 'the table has no hierarchy.');
  const ids = valuesOf(place, condition);
  if (ids === undefined) return never;
  return {
    kind: 'hierarchy',
    direction,
    self,
    table: target,
    parent,
    ids: ids as readonly string[],
    also: [],
  };
}

function personTest(place: Place, condition: Condition): ValueTest {
  const { context } = place;
  const among = (values: readonly string[]): ValueTest => ({ kind: 'in', values });
  switch (condition.operator) {
    case 'eq-userid':
      return among([context.userId]);
    case 'eq-userteams':
      return among(context.teamIds);
    case 'eq-useroruserteams':
      return among([context.userId, ...context.teamIds]);
    case 'eq-businessid':
      return among([context.businessUnitId]);
    default:
      return {
        kind: 'hierarchy',
        direction: 'under',
        self: true,
        table: 'systemuser',
        parent: 'parentsystemuserid',
        ids: [context.userId],
        also: condition.operator === 'eq-useroruserhierarchyandteams' ? context.teamIds : [],
      };
  }
}

function resolve(place: Place, condition: Condition, operator: string): ValueTest {
  const { column, context } = place;
  const kind = valueClass(column);
  const known = operatorOf(operator);
  if (known === undefined) throw refuse(place, condition, 'there is no such operator.');
  if (known.opposite !== undefined)
    return { kind: 'not', test: resolve(place, { ...condition, operator: known.opposite }, known.opposite) };
  const given = condition.values.length;
  if (known.values === 'some' ? given === 0 : given !== known.values)
    throw refuse(place, condition, `needs ${known.values} values, not ${given}.`);
  if (operator === 'null') return { kind: 'null' };
  if (kind === 'none') return never;
  if (known.on === 'text') return likeOn(place, condition, operator);
  if (known.on === 'time') {
    if (kind !== 'time') throw refuse(place, condition, 'is for date columns.');
    const ranges = relativeRanges(operator, condition.values, context);
    return ranges === undefined ? dayTest(place, condition) : rangesTest(place, ranges);
  }
  if (operator === 'eq-userlanguage') return { kind: 'compare', operator: 'eq', value: context.language };
  if (known.on === 'id') {
    if (kind !== 'id') throw refuse(place, condition, 'is for lookups and ids.');
    const way = /^(eq-or-)?(under|above)$/.exec(operator);
    if (way === null) return personTest(place, condition);
    return hierarchyTest(place, condition, way[2] as 'under' | 'above', way[1] !== undefined);
  }
  if (kind === 'choices') {
    if (operator === 'contain-values') return { kind: 'contains', set: setOf(place, condition) };
    if (operator === 'eq' || operator === 'in') return { kind: 'equals', set: setOf(place, condition) };
    throw refuse(place, condition, 'is not for columns of several choices.');
  }
  if (known.on === 'choices') throw refuse(place, condition, 'is for columns of several choices.');
  const values = valuesOf(place, condition);
  if (values === undefined) return never;
  const [first = '', second = ''] = values;
  if (operator === 'in') return { kind: 'in', values };
  if (operator === 'between') return { kind: 'between', low: first, high: second };
  return { kind: 'compare', operator: operator as CompareOperator, value: first };
}

/** The test that a condition (without `valueOf`) puts to its column; `bad-query` names what does not fit. */
export function testOf(
  condition: Condition,
  table: Table<unknown>,
  column: Column<unknown>,
  options: {
    readonly metadata: QueryMetadata;
    readonly context: QueryContext;
    readonly lenient?: boolean;
  },
): ValueTest {
  const { metadata, context, lenient = false } = options;
  return resolve({ table, column, metadata, context, lenient }, condition, condition.operator);
}

/** Values of an option column in the order of their labels; a value that is no option comes after all of them. */
export function choiceRanks(column: Column<unknown>, metadata: QueryMetadata): ReadonlyMap<number, number> {
  const labelled = (column.options ?? []).map(({ value, label }) => ({
    value,
    key: fold(metadata.label(label)),
  }));
  labelled.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.value - b.value));
  const distinct = [...new Set(labelled.map(({ value }) => value))];
  return new Map(distinct.map((value, rank) => [value, rank]));
}
