import { expect, test } from 'vitest';
import { isSymbolFirst, moneyText } from '../../../src/shared/base/money-text.ts';

const dollar = { symbol: '$', precision: 2 };
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test('money is written with its currency’s sign, where the locale has it', () => {
  expect(moneyText('1234.50', dollar, 'en-US')).toBe('$1,234.50');
  expect(plain(moneyText('1234.50', { symbol: '€', precision: 2 }, 'de-DE'))).toBe('1.234,50 €');
  expect(moneyText('-3.00', dollar, 'en-US')).toBe('-$3.00');
});

test('a symbol of letters stands apart from the digits', () => {
  expect(plain(moneyText('1234.50', { symbol: 'CHF', precision: 2 }, 'en-US'))).toBe('CHF 1,234.50');
  expect(plain(moneyText('1.00', { symbol: 'kr', precision: 2 }, 'de-DE'))).toBe('1,00 kr');
});

test('the currency’s precision decides on zeros, and never on digits that say something', () => {
  expect(moneyText('12.5000', dollar, 'en-US')).toBe('$12.50');
  expect(moneyText('12.5', dollar, 'en-US')).toBe('$12.50');
  expect(moneyText('12.3456', dollar, 'en-US')).toBe('$12.3456');
  expect(moneyText('1200.00', { symbol: '¥', precision: 0 }, 'en-US')).toBe('¥1,200');
  expect(moneyText('1200', { symbol: '¥', precision: 0 }, 'en-US')).toBe('¥1,200');
});

test('more digits than a float holds are kept', () => {
  expect(moneyText('9007199254740993.25', dollar, 'en-US')).toBe('$9,007,199,254,740,993.25');
});

test('the symbol’s side is the locale’s', () => {
  expect(isSymbolFirst('$', 'en-US')).toBe(true);
  expect(isSymbolFirst('€', 'de-DE')).toBe(false);
});
