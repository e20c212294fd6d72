import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/shared/metadata/row.ts';
import { relativeRanges } from '../../src/shared/query/relative.ts';
import { generateSampleData } from '../../solutions/sample-data/generate.ts';

const day = 86_400_000;
/** Over a leap day, every weekday and month end of more than a year. */
const firstDay = Date.UTC(2027, 10, 20);
const startDays = 400;

/** Views that must hold rows: a table, a column, a relative operator with its value, and what else must hold. */
const views: readonly (readonly [
  table: string,
  column: string,
  operator: string,
  value?: string,
  where?: Row,
])[] = [
  ['lead', 'createdon', 'this-week'],
  ['lead', 'createdon', 'last-week'],
  ['lead', 'createdon', 'olderthan-x-months', '6', { statecode: 0 }],
  ['opportunity', 'createdon', 'last-week'],
  ['opportunity', 'estimatedclosedate', 'this-month', undefined, { statecode: 0 }],
  ['opportunity', 'estimatedclosedate', 'next-month', undefined, { statecode: 0 }],
  ['opportunity', 'estimatedclosedate', 'olderthan-x-days', '1', { statecode: 0 }],
  ['opportunity', 'actualclosedate', 'this-fiscal-year', undefined, { statecode: 1 }],
  ['opportunity', 'actualclosedate', 'last-fiscal-year'],
  ['account', 'createdon', 'last-x-months', '3'],
  ['activitypointer', 'scheduledend', 'olderthan-x-days', '1', { statecode: 0 }],
  ['activitypointer', 'scheduledend', 'next-seven-days', undefined, { statecode: 0 }],
  ['task', 'scheduledend', 'olderthan-x-days', '1', { statecode: 0 }],
  ['phonecall', 'scheduledend', 'next-seven-days', undefined, { statecode: 0 }],
  ['appointment', 'scheduledstart', 'this-week'],
  ['incident', 'createdon', 'last-x-days', '7'],
  ['incident', 'escalatedon', 'last-x-days', '30'],
  ['incidentresolution', 'actualend', 'last-x-months', '1'],
  ['slakpiinstance', 'failuretime', 'last-x-months', '1', { status: 1 }],
  ['slakpiinstance', 'failuretime', 'next-x-days', '14', { status: 2 }],
  ['slakpiinstance', 'failuretime', 'next-x-days', '30', { status: 0 }],
  ['knowledgearticle', 'expirationdate', 'next-x-days', '30', { statecode: 3 }],
];

function emptyViews(now: number): string[] {
  const tables = new Map<string, Row[]>();
  for (const { table, rows } of generateSampleData({ size: 'tiny', seed: 'haversack demo', now })) {
    const known = tables.get(table);
    if (known === undefined) tables.set(table, [...rows]);
    else known.push(...rows);
  }
  const context = {
    now,
    userId: '',
    businessUnitId: '',
    teamIds: [],
    language: 1033,
    timeZone: { name: 'UTC', transitions: [{ at: null, offset: 0 }] },
    fiscalYearStart: { month: 7, day: 1 },
  };
  return views.flatMap(([table, column, operator, value, where]) => {
    const ranges = relativeRanges(operator, value === undefined ? [] : [value], context) ?? [];
    const holds = (row: Row): boolean => {
      if (Object.entries(where ?? {}).some(([key, wanted]) => row[key] !== wanted)) return false;
      const at = Date.parse(String(row[column]));
      return ranges.some(({ from, to }) => at >= (from ?? -Infinity) && at < (to ?? Infinity));
    };
    return (tables.get(table) ?? []).some(holds)
      ? []
      : [`${new Date(now).toISOString()}: ${table} ${column} ${operator}`];
  });
}

describe('dates of sample data', () => {
  test('fill the views of this week, next month, overdue and the days around on each of 400 start days', () => {
    const empty: string[] = [];
    for (let at = 0; at < startDays; at++)
      // The hour moves along: a minute after midnight, in office hours, shortly before midnight.
      empty.push(
        ...emptyViews(firstDay + at * day + ((at * 7) % 24) * 3_600_000 + (at % 60) * 60_000 + 61_000),
      );
    expect(empty).toEqual([]);
  }, 120_000);
});
