import { foldDropped, foldFrom, foldLong, foldTo } from './fold-table.ts';

const ascii = /^[\x00-\x7f]*$/; // eslint-disable-line no-control-regex

const folded: ReadonlyMap<string, string> = new Map([
  ...[...foldFrom].map((sign, at) => [sign, foldTo[at] ?? ''] as const),
  ...[...foldDropped].map((sign) => [sign, ''] as const),
  ...foldLong,
]);

/**
 * Text without case and accents, for equality, `like` and order. Works character by character from a frozen table, so
 * it is the same in every browser, in Node and in SQL (`haversack.fold`), and `fold(a + b) === fold(a) + fold(b)`.
 */
export function fold(text: string): string {
  // ASCII lower-casing is the same everywhere; what toLowerCase does beyond ASCII is not.
  if (ascii.test(text)) return text.toLowerCase();
  let result = '';
  for (const sign of text) result += folded.get(sign) ?? sign;
  return result;
}

const beyondPlain = /[\ud800-\uffff]/;
const units = /[\ud800-\uffff]/g;

/**
 * Key whose order by `<` (UTF-16 units) is the order of the text by code point, which is PostgreSQL's order under
 * COLLATE "C". The same text unless it has surrogates or characters from U+E000 on.
 */
export function codePointKey(text: string): string {
  if (!beyondPlain.test(text)) return text;
  return text.replace(units, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code >= 0xe000 ? code - 0x800 : code + 0x2000);
  });
}

/** Order of two texts by code point: negative, zero or positive. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return codePointKey(a) < codePointKey(b) ? -1 : 1;
}
