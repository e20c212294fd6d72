import { describe, expect, test } from 'vitest';
import { cardColumnNames, cardLayout } from '../../../src/components/grid/card-columns.ts';
import { viewQuery } from '../../../src/components/grid/view-query.ts';
import type { Form, FormCell } from '../../../src/shared/metadata/form.ts';
import { AppCatalog } from '../../../src/state/app-catalog.ts';
import { fakeAppPackage } from '../../support/fake-app-package.ts';

const all = { visible: true, availableOnPhone: true, showLabel: false, label: '' } as const;
const cell = (column: string, more: Partial<FormCell> = {}): FormCell => ({
  ...all,
  id: column,
  colspan: 1,
  rowspan: 1,
  control: { kind: 'column', column, disabled: false },
  ...more,
});

function cardOf(...rows: readonly (readonly FormCell[])[]): AppCatalog {
  const sections = rows.map((row, at) => ({ ...all, id: `${at}`, name: `${at}`, columns: 2, rows: [row] }));
  const form: Form = {
    id: 'card',
    table: 'account',
    type: 'card',
    name: 'Card',
    isDefault: true,
    order: 0,
    header: [],
    footer: [],
    tabs: [{ ...all, id: 't', name: 't', expanded: true, columns: [{ width: 100, sections }] }],
  };
  return new AppCatalog({ ...fakeAppPackage, forms: [form] });
}

describe('a card', () => {
  test('has the name as its title and a line for each row of the form', () => {
    const catalog = cardOf(
      [cell('address1_city'), cell('telephone1')],
      [cell('name')],
      [cell('revenue'), cell('nowhere')],
    );
    const layout = cardLayout(catalog, 'account');
    expect(layout?.title.key).toBe('name');
    expect(layout?.lines.map((line) => line.map((one) => one.key))).toEqual([
      ['address1_city', 'telephone1'],
      ['revenue'],
    ]);
  });

  test('leaves out what is hidden, not for phones, or no column', () => {
    const catalog = cardOf([
      cell('name'),
      cell('revenue', { visible: false }),
      cell('telephone1', { availableOnPhone: false }),
      cell('x', { control: { kind: 'timeline' } }),
    ]);
    expect(cardColumnNames(catalog, 'account')).toEqual(['name']);
  });

  test('is not there without a card form', () => {
    expect(cardLayout(new AppCatalog(fakeAppPackage), 'account')).toBeUndefined();
  });

  test('gets its columns whatever the view shows, with the currency of its money', () => {
    const catalog = cardOf([cell('name')], [cell('revenue'), cell('emailaddress1')]);
    const view = catalog.views('account').at(-1);
    if (!view) throw new Error('the fake app has a view of accounts');
    const { columns } = viewQuery(catalog, view, { search: '', sort: [] });
    expect(columns === 'all' ? [] : columns.map((one) => one.column)).toEqual(
      expect.arrayContaining(['revenue', 'emailaddress1', 'transactioncurrencyid']),
    );
  });
});
