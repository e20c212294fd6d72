/** What vaadin-date-picker wants to know of a locale; months count from 0 there. */
export interface DatePickerWords {
  readonly firstDayOfWeek: number;
  readonly monthNames: string[];
  readonly weekdays: string[];
  readonly weekdaysShort: string[];
  formatDate(date: { day: number; month: number; year: number }): string;
  parseDate(text: string): { day: number; month: number; year: number } | undefined;
}

type Part = 'day' | 'month' | 'year';

const isPart = (type: string): type is Part => type === 'day' || type === 'month' || type === 'year';

function firstDayOfWeek(locale: string): number {
  const described = new Intl.Locale(locale) as {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const info = described.getWeekInfo?.() ?? described.weekInfo;
  return (info?.firstDay ?? 1) % 7;
}

/** Two digits mean the year of that ending within the last 80 and the next 20 years. */
function fullYear(text: string, thisYear: number): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const century = thisYear - (thisYear % 100);
  const candidate = century + year;
  return candidate > thisYear + 20 ? candidate - 100 : candidate;
}

/** Month and weekday names, order of day, month and year, and both directions of the short form. */
export function datePickerWords(locale: string, thisYear: number): DatePickerWords {
  const short = new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const order = short
    .formatToParts(Date.UTC(2001, 1, 3))
    .flatMap((part) => (isPart(part.type) ? [part.type] : []));
  const names = (options: Intl.DateTimeFormatOptions, days: readonly number[]): string[] =>
    days.map((day) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(day));
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2001, month, 1));
  const week = Array.from({ length: 7 }, (_, day) => Date.UTC(2001, 6, 1 + day)); // 1 July 2001 was a Sunday
  return {
    firstDayOfWeek: firstDayOfWeek(locale),
    monthNames: names({ month: 'long' }, months),
    weekdays: names({ weekday: 'long' }, week),
    weekdaysShort: names({ weekday: 'short' }, week),
    formatDate({ day, month, year }) {
      const date = new Date(0);
      date.setUTCFullYear(year, month, day);
      return short.format(date);
    },
    parseDate(text) {
      const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
      const numbers = iso === null ? (text.match(/\d+/g) ?? []) : [iso[1], iso[2], iso[3]];
      const shape: readonly Part[] = iso === null ? order : ['year', 'month', 'day'];
      const found: Partial<Record<Part, string>> = {};
      const parts = numbers.length === 2 ? shape.filter((part) => part !== 'year') : shape;
      parts.forEach((part, index) => (found[part] = numbers[index]));
      if (found.day === undefined || found.month === undefined) return undefined;
      const year = found.year === undefined ? thisYear : fullYear(found.year, thisYear);
      const month = Number(found.month) - 1;
      const day = Number(found.day);
      const date = new Date(0);
      date.setUTCFullYear(year, month, day);
      const exists = date.getUTCMonth() === month && date.getUTCDate() === day;
      return exists ? { day, month, year } : undefined;
    },
  };
}
