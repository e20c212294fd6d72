import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/shared/base/app-error.ts';
import { must } from '../../../src/shared/base/assert.ts';
import { evaluate } from '../../../src/shared/query/evaluate.ts';
import { readOData } from '../../../src/shared/query/odata-read.ts';
import { memorySource } from '../../fixtures/query/memory-source.ts';
import { context, id, metadata, names, rows, tables, user } from '../../fixtures/query/things.ts';

const source = memorySource(rows, metadata);
const thing = must(tables.get('thing'), 'thing');
const read = (options: Record<string, string>) => readOData(thing, options, names);
const numbers = (options: Record<string, string>): number[] =>
  evaluate(read({ $select: 'name', ...options }).query, source, metadata, context).rows.map((row) =>
    Number(String(row['thingid']).slice(-2)),
  );

test.each([
  ["name eq 'ÄPFEL'", [2, 4]],
  ["name eq 'it''s'", []],
  ["contains(notes,'it''s [50%')", [4]],
  ["startswith(name,'apf') and not endswith(name,'n')", [2, 4]],
  ['code gt 10 or code lt -1', [2, 3, 4]],
  ['10 lt code', [2, 4]],
  ['code ge 10 and (color eq 1 or color eq 2) and active eq true', [1, 4]],
  ['not (code ge 10)', [3, 5, 6]],
  ['price eq 99.99', [2]],
  ['name eq null', [6]],
  ['name ne null', [1, 2, 3, 4, 5]],
  [`_ownerid_value eq ${user.ada}`, [1]],
  [`_ownerid_value eq '${user.ada}'`, [1]],
  [`thingid eq ${id('t', 3)}`, [3]],
  ['due eq 2024-06-12', [1]],
  ['at ge 2024-06-12T00:00:00Z', [1, 5]],
  ['name eq notes', [2]],
  ['active', [1, 3, 4]],
  ["parentid/name eq 'Äpfel & Birnen'", [2, 4]],
  ['parentid/parentid/code eq 10', [3]],
  ['thing_persons/any(p:p/age gt 35)', [1]],
  ['thing_persons/any()', [1, 2]],
  ['thing_persons/all(p:p/age gt 25)', [1, 3, 4, 5, 6]],
  ["Microsoft.Dynamics.CRM.LastXDays(PropertyName='due',PropertyValue=1)", [1, 2]],
  ["Microsoft.Dynamics.CRM.Today(PropertyName='due')", [1]],
  ["Microsoft.Dynamics.CRM.In(PropertyName='code',PropertyValues=['10','0'])", [1, 5]],
  [
    'Microsoft.Dynamics.CRM.Between(PropertyName=\'code\',PropertyValues=["0","10"])'.replaceAll('"', "'"),
    [1, 5],
  ],
  ["Microsoft.Dynamics.CRM.ContainValues(PropertyName='tags',PropertyValues=['3'])", [3, 4]],
  [`Microsoft.Dynamics.CRM.UnderOrEqual(PropertyName='thingid',PropertyValue='${id('t', 2)}')`, [2, 3]],
  ["Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", [1]],
  ["Microsoft.Dynamics.CRM.OlderThanXDays(PropertyName='at',PropertyValue=7)", [3, 4]],
] as const)('$filter=%s', ($filter, expected) => {
  expect(numbers({ $filter, $orderby: 'thingid' })).toEqual(expected);
});

test('parameters stand for values', () => {
  expect(numbers({ $filter: 'code eq @p1', '@p1': '10' })).toEqual([1]);
});

test.each([
  ['name desc,thingid', [3, 5, 1, 2, 4, 6]],
  ['parentid/name,thingid desc', [6, 5, 1, 3, 4, 2]],
])('$orderby=%s', ($orderby, expected) => {
  expect(numbers({ $orderby })).toEqual(expected);
});

