import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printNumber, readNumber, withoutSymbol } from '../../../src/components/fields/number-text.ts';

describe('reading typed numbers', () => {
  it.each([
    ['1,234.5', 'en-US', 2, '1234.50'],
    ['1.234,5', 'de-DE', 2, '1234.50'],
    ['1.5', 'de-DE', 2, '1.50'],
    ['1,5', 'en-US', 2, '1.50'],
    ['1.234', 'de-DE', 2, '1234.00'],
    ['1 234,56', 'fr-FR', 2, '1234.56'],
    ['-0.005', 'en-US', 2, '-0.01'],
    ['-0.001', 'en-US', 2, '0.00'],
    ['.5', 'en-US', 1, '0.5'],
    ['99999999999999999999', 'en-US', 0, '99999999999999999999'],
    ['2.5', 'en-US', 0, '3'],
  ])('%s in %s with %i digits is %s', (text, locale, scale, expected) => {
    expect(readNumber(text, locale, scale)).toBe(expected);
  });

  it.each(['', '-', 'abc', '1.2.3', '12a', '1e5'])('%j is no number', (text) => {
    expect(readNumber(text, 'en-US', 2)).toBeUndefined();
  });

  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH'),
        (scaled, locale) => {
          const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(3, '0');
          const value = `${scaled < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
          expect(readNumber(printNumber(value, locale), locale, 2)).toBe(value);
        },
      ),
    );
  });
});

describe('the sign of a currency in typed money', () => {
  it.each([
    ['$1,234.50', '$', '1,234.50'],
    ['$ 5', '$', '5'],
    ['-$5', '$', '-5'],
    ['5 €', '€', '5'],
    ['-5€', '€', '-5'],
    ['chf 12', 'CHF', '12'],
    ['12', '$', '12'],
    ['€ 5', '$', '€ 5'],
    [' 7 ', undefined, '7'],
  ])('%s with %s is %s', (text, symbol, expected) => {
    expect(withoutSymbol(text, symbol)).toBe(expected);
  });
});
