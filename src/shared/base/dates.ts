/**
 * Instants rest as `YYYY-MM-DDTHH:MM:SSZ` and days as `YYYY-MM-DD` (src/shared/metadata/row.ts); both order as text.
 * Arithmetic runs on milliseconds since the epoch. "Wall" milliseconds are a local time read as if it were UTC.
 */
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const dayForm = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const instantForm =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Calendar fields of wall milliseconds. */
export interface Calendar {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Calendar day of wall milliseconds. */
export function calendarOf(wall: number): Calendar {
  const date = new Date(wall);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Wall milliseconds of the start of a day; month and day may be out of range and carry over. */
export function wallOf(year: number, month: number, dayOfMonth: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return date.getTime();
}

/** Start of the day in which wall milliseconds fall. */
export function startOfDay(wall: number): number {
  return Math.floor(wall / day) * day;
}

/** Day of the week, 0 Sunday to 6 Saturday. */
export function weekday(wall: number): number {
  return new Date(wall).getUTCDay();
}

/** Moves by whole months, keeping the time; a day the month lacks becomes its last (31 January + 1 = 28 February). */
export function addMonths(wall: number, months: number): number {
  const at = calendarOf(wall);
  const first = calendarOf(wallOf(at.year, at.month + months, 1));
  const last = calendarOf(wallOf(first.year, first.month + 1, 0)).day;
  return wallOf(first.year, first.month, Math.min(at.day, last)) + (wall - startOfDay(wall));
}

/** `YYYY-MM-DD` of wall milliseconds. */
export function printDay(wall: number): string {
  const { year, month, day: dayOfMonth } = calendarOf(wall);
  return `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}`;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, fractions of a second cut off. */
export function printInstant(milliseconds: number): string {
  const rest = milliseconds - startOfDay(milliseconds);
  const clock = [rest / hour, (rest % hour) / minute, (rest % minute) / second];
  return `${printDay(milliseconds)}T${clock.map((part) => pad(Math.floor(part))).join(':')}Z`;
}

function checkedDay(year: string, month: string, dayOfMonth: string): number | undefined {
  const wall = wallOf(Number(year), Number(month), Number(dayOfMonth));
  const at = calendarOf(wall);
  return at.month === Number(month) && at.day === Number(dayOfMonth) ? wall : undefined;
}

/** Reads `YYYY-MM-DD` as wall milliseconds; undefined when there is no such day. */
export function readDay(text: string): number | undefined {
  const match = dayForm.exec(text.trim());
  return match === null ? undefined : checkedDay(match[1] ?? '', match[2] ?? '', match[3] ?? '');
}

/** A date and time as written: with an offset it is an instant, without one a local time (wall milliseconds). */
export interface ReadTime {
  readonly milliseconds: number;
  readonly kind: 'instant' | 'wall' | 'day';
}

/** Reads a day, a local time or an instant in the usual ISO spellings; undefined when it is none. */
export function readTime(text: string): ReadTime | undefined {
  const dayOnly = readDay(text);
  if (dayOnly !== undefined) return { milliseconds: dayOnly, kind: 'day' };
  const match = instantForm.exec(text.trim());
  if (match === null) return undefined;
  const [, y = '', m = '', d = '', h = '', min = '', s = '0', , offset] = match;
  const start = checkedDay(y, m, d);
  if (start === undefined || Number(h) > 24 || Number(min) > 59 || Number(s) > 59) return undefined;
  const wall = start + Number(h) * hour + Number(min) * minute + Number(s) * second;
  if (offset === undefined) return { milliseconds: wall, kind: 'wall' };
  if (offset === 'Z' || offset === 'z') return { milliseconds: wall, kind: 'instant' };
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.replace(/\D/g, '');
  const shift = Number(digits.slice(0, 2)) * hour + Number(digits.slice(2)) * minute;
  return { milliseconds: wall - sign * shift, kind: 'instant' };
}

/** Reads an instant written with `Z` or an offset, as milliseconds; undefined when it is none. */
export function readInstant(text: string): number | undefined {
  const read = readTime(text);
  return read?.kind === 'instant' ? read.milliseconds : undefined;
}
