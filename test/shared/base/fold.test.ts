import { expect, test } from 'vitest';
import { compareText, fold } from '../../../src/shared/base/fold.ts';

test.each([
  ['Müller', 'muller'],
  ['MÜLLER & SÖHNE', 'muller & sohne'],
  ['Straße', 'strasse'],
  ['Ærøskøbing', 'aeroskobing'],
  ['Łódź', 'lodz'],
  ['İstanbul ısı', 'istanbul isi'],
  ['Ångström', 'angstrom'],
  ['Việt Nam', 'viet nam'],
  ['Ωμέγας', 'ωμεγασ'],
  ['Ёлка', 'елка'],
  ['Йод', 'йод'],
  ['Ａｃｍｅ １２', 'acme 12'],
  ['e\u0301', 'e'],
  ['日本語 한국', '日本語 한국'],
  ['', ''],
])('folds %s to %s', (text, expected) => {
  expect(fold(text)).toBe(expected);
});

test('is stable and works character by character over the whole plane', () => {
  for (let code = 0; code < 0xd800; code += 1) {
    const sign = String.fromCharCode(code);
    if (fold(fold(sign)) !== fold(sign) || fold(`x${sign}Ä`) !== `x${fold(sign)}a`)
      expect.fail(`U+${code.toString(16)}`);
  }
});

test('takes case away from every letter of the covered scripts as Unicode sees it', () => {
  for (const [first, last] of [
    [0x41, 0x24f],
    [0x370, 0x52f],
    [0x1e00, 0x1fff],
  ] as const)
    for (let code = first; code <= last; code += 1) {
      const sign = String.fromCharCode(code);
      const lower = sign.toLowerCase();
      if (lower.length === 1) expect(fold(lower), sign).toBe(fold(sign));
    }
});

test('orders by code point, also beyond the first plane', () => {
  const texts = ['\u{1f600}', '\uffe0', 'z', 'a', '\ue000', 'aa', ''];
  expect(texts.sort(compareText)).toEqual(['', 'a', 'aa', 'z', '\ue000', '\uffe0', '\u{1f600}']);
});
