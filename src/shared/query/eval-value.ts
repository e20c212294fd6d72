import { compareDecimalText } from '../base/decimal.ts';
import { codePointKey, fold } from '../base/fold.ts';
import { isPolymorphic, isLookup } from '../metadata/table.ts';
import type { Column, Table } from '../metadata/table.ts';
import { typeKey } from '../metadata/row.ts';
import type { CompareOperator, TestValue, ValueTest } from './condition-test.ts';
import { once } from './eval-frame.ts';
import type { Run } from './eval-frame.ts';
import { likeTest } from './like.ts';
import { valueClass } from './metadata.ts';
import type { ValueClass } from './metadata.ts';
import { cellOf } from './source.ts';
import type { SourceRow } from './source.ts';

export type Key = string | number | boolean | null;
export type KeyReader = (row: SourceRow, run: Run) => Key;

/** A double tells decimals of this many characters apart, and orders them right. */
const exactLength = 15;

/** Decimal text as a number where that is exact, else the text itself. */
export function decimalKey(text: string): number | string {
  return text.length <= exactLength ? Number(text) : text;
}

function compareDecimalKeys(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareDecimalText(String(a), String(b));
}

/** Order of two comparable values of one class, neither null. */
export function comparatorOf(kind: ValueClass): (a: Key, b: Key) => number {
  if (kind === 'decimal') return (a, b) => compareDecimalKeys(a as number | string, b as number | string);
  return (a, b) => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1);
}

/** Reads a column's value as it compares. */
export function keyReader(column: Column<unknown>): KeyReader {
  const name = column.logicalName;
  switch (valueClass(column)) {
    case 'text':
      return (row, run) => run.cache.sortKey(name, row);
    case 'decimal':
      return (row) => {
        const value = cellOf(row, name);
        return typeof value === 'string' ? decimalKey(value) : null;
      };
    case 'choices':
    case 'none':
      return () => null;
    default:
      return (row) => (cellOf(row, name) ?? null) as Key;
  }
}

function toKey(kind: ValueClass, value: TestValue): Key {
  if (kind === 'text') return codePointKey(value as string);
  return kind === 'decimal' ? decimalKey(value as string) : value;
}

function holds(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

export type RowTest = (row: SourceRow, run: Run) => boolean;

/** Primary name of the row that a lookup points to. */
export function nameReader(column: Column<unknown>): (row: SourceRow, run: Run) => string | null {
  const name = column.logicalName;
  const targets = column.targets ?? [];
  const only = targets.length === 1 ? targets[0] : undefined;
  return (row, run) => {
    const id = cellOf(row, name);
    if (typeof id !== 'string') return null;
    const table = only ?? cellOf(row, typeKey(name));
    if (typeof table === 'string') return run.source.nameOf(table, id) ?? null;
    // A row from a source that knows no target table: the first table that has the id.
    if (isPolymorphic(column))
      for (const target of targets) {
        const found = run.source.nameOf(target, id);
        if (found !== undefined) return found;
      }
    return null;
  };
}

function hierarchySet(test: Extract<ValueTest, { kind: 'hierarchy' }>, run: Run): ReadonlySet<string> {
  const rows = run.source.rows(test.table);
  const found = new Set<string>();
  const parentOf = (id: string): string | undefined => {
    const row = rows.get(id);
    const parent = row && cellOf(row, test.parent);
    return typeof parent === 'string' ? parent : undefined;
  };
  const children = new Map<string, string[]>();
  if (test.direction === 'under')
    for (const id of rows.keys()) {
      const parent = parentOf(id);
      if (parent === undefined) continue;
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [id]);
      else siblings.push(id);
    }
  const next = (id: string): readonly string[] => {
    if (test.direction === 'under') return children.get(id) ?? [];
    const parent = parentOf(id);
    return parent === undefined ? [] : [parent];
  };
  const waiting = test.ids.flatMap(next);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    // A hierarchy may hold a circle.
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...next(id));
  }
  for (const id of test.ids) {
    if (test.self) found.add(id);
    else found.delete(id);
  }
  for (const id of test.also) found.add(id);
  return found;
}

function setTest(name: string, test: Extract<ValueTest, { kind: 'contains' | 'equals' }>): RowTest {
  const wanted = new Set(test.set);
  return (row) => {
    const value = cellOf(row, name);
    if (!Array.isArray(value)) return false;
    const numbers = value as readonly number[];
    if (test.kind === 'contains') return numbers.some((one) => wanted.has(one));
    return numbers.length === wanted.size && numbers.every((one) => wanted.has(one));
  };
}

