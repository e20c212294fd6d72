/** The sign and the digits that amounts of a currency are written with. */
export interface MoneySign {
  readonly symbol: string;
  /** Digits after the point. */
  readonly precision: number;
}

/**
 * Options under which Intl leaves the right room for the symbol: letters (CHF) stand apart from the digits, signs ($) where
 * the locale has them. Which currency it is called makes no difference to the pattern; its name is replaced afterwards.
 */
function patternOf(symbol: string, digits: number): Intl.NumberFormatOptions {
  return {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: /\p{L}/u.test(symbol) ? 'code' : 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  };
}

/** Digits to show: the currency's, and those beyond it that are not zero, since an amount is never shown as another one. */
export function moneyDigits(amount: string, precision: number): number {
  const fraction = /\.(\d*?)0*$/.exec(amount)?.[1] ?? '';
  return Math.min(Math.max(precision, fraction.length), 20);
}

/** Canonical decimal text with its currency's sign, as the locale writes money: `1234.5` as `$1,234.50` or `1.234,50 $`. */
export function moneyText(amount: string, sign: MoneySign, locale: string): string {
  const formatter = new Intl.NumberFormat(
    locale,
    patternOf(sign.symbol, moneyDigits(amount, sign.precision)),
  );
  // Intl takes decimal text as it is; through a float it would lose digits.
  return formatter
    .formatToParts(amount as unknown as number)
    .map((part) => (part.type === 'currency' ? sign.symbol : part.value))
    .join('');
}

/** The locale writes the symbol before the amount. */
export function isSymbolFirst(symbol: string, locale: string): boolean {
  const parts = new Intl.NumberFormat(locale, patternOf(symbol, 2)).formatToParts(1);
  return (
    parts.findIndex((part) => part.type === 'currency') < parts.findIndex((part) => part.type === 'integer')
  );
}
