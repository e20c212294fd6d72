import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/shared/metadata/row.ts';
import { generateSampleData, type SampleSize } from '../../solutions/sample-data/generate.ts';
import { holidays, afterWorkingMinutes } from '../../solutions/sample-data/working-hours.ts';

const now = Date.UTC(2026, 2, 18, 10, 30);

function generate(size: SampleSize): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  for (const { table, rows } of generateSampleData({ size, seed: 'test', now }))
    tables.set(table, [...(tables.get(table) ?? []), ...rows]);
  return tables;
}

const tiny = generate('tiny');
const tenth = generate('tenth');
const values = (from: Map<string, Row[]>, table: string, column: string): unknown[] =>
  [...new Set((from.get(table) ?? []).map((row) => row[column]))].sort((a, b) => Number(a) - Number(b));

describe('sample cases', () => {
  test.each([
    ['tiny', tiny],
    ['tenth', tenth],
  ] as const)('of size %s have all origins, priorities, types and states', (_, made) => {
    expect(values(made, 'incident', 'caseorigincode')).toEqual([1, 2, 3, 2483, 3986]);
    expect(values(made, 'incident', 'prioritycode')).toEqual([1, 2, 3]);
    expect(values(made, 'incident', 'casetypecode')).toEqual([1, 2, 3]);
    expect(values(made, 'incident', 'statecode')).toEqual([0, 1, 2]);
    expect(values(made, 'slakpiinstance', 'status')).toEqual([0, 1, 2, 3, 4, 5]);
    expect((made.get('incident') ?? []).filter((row) => row['isescalated'] === true).length).toBeGreaterThan(
      1,
    );
  });

  test('have children of the same customer, made after their parent', () => {
    const cases = new Map(tenth.get('incident')?.map((row) => [row['incidentid'], row]));
    const children = [...cases.values()].filter((row) => row['parentcaseid'] !== null);
    expect(children.length).toBe(80);
    for (const child of children) {
      const parent = cases.get(child['parentcaseid'] ?? null);
      expect(child['customerid']).toBe(parent?.['customerid']);
      expect(String(child['createdon']) >= String(parent?.['createdon']).slice(0, 10)).toBe(true);
    }
  });

  test('are resolved by exactly one resolution, which every resolved case and no other has', () => {
    const resolved = (tenth.get('incident') ?? []).filter((row) => row['statecode'] === 1);
    expect(
      tenth
        .get('incidentresolution')
        ?.map((row) => row['incidentid'])
        .sort(),
    ).toEqual(resolved.map((row) => row['incidentid']).sort());
  });

  test('say of their goals what the instances say', () => {
    const instances = new Map(tenth.get('slakpiinstance')?.map((row) => [row['slakpiinstanceid'], row]));
    for (const row of tenth.get('incident') ?? []) {
      const resolve = instances.get(row['resolvebykpiid'] ?? null);
      expect(resolve?.['regarding']).toBe(row['incidentid']);
      expect(resolve?.['failuretime']).toBe(row['resolveby']);
      if (row['statecode'] !== 0) continue;
      const failure = Date.parse(String(resolve?.['failuretime']));
      if (resolve?.['status'] === 1) expect(failure).toBeLessThanOrEqual(now);
      if (resolve?.['status'] === 0 || resolve?.['status'] === 2) expect(failure).toBeGreaterThan(now);
    }
  });

  test('wait in queues, some of them worked on', () => {
    const items = tenth.get('queueitem') ?? [];
    const open = new Set(
      tenth.get('incident')?.flatMap((row) => (row['statecode'] === 0 ? [row['incidentid']] : [])),
    );
    expect(items.every((row) => open.has(row['objectid'] ?? null))).toBe(true);
    const worked = items.filter((row) => row['workerid'] !== null).length / items.length;
    expect(worked).toBeGreaterThan(0.2);
    expect(worked).toBeLessThan(0.7);
    const queues = values(tenth, 'queueitem', 'queueid').length;
    expect(queues).toBeGreaterThanOrEqual(5);
    expect(tenth.get('queue')?.map((row) => row['name'])).toEqual(
      expect.arrayContaining(['Support', 'Escalations', '<Lena Hübner>']),
    );
  });
});

describe('sample terms and knowledge', () => {
  test('have entitlements in all states, some nearly used up', () => {
    expect(values(tenth, 'entitlement', 'statecode')).toEqual([0, 1, 2, 3, 4]);
    for (const made of [tiny, tenth]) {
      const nearly = (made.get('entitlement') ?? []).filter(
        (row) => row['statecode'] === 1 && Number(row['remainingterms']) / Number(row['totalterms']) <= 0.1,
      );
      expect(nearly.length).toBeGreaterThan(0);
    }
    for (const row of tenth.get('entitlement') ?? []) {
      const today = '2026-03-18';
      expect(String(row['startdate']) < String(row['enddate'])).toBe(true);
      if (row['statecode'] === 1)
        expect(String(row['startdate']) <= today && String(row['enddate']) >= today).toBe(true);
      if (row['statecode'] === 3) expect(String(row['enddate']) < today).toBe(true);
      if (row['statecode'] === 4) expect(String(row['startdate']) > today).toBe(true);
    }
  });

  test('are only used by cases of the customer that they were given to', () => {
    const customers = new Map(
      tenth.get('entitlement')?.map((row) => [row['entitlementid'], row['customerid']]),
    );
    const used = (tenth.get('incident') ?? []).filter((row) => row['entitlementid'] !== null);
    expect(used.length).toBeGreaterThan(10);
    for (const row of used) expect(customers.get(row['entitlementid'] ?? null)).toBe(row['customerid']);
  });

  test('have articles in all states, in German and English', () => {
    expect(values(tiny, 'knowledgearticle', 'statecode')).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(values(tiny, 'knowledgearticle', 'languagelocaleid')).toEqual([1031, 1033]);
  });

  test('count working minutes only: not at night, at weekends or on holidays', () => {
    const friday = Date.UTC(2026, 2, 20, 16);
    expect(new Date(afterWorkingMinutes(friday, 60)).toISOString()).toBe('2026-03-20T17:00:00.000Z');
    expect(new Date(afterWorkingMinutes(friday, 61)).toISOString()).toBe('2026-03-23T08:01:00.000Z');
    expect(new Date(afterWorkingMinutes(Date.UTC(2026, 3, 30, 16), 120)).toISOString()).toBe(
      '2026-05-04T09:00:00.000Z',
    );
    expect(holidays.map(([, date]) => date)).toContain('05-01');
    expect(tiny.get('calendarrule')?.filter((row) => row['extentcode'] === 2)).toHaveLength(
      3 * holidays.length,
    );
  });
});
