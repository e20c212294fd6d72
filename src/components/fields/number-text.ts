/** Separators that a locale writes numbers with. */
function separators(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(-12345.6);
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { group: find('group'), decimal: find('decimal') || '.' };
}

/**
 * Reads a number as people of the locale type it into decimal text with at most `scale` digits after the point, rounded
 * half away from zero. Grouping signs and blanks are ignored; a point is taken for the decimal sign where the locale's own
 * grouping rules it out (1.5 typed by a German), since keyboards offer only a point. Undefined: not a number.
 */
export function readNumber(text: string, locale: string, scale: number): string | undefined {
  const { group, decimal } = separators(locale);
  let plain = text
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/^\u2212/, '-');
  if (plain.includes(decimal)) plain = plain.split(group).join('').replace(decimal, '.');
  else if (group !== '' && isGrouped(plain, group)) plain = plain.split(group).join('');
  else plain = plain.replace(',', '.');
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain);
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return undefined;
  return round(match[1] === '-', match[2] ?? '', match[3] ?? '', scale);
}

function isGrouped(text: string, group: string): boolean {
  const [first = '', ...rest] = text.replace(/^-/, '').split(group);
  return (
    rest.length > 0 && first.length >= 1 && first.length <= 3 && rest.every((part) => /^\d{3}$/.test(part))
  );
}

function round(negative: boolean, whole: string, fraction: string, scale: number): string {
  const digits = BigInt((whole === '' ? '0' : whole) + fraction.slice(0, scale).padEnd(scale, '0'));
  const roundUp = (fraction[scale] ?? '0') >= '5';
  const scaled = (roundUp ? digits + 1n : digits).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? scaled : `${scaled.slice(0, -scale)}.${scaled.slice(-scale)}`;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

/** The text without a currency's sign, which people type or leave out as they like. */
export function withoutSymbol(text: string, symbol: string | undefined): string {
  const plain = text.trim();
  if (symbol === undefined || symbol === '') return plain;
  // The sign may stand behind the minus: -$5.
  const start = /^[-\u2212]?/.exec(plain)?.[0] ?? '';
  const rest = plain.slice(start.length).trim();
  if (rest.toLowerCase().startsWith(symbol.toLowerCase())) return start + rest.slice(symbol.length).trim();
  if (rest.toLowerCase().endsWith(symbol.toLowerCase())) return start + rest.slice(0, -symbol.length).trim();
  return plain;
}

/** Prints decimal text for editing: the locale's decimal sign and grouping, all digits kept. */
export function printNumber(value: string, locale: string): string {
  const [whole = '0', fraction] = value.replace(/^-/, '').split('.');
  const { decimal } = separators(locale);
  const sign = value.startsWith('-') ? '-' : '';
  const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(BigInt(whole));
  return sign + grouped + (fraction === undefined ? '' : decimal + fraction);
}
