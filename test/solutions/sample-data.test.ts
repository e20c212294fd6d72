import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/shared/metadata/row.ts';
import { generateSampleData, type SampleOptions } from '../../solutions/sample-data/generate.ts';
import { businessUnits, people, salesPeople } from '../../solutions/sample-data/people.ts';

const now = Date.UTC(2026, 2, 18, 10, 30);
const day = 86_400_000;

function generate(options: Partial<SampleOptions> = {}): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  for (const { table, rows } of generateSampleData({ size: 'tiny', seed: 'test', now, ...options }))
    tables.set(table, [...(tables.get(table) ?? []), ...rows]);
  return tables;
}

const tenth = generate({ size: 'tenth' });
const rowsOf = (table: string): readonly Row[] => tenth.get(table) ?? [];
const share = (rows: readonly Row[], holds: (row: Row) => boolean): number =>
  rows.filter(holds).length / rows.length;
const daysFromNow = (row: Row, column: string): number => (Date.parse(String(row[column])) - now) / day;
const kinds = [
  'task',
  'phonecall',
  'appointment',
  'email',
  'letter',
  'fax',
  'socialactivity',
  'recurringappointmentmaster',
];
const keyOf = (table: string): string =>
  [...kinds, 'activitypointer', 'incidentresolution'].includes(table) ? 'activityid' : `${table}id`;

describe('sample data', () => {
  test('is the same for the same options, and another for another seed', () => {
    expect(generate()).toEqual(generate());
    expect(generate({ seed: 'other' }).get('account')).not.toEqual(generate().get('account'));
  });

  test('keeps the proportions of the specification', () => {
    const counts = Object.fromEntries([...tenth].map(([table, rows]) => [table, rows.length]));
    expect(counts).toMatchObject({
      account: 1000,
      contact: 2500,
      lead: 500,
      opportunity: 600,
      annotation: 1500,
      incident: 400,
      product: 156,
      pricelevel: 3,
      quote: 300,
      salesorder: 150,
      invoice: 120,
      discounttype: 4,
    });
    expect(kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0)).toBe(3000);
    for (const kind of kinds) expect(counts[kind], kind).toBeGreaterThanOrEqual(50);
    const work = rowsOf('activitypointer').filter((row) => row['activitytypecode'] !== 'incidentresolution');
    expect(share(rowsOf('incident'), (row) => row['statecode'] === 0)).toBeCloseTo(0.45, 2);
    expect(share(rowsOf('lead'), (row) => row['statecode'] === 0)).toBeCloseTo(0.6, 2);
    expect(share(rowsOf('opportunity'), (row) => row['statecode'] === 0)).toBeCloseTo(0.5, 2);
    expect(share(rowsOf('opportunity'), (row) => row['statecode'] === 1)).toBeCloseTo(0.3, 2);
    expect(rowsOf('activitypointer')).toHaveLength(3000 + (counts['incidentresolution'] ?? 0));
    expect(share(work, (row) => row['statecode'] === 0 || row['statecode'] === 3)).toBeCloseTo(0.35, 2);
    expect(
      new Set(rowsOf('opportunity').flatMap((row) => (row['statecode'] === 0 ? row['salesstage'] : []))).size,
    ).toBe(4);
  });

  test('gives every row an id of its own', () => {
    for (const [table, rows] of tenth) {
      const ids = new Set(rows.map((row) => row[keyOf(table)]));
      expect(ids.size, table).toBe(rows.length);
      expect(
        [...ids].every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(id))),
        table,
      ).toBe(true);
    }
  });

  test('spreads owners over three business units', () => {
    const units = new Set(rowsOf('account').map((row) => row['owningbusinessunit']));
    expect([...units].sort()).toEqual(
      Object.values(businessUnits)
        .map((unit) => unit.id)
        .sort(),
    );
    for (const person of salesPeople)
      expect(share(rowsOf('account'), (row) => row['ownerid'] === person.userId)).toBeGreaterThan(0.15);
    expect(share(rowsOf('account'), (row) => row['ownerid__type'] === 'team')).toBeGreaterThan(0.05);
    expect(new Set(people.flatMap((person) => person.businessUnitId)).size).toBe(4);
  });

  test('has account groups three deep', () => {
    const parents = new Map(rowsOf('account').map((row) => [row['accountid'], row['parentaccountid']]));
    const depth = (id: Row[string] | undefined): number =>
      id === null || id === undefined ? 0 : 1 + depth(parents.get(id));
    expect(Math.max(...[...parents.keys()].map(depth))).toBe(3);
  });

  test.each(['tiny', 'tenth'] as const)(
    'of size %s holds rows for this week, next month, overdue and next seven days',
    (size) => {
      const made = generate({ size });
      const open = (made.get('opportunity') ?? []).filter((row) => row['statecode'] === 0);
      expect(open.some((row) => String(row['estimatedclosedate']).startsWith('2026-04'))).toBe(true);
      expect(open.some((row) => String(row['estimatedclosedate']) < '2026-03-18')).toBe(true);
      const due = (made.get('activitypointer') ?? []).filter(
        (row) => row['statecode'] === 0 && row['scheduledend'] !== null,
      );
      expect(due.some((row) => daysFromNow(row, 'scheduledend') < -1)).toBe(true);
      expect(
        due.some((row) => daysFromNow(row, 'scheduledend') > 0 && daysFromNow(row, 'scheduledend') < 7),
      ).toBe(true);
      const leads = (made.get('lead') ?? []).filter((row) => row['statecode'] === 0);
      expect(leads.some((row) => daysFromNow(row, 'createdon') > -3)).toBe(true);
    },
  );

  test('moves with the day of the first start', () => {
    const later = generate({ now: now + 100 * day });
    const first = generate().get('opportunity')?.[0];
    const moved = later.get('opportunity')?.[0];
    expect(
      Date.parse(String(moved?.['estimatedclosedate'])) - Date.parse(String(first?.['estimatedclosedate'])),
    ).toBe(100 * day);
  });

  test('was never created or changed in the future, and never changed before it was created', () => {
    for (const [table, rows] of tenth)
      for (const row of rows) {
        if (row['createdon'] === undefined) continue;
        expect(daysFromNow(row, 'modifiedon'), table).toBeLessThanOrEqual(0);
        expect(String(row['createdon']) <= String(row['modifiedon']), table).toBe(true);
      }
    expect(share(rowsOf('account'), (row) => daysFromNow(row, 'createdon') < -365)).toBeGreaterThan(0.2);
  });

  test('holds long, accented and right-to-left texts', () => {
    const names = rowsOf('account').map((row) => String(row['name']));
    expect(names.some((name) => name.length > 140 && name.length <= 160)).toBe(true);
    expect(names.some((name) => /[äöüß]/.test(name))).toBe(true);
    expect(names.some((name) => /\p{Script=Arabic}/u.test(name))).toBe(true);
    expect(names.some((name) => /\p{Script=Hebrew}/u.test(name))).toBe(true);
    expect(rowsOf('account').some((row) => String(row['description']).length > 1900)).toBe(true);
    expect(new Set(names).size).toBeGreaterThan(900);
  });
});
