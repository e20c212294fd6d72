/** A decimal number as an integer of units of 10^-scale; exact, unlike a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads decimal text such as `-12.50`, `.5`, `1e3`; undefined when it is none. */
export function readDecimal(text: string): Decimal | undefined {
  const match = form.exec(text.trim());
  if (match === null) return undefined;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  if (whole + part === '') return undefined;
  const units = BigInt(whole + part) * (sign === '-' ? -1n : 1n);
  const scale = part.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * power(-scale), scale: 0 };
}

/** The same number as canonical text with exactly its scale's digits after the point. */
export function printDecimal(value: Decimal): string {
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const sign = value.units < 0n ? '-' : '';
  if (value.scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Quotient of two integers, rounded half away from zero; the divisor is not zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n;
  const n = dividend < 0n ? -dividend : dividend;
  const d = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** The number at another scale, rounded half away from zero. */
export function rescale(value: Decimal, scale: number): Decimal {
  if (scale >= value.scale) return { units: value.units * power(scale - value.scale), scale };
  return { units: divideRounded(value.units, power(value.scale - scale)), scale };
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(a, scale).units, rescale(b, scale).units, scale];
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { units: x + y, scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { units: x - y, scale };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** Quotient at the given scale, rounded half away from zero; the divisor is not zero. */
export function divideDecimals(a: Decimal, b: Decimal, scale: number): Decimal {
  const shift = scale + b.scale - a.scale;
  return shift >= 0
    ? { units: divideRounded(a.units * power(shift), b.units), scale }
    : { units: divideRounded(a.units, b.units * power(-shift)), scale };
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Text of any decimal form as canonical text of that scale; undefined when it is no number. */
export function canonicalDecimal(text: string, scale: number): string | undefined {
  const value = readDecimal(text);
  return value === undefined ? undefined : printDecimal(rescale(value, scale));
}

/** Order of two canonical decimal texts, of any scales. */
export function compareDecimalText(a: string, b: string): number {
  if (a === b) return 0;
  const x = readDecimal(a);
  const y = readDecimal(b);
  if (x === undefined || y === undefined) throw new Error('assertion failed: decimal text expected');
  return compareDecimals(x, y);
}
