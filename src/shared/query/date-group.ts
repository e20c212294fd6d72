import { calendarOf, day, readTime, startOfDay, wallOf, weekday } from '../base/dates.ts';
import { toWall } from '../base/zone.ts';
import type { Column } from '../metadata/table.ts';
import type { QueryContext, SelectColumn } from './ast.ts';
import { fiscalOf } from './relative.ts';

/** Local time (wall milliseconds) that a stored time is grouped by: the person's, or UTC where the query says so. */
export function groupingWall(
  text: string,
  column: Column<unknown>,
  select: SelectColumn,
  context: QueryContext,
): number {
  const { milliseconds } = readTime(text) ?? { milliseconds: 0 };
  const userLocal = (column.behavior ?? 'userlocal') === 'userlocal';
  return userLocal && select.userTimeZone !== false ? toWall(context.timeZone, milliseconds) : milliseconds;
}

/**
 * The number of the group: day of the month, week of the year (from Sundays, 1 January is in week 1), month, quarter
 * of the fiscal year, year, fiscal year (named by the year it starts in), fiscal period as year * 100 + period.
 */
export function dateGroup(
  grouping: NonNullable<SelectColumn['dateGrouping']>,
  wall: number,
  context: QueryContext,
): number {
  const at = calendarOf(wall);
  switch (grouping) {
    case 'day':
      return at.day;
    case 'week': {
      const newYear = wallOf(at.year, 1, 1);
      return Math.floor(((startOfDay(wall) - newYear) / day + weekday(newYear)) / 7) + 1;
    }
    case 'month':
      return at.month;
    case 'year':
      return at.year;
    case 'quarter':
      return fiscalOf(context, wall).quarter;
    case 'fiscal-year':
      return fiscalOf(context, wall).year;
    case 'fiscal-period': {
      const { year, quarter } = fiscalOf(context, wall);
      return year * 100 + quarter;
    }
  }
}
