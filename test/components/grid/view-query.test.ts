import { describe, expect, test } from 'vitest';
import { gridColumns } from '../../../src/components/grid/grid-columns.ts';
import { viewQuery } from '../../../src/components/grid/view-query.ts';
import type { Filter, Query } from '../../../src/shared/query/ast.ts';
import { AppCatalog } from '../../../src/state/app-catalog.ts';
import { fakeAppPackage } from '../../support/fake-app-package.ts';

const catalog = new AppCatalog(fakeAppPackage);
const view = catalog.views('account')[0];
if (!view) throw new Error('the fake app has a view of accounts');
const none = { search: '', sort: [] };
const names = (query: Query): string[] =>
  query.columns === 'all' ? [] : query.columns.map((select) => select.column);

describe('viewQuery', () => {
  test("asks for the cells' columns, the id and the name", () => {
    expect(names(viewQuery(catalog, view, none))).toEqual(
      expect.arrayContaining(['accountid', 'name', 'telephone1', 'primarycontactid']),
    );
  });

  test('asks for the currency of a row where it shows money', () => {
    expect(names(viewQuery(catalog, view, none))).toContain('transactioncurrencyid');
    const contacts = catalog.views('contact')[0];
    if (!contacts) throw new Error('the fake app has a view of contacts');
    expect(names(viewQuery(catalog, contacts, none))).not.toContain('transactioncurrencyid');
  });

  test('leaves out links to tables that are not carried, and conditions on them', () => {
    const filtered = {
      ...view,
      query: {
        ...view.query,
        filter: {
          kind: 'and',
          filters: [
            { kind: 'condition', column: 'statecode', operator: 'eq', values: ['0'] },
            { kind: 'condition', link: 'territory', column: 'name', operator: 'eq', values: ['x'] },
          ],
        } satisfies Filter,
      },
    };
    const query = viewQuery(catalog, filtered, none);
    expect(query.links.map((link) => link.alias)).toEqual(['primary']);
    expect(JSON.stringify(query.filter)).not.toContain('territory');
    expect(JSON.stringify(query.filter)).toContain('statecode');
  });

  test("puts the person's order before the view's", () => {
    const query = viewQuery(catalog, view, {
      search: '',
      sort: [{ column: 'primary.emailaddress1', descending: true }],
    });
    expect(query.orders).toEqual([
      { link: 'primary', column: 'emailaddress1', descending: true },
      { column: 'name', descending: false },
    ]);
  });

  test("does not order twice by one column when the person turns the view's around", () => {
    const query = viewQuery(catalog, view, { search: '', sort: [{ column: 'name', descending: true }] });
    expect(query.orders).toEqual([{ column: 'name', descending: true }]);
  });

  test('seeks the text in the columns of the quick-find view, within the view', () => {
    const query = viewQuery(catalog, view, { search: 'ber', sort: [] });
    expect(query.filter).toEqual({
      kind: 'and',
      filters: [
        view.query.filter,
        {
          kind: 'or',
          quickFind: true,
          filters: [
            { kind: 'condition', column: 'name', operator: 'like', values: ['%ber%'] },
            { kind: 'condition', column: 'address1_city', operator: 'like', values: ['%ber%'] },
          ],
        },
      ],
    });
  });

  test('takes the signs of like literally, and * as any run of characters', () => {
    const query = viewQuery(catalog, view, { search: '50%_[a]*z', sort: [] });
    expect(JSON.stringify(query.filter)).toContain('%50[%][_][[]a]%z%');
  });

  test('seeks in the primary name where there is no quick-find view', () => {
    const contacts = catalog.views('contact')[0];
    if (!contacts) throw new Error('the fake app has a view of contacts');
    const query = viewQuery(catalog, contacts, { search: 'x', sort: [] });
    expect(query.filter).toMatchObject({ kind: 'or', filters: [{ column: 'fullname' }] });
  });
});

describe('gridColumns', () => {
  const columns = gridColumns(catalog, view);

  test('resolves linked columns against the linked table', () => {
    expect(columns.find((column) => column.key === 'primary.emailaddress1')).toMatchObject({
      table: 'contact',
      label: 'Email',
    });
  });

  test('keeps a column whose table is absent, without metadata and without sorting', () => {
    const absent = columns.find((column) => column.key === 'territory.name');
    expect(absent).toMatchObject({ isSortable: false });
    expect(absent?.column).toBeUndefined();
  });

  test('aligns numbers at the end', () => {
    expect(columns.find((column) => column.key === 'revenue')?.align).toBe('end');
    expect(columns.find((column) => column.key === 'name')?.align).toBe('start');
  });
});
