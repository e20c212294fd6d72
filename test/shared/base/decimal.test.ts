import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDecimals,
  canonicalDecimal,
  compareDecimalText,
  divideDecimals,
  multiplyDecimals,
  printDecimal,
  readDecimal,
  subtractDecimals,
} from '../../../src/shared/base/decimal.ts';
import { must } from '../../../src/shared/base/assert.ts';

const read = (text: string) => must(readDecimal(text), text);

test.each([
  ['12.345', 2, '12.35'],
  ['12.344', 2, '12.34'],
  ['-12.345', 2, '-12.35'],
  ['0.005', 2, '0.01'],
  ['-0.005', 2, '-0.01'],
  ['-0.004', 2, '0.00'],
  ['.5', 0, '1'],
  ['1e3', 2, '1000.00'],
  ['15e-1', 3, '1.500'],
  ['99999999999999999999.994', 2, '99999999999999999999.99'],
  ['+7', 0, '7'],
])('rounds %s to scale %i as %s', (text, scale, expected) => {
  expect(canonicalDecimal(text, scale)).toBe(expected);
});

test.each(['', '.', '-', 'abc', '1,5', '1.2.3', '0x10', 'NaN', 'Infinity'])('refuses %j', (text) => {
  expect(readDecimal(text)).toBeUndefined();
});

test('computes exactly', () => {
  expect(printDecimal(addDecimals(read('0.1'), read('0.20')))).toBe('0.30');
  expect(printDecimal(subtractDecimals(read('1'), read('1.01')))).toBe('-0.01');
  expect(printDecimal(multiplyDecimals(read('1.5'), read('-0.25')))).toBe('-0.375');
  expect(printDecimal(divideDecimals(read('1'), read('3'), 4))).toBe('0.3333');
  expect(printDecimal(divideDecimals(read('-2'), read('3'), 4))).toBe('-0.6667');
  expect(printDecimal(divideDecimals(read('1.0000'), read('8'), 2))).toBe('0.13');
});

test('orders as the numbers do', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), fc.nat(4), fc.nat(4), (a, b, s, t) => {
      const sign = compareDecimalText(
        printDecimal({ units: BigInt(a), scale: s }),
        printDecimal({ units: BigInt(b), scale: t }),
      );
      expect(Math.sign(sign)).toBe(Math.sign(a * 10 ** (4 - s) - b * 10 ** (4 - t)));
    }),
  );
});
