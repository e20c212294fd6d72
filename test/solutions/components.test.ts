import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSolutionPath } from '../../server/solution/archive.ts';
import { readSolution } from '../../server/solution/read-solution.ts';
import { parseXml } from '../../server/solution/xml.ts';
import { readFetchXml } from '../../src/shared/query/fetchxml-read.ts';
import type { ComponentRow, SolutionModel } from '../../server/solution/solution-model.ts';
import { generateSampleData } from '../../solutions/sample-data/generate.ts';

const root = resolve(import.meta.dirname, '../../solutions');
const folders = ['base', 'sales', 'service'];
const models: readonly SolutionModel[] = await Promise.all(
  folders.map(async (folder) => readSolution(await readSolutionPath(resolve(root, folder)))),
);
const rows = models.flatMap((model) => model.rows);
const of = (table: string): readonly ComponentRow[] => rows.filter((row) => row.table === table);
const partsOf = (table: string, { id }: ComponentRow): readonly ComponentRow[] =>
  of(table).filter((row) => row.values['regardingobjectid'] === id);

const columns = new Map<string, Set<string>>();
for (const { table } of models.flatMap((model) => model.tables)) {
  const known = columns.get(table.logicalName) ?? new Set<string>();
  for (const column of table.columns) known.add(column.logicalName);
  columns.set(table.logicalName, known);
}
const relationships = new Map(
  models.flatMap((model) => model.relationships).map((one) => [one.schemaName, one]),
);

describe('components of the bundled solutions that are rows', () => {
  it('rules for duplicates compare columns that there are', () => {
    const rules = of('duplicaterule').map((rule) => [
      rule.values['baseentityname'],
      partsOf('duplicaterulecondition', rule)
        .map((one) => String(one.values['baseattributename']))
        .sort()
        .join(' '),
    ]);
    expect(rules.sort()).toEqual([
      ['account', 'emailaddress1'],
      ['account', 'name'],
      ['contact', 'emailaddress1'],
      ['contact', 'fullname parentcustomerid'],
      ['lead', 'emailaddress1'],
    ]);
    for (const [table, names] of rules)
      for (const name of String(names).split(' ')) expect(columns.get(String(table))).toContain(name);
  });

  it('templates name columns that there are', () => {
    const templates = of('template');
    expect(templates).toHaveLength(3);
    for (const { values } of templates) {
      const text = `${String(values['subject'])} ${String(values['body'])}`;
      const named = [...text.matchAll(/\{!(\w+):(\w+);\}/g)];
      expect(named.length).toBeGreaterThan(2);
      for (const [, table, column] of named)
        expect(columns.get(table === 'user' ? 'systemuser' : (table ?? ''))).toContain(column);
    }
  });

  it('profiles say for each table which rows, with relationships and queries that there are', () => {
    const profiles = of('mobileofflineprofile');
    expect(profiles.map((one) => one.values['name']).sort()).toEqual(['Sales Field', 'Service Field']);
    const items = profiles.flatMap((profile) => partsOf('mobileofflineprofileitem', profile));
    expect(items.length).toBeGreaterThan(30);
    for (const item of items) {
      const table = String(item.values['selectedentitytypecode']);
      expect(columns.has(table) || table === 'systemuser' || table === 'team', table).toBe(true);
      const filter = item.values['profileitementityfilter'];
      expect(typeof filter === 'string').toBe(item.values['recorddistributioncriteria'] === 3);
      if (typeof filter === 'string') expect(readFetchXml(parseXml(filter, table)).table).toBe(table);
      for (const { values } of partsOf('mobileofflineprofileitemassociation', item)) {
        const found = relationships.get(String(values['relationshipdisplayname']));
        const ends =
          found?.kind === 'one-to-many'
            ? [found.referenced, found.referencing]
            : [found?.tableA, found?.tableB];
        expect(ends, String(values['name'])).toContain(table);
      }
    }
    const mine = items.filter((one) => one.values['recordsownedbyme'] === true);
    expect(mine.map((one) => one.values['selectedentitytypecode'])).toContain('opportunity');
  });

  it('sample connections have roles that the base solution brings', () => {
    const known = new Set(of('connectionrole').map((row) => row.id));
    expect(known.size).toBe(8);
    const now = Date.UTC(2026, 2, 18, 10, 30);
    const connections = [...generateSampleData({ size: 'tiny', seed: 'haversack demo', now })]
      .filter((one) => one.table === 'connection')
      .flatMap((one) => [...one.rows]);
    expect(connections.length).toBeGreaterThan(0);
    for (const one of connections) expect(known).toContain(one['record2roleid']);
    expect(of('connectionroleassociation')).toHaveLength(2);
  });
});
