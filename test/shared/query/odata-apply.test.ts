import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/shared/base/app-error.ts';
import { must } from '../../../src/shared/base/assert.ts';
import { evaluate } from '../../../src/shared/query/evaluate.ts';
import { readOData } from '../../../src/shared/query/odata-read.ts';
import { memorySource } from '../../fixtures/query/memory-source.ts';
import { context, metadata, names, rows, tables } from '../../fixtures/query/things.ts';

const source = memorySource(rows, metadata);
const thing = must(tables.get('thing'), 'thing');
const read = (options: Record<string, string>) => readOData(thing, options, names);
const values = (options: Record<string, string>) =>
  evaluate(read(options).query, source, metadata, context).rows;

describe('$apply', () => {
  test('groups, with how many rows each has', () => {
    const grouped = values({ $apply: 'groupby((color),aggregate($count as n))', $orderby: 'n desc,color' });
    expect(grouped.map(({ color, n }) => [color, n])).toEqual([
      [2, 2],
      [null, 1],
      [1, 1],
      [3, 1],
      [99, 1],
    ]);
  });

  test('the groups alone', () => {
    expect(values({ $apply: 'groupby((active))', $orderby: 'active' })).toMatchObject([
      { active: null },
      { active: false },
      { active: true },
    ]);
  });

  test('values over all rows, by every method', () => {
    const apply =
      'aggregate(code with sum as total,code with average as mean,code with min as least,code with max as most,name with countdistinct as names,$count as n)';
    expect(values({ $apply: apply })).toEqual([
      { total: 45, mean: '9.000000', least: -5, most: 20, names: 5, n: 6 },
    ]);
  });

  test('filters come first, one after the other', () => {
    expect(
      values({ $apply: "filter(code gt 0)/filter(not contains(name,'a/b'))/aggregate($count as n)" }),
    ).toEqual([{ n: 3 }]);
  });

  test('a column behind a lookup is called after its table; empty where there is no row', () => {
    expect(
      values({
        $apply: 'groupby((parentid/name),aggregate(parentid/code with max as most,$count as n))',
        $orderby: 'thing_name',
      }),
    ).toEqual([
      { thing_name: null, most: null, n: 3 },
      { thing_name: 'apfel', most: 20, n: 1 },
      { thing_name: 'Äpfel & Birnen', most: 10, n: 2 },
    ]);
  });

  test.each([
    ['', 'last step'],
    ['groupby', 'cannot be read'],
    ['groupby(color)', 'columns in brackets'],
    ['groupby(())', 'names no column'],
    ['groupby((color),filter(code gt 1))', 'cannot follow'],
    ['groupby((color))/aggregate($count as n)', 'only filter can come before'],
    ['filter(code gt 1)', 'last step'],
    ['aggregate()', 'names no value'],
    ['aggregate(code with median as m)', 'must be'],
    ['aggregate(code with toString as m)', 'must be'],
    ['aggregate(code with sum)', 'must be'],
    ['aggregate(code with sum as n,$count as n)', 'two values are called n'],
    ['groupby((color,color))', 'two values are called color'],
    ['groupby((gone))', 'no column gone'],
    ['groupby((thing_persons/age))', 'a lookup points to'],
    ['groupby((parentid/parentid/name))', 'further than one table'],
  ])('%s is refused', ($apply, reason) => {
    let error: unknown;
    try {
      read({ $apply });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).message).toContain(reason);
  });

  test.each([['$filter'], ['$select'], ['$expand']])('%s beside it is refused', (name) => {
    expect(() => read({ $apply: 'groupby((color))', [name]: 'code' })).toThrow(/cannot stand beside/);
  });

  test('an order by what the answer has not is refused', () => {
    expect(() => read({ $apply: 'groupby((color))', $orderby: 'name' })).toThrow(/can name color/);
  });
});
