import type { Clock } from '../shared/base/clock.ts';
import { moneyText, type MoneySign } from '../shared/base/money-text.ts';

export interface FormatSettings {
  /** BCP 47, e.g. `de-AT`. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly clock: Pick<Clock, 'now'>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** BCP 47 by LCID for the languages whose formats differ most often; others format as the browser does. */
const locales: Readonly<Record<number, string>> = {
  1025: 'ar-SA', 1028: 'zh-TW', 1029: 'cs-CZ', 1030: 'da-DK', 1031: 'de-DE', 1032: 'el-GR', 1033: 'en-US',
  1035: 'fi-FI', 1036: 'fr-FR', 1037: 'he-IL', 1038: 'hu-HU', 1040: 'it-IT', 1041: 'ja-JP', 1042: 'ko-KR',
  1043: 'nl-NL', 1044: 'nb-NO', 1045: 'pl-PL', 1046: 'pt-BR', 1048: 'ro-RO', 1049: 'ru-RU', 1053: 'sv-SE',
  1055: 'tr-TR', 1058: 'uk-UA', 2052: 'zh-CN', 2055: 'de-CH', 2057: 'en-GB', 2070: 'pt-PT', 3079: 'de-AT',
  3081: 'en-AU', 3082: 'es-ES', 4105: 'en-CA',
}; // prettier-ignore

/** The locale to format by for a person's LCID; `undefined` for one that is not known. */
export function localeOf(lcid: number): string | undefined {
  return locales[lcid];
}

/** Splits decimal text so that Intl formats it without passing through a float (which would lose digits). */
function decimalParts(text: string): { integer: bigint; fraction: string; negative: boolean } | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  return { negative: match[1] === '-', integer: BigInt(match[2] ?? '0'), fraction: match[3] ?? '' };
}

/**
 * Values as one person reads them. Formatters are made once and kept, since making one costs more than a thousand uses.
 * A value that cannot be formatted comes back as its text: showing it beats hiding it.
 */
export class Formats {
  readonly settings: FormatSettings;
  readonly #cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();

  constructor(settings: FormatSettings) {
    this.settings = settings;
  }

  /** A whole number, grouped. */
  integer(value: number): string {
    return this.#number({ maximumFractionDigits: 0 }).format(value);
  }

  /** Whole numbers that are names rather than amounts (years, codes) should not be grouped: use String for those. */
  double(value: number, precision = 2): string {
    return this.#number({ minimumFractionDigits: precision, maximumFractionDigits: precision }).format(value);
  }

  /** Decimal text at its own scale, with every digit. */
  decimal(text: string): string {
    const parts = decimalParts(text);
    if (!parts) return text;
    const formatter = this.#number({
      minimumFractionDigits: Math.min(parts.fraction.length, 20),
      maximumFractionDigits: 20,
    });
    return formatter.format(text as unknown as number);
  }

  /** Money with its currency's sign; without one just the amount. */
  money(text: string, sign?: MoneySign): string {
    if (decimalParts(text) === undefined || sign === undefined) return this.decimal(text);
    return moneyText(text, sign, this.settings.locale);
  }

  /** `YYYY-MM-DD` as a date; never shifted by a zone. */
  date(text: string): string {
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
    if (!match) return text;
    const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
    return this.#dateTime({ dateStyle: 'medium', timeZone: 'UTC' }).format(at);
  }

  /** The month of a wall time (milliseconds), "Nov 2026". */
  month(wall: number): string {
    return this.#dateTime({ month: 'short', year: 'numeric', timeZone: 'UTC' }).format(wall);
  }

  /** A month of no certain year, 1 to 12: "Nov". */
  monthName(month: number): string {
    return this.#dateTime({ month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1));
  }

  /** An instant (`…Z`) in the person's zone. */
  dateTime(text: string): string {
    const at = Date.parse(text);
    return Number.isNaN(at) ? text : this.instant(at);
  }

  /** The day of an instant in the person's zone. */
  dateOfInstant(text: string): string {
    const at = Date.parse(text);
    if (Number.isNaN(at)) return text;
    return this.#dateTime({ dateStyle: 'medium', timeZone: this.settings.timeZone }).format(at);
  }

  /** Wall time written as if UTC (time-zone independent columns). */
  wallTime(text: string, withTime = true): string {
    const at = Date.parse(text);
    if (Number.isNaN(at)) return text;
    return this.#dateTime({
      dateStyle: 'medium',
      ...(withTime ? { timeStyle: 'short' as const } : {}),
      timeZone: 'UTC',
    }).format(at);
  }

  /** Milliseconds since the epoch, date and time. */
  instant(at: number): string {
    return this.#dateTime({
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: this.settings.timeZone,
    }).format(at);
  }

  /** "2 min ago", "yesterday"; more than a week away: the date. */
  ago(at: number): string {
    const distance = at - this.settings.clock.now();
    const size = Math.abs(distance);
    if (size < minute) return this.#relative(0, 'second');
    if (size < hour) return this.#relative(Math.trunc(distance / minute), 'minute');
    if (size < day) return this.#relative(Math.trunc(distance / hour), 'hour');
    if (size < 7 * day) return this.#relative(Math.trunc(distance / day), 'day');
    return this.#dateTime({ dateStyle: 'medium', timeZone: this.settings.timeZone }).format(at);
  }

  /** 1.4 MB. */
  bytes(count: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
    let value = count;
    let index = 0;
    while (value >= 1000 && index < units.length - 1) {
      value /= 1000;
      index += 1;
    }
    return this.#number({
      style: 'unit',
      unit: units[index] ?? 'byte',
      unitDisplay: index === 0 ? 'long' : 'short',
      maximumFractionDigits: value < 10 && index > 0 ? 1 : 0,
    }).format(value);
  }

  #number(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return this.#kept('n', options, () => new Intl.NumberFormat(this.settings.locale, options));
  }

  #dateTime(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return this.#kept('d', options, () => new Intl.DateTimeFormat(this.settings.locale, options));
  }

  #relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    const options = { numeric: 'auto', style: 'short' } as const;
    const formatter = this.#kept(
      'r',
      options,
      () => new Intl.RelativeTimeFormat(this.settings.locale, options),
    );
    // English abbreviates with a full stop ("2 min. ago"), which reads as the end of the sentence.
    return formatter.format(value, unit).replace(/\b(min|hr)\. /, '$1 ');
  }

  #kept<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(
    kind: string,
    options: object,
    make: () => T,
  ): T {
    const key = kind + JSON.stringify(options);
    const known = this.#cache.get(key);
    if (known) return known as T;
    const made = make();
    this.#cache.set(key, made);
    return made;
  }
}
