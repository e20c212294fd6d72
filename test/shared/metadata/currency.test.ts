import { expect, test } from 'vitest';
import { currencyOf } from '../../../src/shared/metadata/currency.ts';

const euro = { id: 'e', name: 'Euro', symbol: '€', precision: 2 };
const dollar = { id: 'd', name: 'US Dollar', symbol: '$', precision: 2 };
const currencies = { all: [euro, dollar], baseId: 'e' };
const money = (logicalName: string) => ({ type: 'money', logicalName }) as const;

test('an amount is in its row’s currency, also in a linked row’s', () => {
  const row = { transactioncurrencyid: 'd', 'a.transactioncurrencyid': 'e' };
  expect(currencyOf(currencies, money('total'), 'total', row)).toBe(dollar);
  expect(currencyOf(currencies, money('total'), 'a.total', row)).toBe(euro);
});

test('base columns are in the organisation’s currency, and so is a row that names none', () => {
  expect(currencyOf(currencies, money('total_base'), 'total_base', { transactioncurrencyid: 'd' })).toBe(
    euro,
  );
  expect(currencyOf(currencies, money('total'), 'total', {})).toBe(euro);
});

test('a currency that is not known shows no sign, rather than a wrong one', () => {
  expect(currencyOf(currencies, money('total'), 'total', { transactioncurrencyid: 'x' })).toBeUndefined();
  expect(currencyOf({ all: [] }, money('total'), 'total', {})).toBeUndefined();
});

test('other numbers have no currency', () => {
  expect(currencyOf(currencies, { type: 'decimal', logicalName: 'rate' }, 'rate', {})).toBeUndefined();
});