test('select, top and count', () => {
  const { query } = read({ $select: 'name, _customerid_value', $top: '2', $count: 'true' });
  expect(query).toMatchObject({
    columns: [{ column: 'name' }, { column: 'customerid' }],
    top: 2,
    count: true,
  });
  expect(evaluate(query, source, metadata, context)).toMatchObject({ total: 2, rows: [{}, {}] });
});

test('expands lookups and collections, each with its own options', () => {
  const { expands } = read({
    $expand:
      "parentid($select=name,code),thing_persons($select=fullname;$filter=contains(fullname,'n;(');$top=3)",
  });
  expect(expands).toMatchObject([
    { property: 'parentid', navigation: { kind: 'lookup', table: 'thing', column: 'parentid' } },
    {
      property: 'thing_persons',
      navigation: { kind: 'children', table: 'person', column: 'thingid' },
      query: { table: 'person', top: 3, filter: { operator: 'like', values: ['%n;(%'] } },
    },
  ]);
});

test('expands below what is expanded', () => {
  const { expands } = read({ $expand: 'parentid($select=name;$expand=thing_persons($select=age;$top=1))' });
  expect(expands).toMatchObject([
    { property: 'parentid', expands: [{ property: 'thing_persons', query: { table: 'person', top: 1 } }] },
  ]);
});

describe('refuses with a code and a reason', () => {
  test.each([
    [{ $filter: 'name eq' }, 'bad-query', 'at the end'],
    [{ $filter: "name eq 'x" }, 'bad-query', 'closing quote'],
    [{ $filter: "name like 'x'" }, 'bad-query', 'like'],
    [{ $filter: "(name eq 'x'" }, 'bad-query', '")"'],
    [{ $filter: "nope eq 'x'" }, 'no-column', 'nope'],
    [{ $filter: "_name_value eq 'x'" }, 'no-column', '_name_value'],
    [{ $filter: "nope/name eq 'x'" }, 'bad-query', 'nope'],
    [{ $filter: "thing_persons/fullname eq 'x'" }, 'bad-query', 'any or all'],
    [{ $filter: 'code gt null' }, 'bad-query', 'null'],
    [{ $filter: 'length(name) eq 3' }, 'bad-query', 'length'],
    [{ $filter: "Microsoft.Dynamics.CRM.Nope(PropertyName='name')" }, 'bad-query', 'Nope'],
    [{ $filter: "name eq 'x' or" }, 'bad-query', 'missing'],
    [{ $filter: "name eq 'x' ; drop" }, 'bad-query', ';'],
    [{ $select: 'nope' }, 'no-column', 'nope'],
    [{ $orderby: 'name up' }, 'bad-query', 'name up'],
    [{ $top: '-1' }, 'bad-query', '$top'],
    [{ $count: 'yes' }, 'bad-query', '$count'],
    [{ $skip: '1' }, 'bad-query', '$skip'],
    [{ $expand: 'nope' }, 'bad-query', 'nope'],
    [{ $expand: 'parentid($expand=nope)' }, 'bad-query', 'nope'],
    [{ $expand: 'parentid($skip=1)' }, 'bad-query', '$skip'],
    [{ $expand: `${'parentid($expand='.repeat(11)}parentid${')'.repeat(11)}` }, 'bad-query', '10 levels'],
  ] as const)('%j', (options, code, reason) => {
    try {
      read(options);
      expect.unreachable('it was read');
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).code).toBe(code);
      expect((error as AppError).message).toContain(reason);
    }
  });
});

test.each([
  ['brackets', `${'('.repeat(3000)}name eq 'a'${')'.repeat(3000)}`],
  ['negations', `${'not '.repeat(3000)}(name eq 'a')`],
])('%s nested deeper than anyone writes are refused in words, before the stack ends', (_name, filter) => {
  expect(() => read({ $filter: filter })).toThrow(/nested more than 100 deep/);
  expect(() => read({ $filter: `${'('.repeat(50)}name eq 'a'${')'.repeat(50)}` })).not.toThrow();
});