/** Compiles a value test to a test of rows of the table. */
export function rowTest(test: ValueTest, table: Table<unknown>, column: Column<unknown>): RowTest {
  const kind = valueClass(column);
  const name = column.logicalName;
  const read = keyReader(column);
  const compare = comparatorOf(kind);
  switch (test.kind) {
    case 'never':
      return () => false;
    case 'null':
      if (kind === 'none') return () => true;
      return (row) => (cellOf(row, name) ?? null) === null;
    case 'not': {
      const inner = rowTest(test.test, table, column);
      return (row, run) => !inner(row, run);
    }
    case 'compare': {
      const wanted = toKey(kind, test.value);
      const { operator } = test;
      if (operator === 'eq' && kind !== 'decimal') return (row, run) => read(row, run) === wanted;
      return (row, run) => {
        const key = read(row, run);
        return key !== null && holds(operator, compare(key, wanted));
      };
    }
    case 'between': {
      const low = toKey(kind, test.low);
      const high = toKey(kind, test.high);
      return (row, run) => {
        const key = read(row, run);
        return key !== null && compare(key, low) >= 0 && compare(key, high) <= 0;
      };
    }
    case 'in': {
      const keys = test.values.map((value) => toKey(kind, value));
      if (kind === 'decimal')
        return (row, run) => {
          const key = read(row, run);
          return key !== null && keys.some((wanted) => compare(key, wanted) === 0);
        };
      const wanted = new Set(keys);
      return (row, run) => {
        const key = read(row, run);
        return key !== null && wanted.has(key);
      };
    }
    case 'ranges':
      return (row) => {
        const value = cellOf(row, name);
        if (typeof value !== 'string') return false;
        return test.ranges.some(
          ({ from, to }) => (from === null || value >= from) && (to === null || value < to),
        );
      };
    case 'like': {
      const matches = likeTest(test.pattern);
      return (row, run) => {
        const text = run.cache.folded(name, row);
        return text !== null && matches(text);
      };
    }
    case 'name-like': {
      const matches = likeTest(test.pattern);
      const nameOf = nameReader(column);
      return (row, run) => {
        const text = nameOf(row, run);
        return text !== null && matches(fold(text));
      };
    }
    case 'contains':
    case 'equals':
      return setTest(name, test);
    case 'hierarchy':
      return (row, run) => {
        const value = cellOf(row, name);
        return typeof value === 'string' && once(run, test, () => hierarchySet(test, run)).has(value);
      };
  }
}

/** Compares two columns, of rows that may differ; null on either side fails. */
export function columnTest(
  operator: CompareOperator,
  left: Column<unknown>,
  right: Column<unknown>,
  kind: ValueClass,
): (a: SourceRow, b: SourceRow, run: Run) => boolean {
  const readLeft = keyReader(left);
  const readRight = keyReader(right);
  const compare = comparatorOf(kind);
  return (a, b, run) => {
    const x = readLeft(a, run);
    const y = readRight(b, run);
    return x !== null && y !== null && holds(operator, compare(x, y));
  };
}

/** Reads what a plain order sorts by: labels of choices, names of lookups, else the value. */
export function orderReader(
  column: Column<unknown>,
  ranks: ReadonlyMap<number, number> | undefined,
): KeyReader {
  const name = column.logicalName;
  if (ranks !== undefined) {
    const beyond = ranks.size;
    return (row) => {
      const value = cellOf(row, name);
      return typeof value === 'number' ? (ranks.get(value) ?? beyond) : null;
    };
  }
  if (isLookup(column)) {
    const nameOf = nameReader(column);
    const owner = {};
    return (row, run) => {
      const id = cellOf(row, name);
      if (typeof id !== 'string') return null;
      // Many rows point to few: each target's name is folded once a run.
      const keys = once(run, owner, () => new Map<string, string | null>());
      const known = keys.get(id);
      if (known !== undefined) return known;
      const text = nameOf(row, run);
      const key = text === null ? null : codePointKey(fold(text));
      keys.set(id, key);
      return key;
    };
  }
  return keyReader(column);
}

/** Class by which {@link orderReader}'s keys compare. */
export function orderClass(column: Column<unknown>): ValueClass {
  return isLookup(column) ? 'text' : valueClass(column);
}
