import { AppError } from '../base/app-error.ts';
import { addMonths, calendarOf, day, hour, minute, startOfDay, wallOf, weekday } from '../base/dates.ts';
import { fromWall, toWall } from '../base/zone.ts';
import type { QueryContext } from './ast.ts';

/** Wall times from (inclusive) and to (exclusive); null: open. */
export interface WallRange {
  readonly from: number | null;
  readonly to: number | null;
}

const week = 7 * day;
/** Years that an operator without a year is spelt out for. */
const firstYear = 1900;
const lastYear = 2100;

function wholeNumber(operator: string, text: string | undefined, least: number): number {
  const value = Number(text?.trim());
  if (
    text !== undefined &&
    text.trim() !== '' &&
    Number.isInteger(value) &&
    value >= least &&
    value <= 1_000_000
  )
    return value;
  throw new AppError('bad-query', {
    operator,
    message: `${operator} needs a whole number, not "${text ?? ''}".`,
  });
}

/** Starts of fiscal years and of their quarters. */
function fiscal(context: QueryContext, wall: number) {
  const { month, day: dayOfMonth } = context.fiscalYearStart;
  const yearStart = (year: number): number => wallOf(year, month, dayOfMonth);
  const calendarYear = calendarOf(wall).year;
  const year = yearStart(calendarYear) <= wall ? calendarYear : calendarYear - 1;
  const quarterStart = (ofYear: number, quarter: number): number => addMonths(yearStart(ofYear), quarter * 3);
  let quarter = 0;
  while (quarter < 3 && quarterStart(year, quarter + 1) <= wall) quarter += 1;
  return { year, quarter, yearStart, quarterStart };
}

/** Fiscal year (named by the calendar year it starts in) and its quarter, 1 to 4, of a wall time. */
export function fiscalOf(
  context: QueryContext,
  wall: number,
): { readonly year: number; readonly quarter: number } {
  const { year, quarter } = fiscal(context, wall);
  return { year, quarter: quarter + 1 };
}

function fiscalRanges(
  operator: string,
  values: readonly string[],
  context: QueryContext,
  today: number,
): readonly WallRange[] | undefined {
  const { year, quarter, yearStart, quarterStart } = fiscal(context, today);
  const years = (from: number, to: number) => [{ from: yearStart(from), to: yearStart(to) }];
  const quarters = (from: number, to: number) => [
    { from: quarterStart(year, from), to: quarterStart(year, to) },
  ];
  const number = (at: number): number => wholeNumber(operator, values[at], 1);
  const period = (at: number): number => {
    const value = number(at);
    if (value <= 4) return value;
    throw new AppError('bad-query', {
      operator,
      message: `${operator}: there are four periods, not ${value}.`,
    });
  };
  switch (operator) {
    case 'this-fiscal-year':
      return years(year, year + 1);
    case 'last-fiscal-year':
      return years(year - 1, year);
    case 'next-fiscal-year':
      return years(year + 1, year + 2);
    case 'last-x-fiscal-years':
      return years(year - number(0), year);
    case 'next-x-fiscal-years':
      return years(year + 1, year + 1 + number(0));
    case 'this-fiscal-period':
      return quarters(quarter, quarter + 1);
    case 'last-fiscal-period':
      return quarters(quarter - 1, quarter);
    case 'next-fiscal-period':
      return quarters(quarter + 1, quarter + 2);
    case 'last-x-fiscal-periods':
      return quarters(quarter - number(0), quarter);
    case 'next-x-fiscal-periods':
      return quarters(quarter + 1, quarter + 1 + number(0));
    case 'in-fiscal-year':
      return years(number(0), number(0) + 1);
    case 'in-fiscal-period': {
      const at = period(0);
      return Array.from({ length: lastYear - firstYear + 1 }, (_, n) => ({
        from: quarterStart(firstYear + n, at - 1),
        to: quarterStart(firstYear + n, at),
      }));
    }
    case 'in-fiscal-period-and-year':
      return [{ from: quarterStart(number(1), period(0) - 1), to: quarterStart(number(1), period(0)) }];
    case 'in-or-before-fiscal-period-and-year':
      return [{ from: null, to: quarterStart(number(1), period(0)) }];
    case 'in-or-after-fiscal-period-and-year':
      return [{ from: quarterStart(number(1), period(0) - 1), to: null }];
    default:
      return undefined;
  }
}

function moved(wall: number, count: number, unit: string): number {
  switch (unit) {
    case 'minutes':
      return wall + count * minute;
    case 'hours':
      return wall + count * hour;
    case 'days':
      return wall + count * day;
    case 'weeks':
      return wall + count * week;
    case 'months':
      return addMonths(wall, count);
    default:
      return addMonths(wall, count * 12);
  }
}

const countedForm = /^(last|next|olderthan)-x-(minutes|hours|days|weeks|months|years)$/;
const namedForm = /^(last|this|next)-(week|month|year)$/;
const offsets: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
};

/**
 * The wall times that a relative or fiscal operator means at this moment, in the person's zone; undefined for other
 * operators. "Now" counts by whole minutes, so that an answer stays the same within one.
 */
export function relativeRanges(
  operator: string,
  values: readonly string[],
  context: QueryContext,
): readonly WallRange[] | undefined {
  const now = Math.floor(toWall(context.timeZone, context.now) / minute) * minute;
  const soon = now + minute;
  const today = startOfDay(now);
  const counted = countedForm.exec(operator);
  if (counted !== null) {
    const [, direction, unit = ''] = counted;
    const count = wholeNumber(operator, values[0], 1);
    if (direction === 'olderthan') return [{ from: null, to: moved(now, -count, unit) }];
    const fine = unit === 'hours';
    if (direction === 'last') return [{ from: moved(fine ? now : today, -count, unit), to: soon }];
    return [{ from: now, to: fine ? moved(soon, count, unit) : moved(today, count, unit) + day }];
  }
  const named = namedForm.exec(operator);
  if (named !== null) {
    const step = offsets[named[1] ?? ''] ?? 0;
    const { year, month } = calendarOf(today);
    if (named[2] === 'week') {
      const sunday = today - weekday(today) * day;
      return [{ from: sunday + step * week, to: sunday + (step + 1) * week }];
    }
    if (named[2] === 'month')
      return [{ from: wallOf(year, month + step, 1), to: wallOf(year, month + step + 1, 1) }];
    return [{ from: wallOf(year + step, 1, 1), to: wallOf(year + step + 1, 1, 1) }];
  }
  switch (operator) {
    case 'yesterday':
    case 'today':
    case 'tomorrow': {
      const from = today + (offsets[operator] ?? 0) * day;
      return [{ from, to: from + day }];
    }
    case 'last-seven-days':
      return [{ from: today - week, to: soon }];
    case 'next-seven-days':
      return [{ from: now, to: today + week + day }];
    default:
      return fiscalRanges(operator, values, context, today);
  }
}

/** First instant after now at which an operator of this clock may answer otherwise. */
export function nextBoundary(clock: 'minute' | 'day', context: QueryContext): number {
  if (clock === 'minute') return (Math.floor(context.now / minute) + 1) * minute;
  return fromWall(context.timeZone, startOfDay(toWall(context.timeZone, context.now)) + day);
}
