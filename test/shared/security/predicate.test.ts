import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/shared/metadata/row.ts';
import type { OneToMany, Ownership, Relationship, Table } from '../../../src/shared/metadata/table.ts';
import type { Filter } from '../../../src/shared/query/ast.ts';
import { reachOf } from '../../../src/shared/security/predicate.ts';
import type { SecurityModel } from '../../../src/shared/security/predicate.ts';
import { rights, verbs } from '../../../src/shared/security/privilege.ts';
import type { Depth, Principal, Verb } from '../../../src/shared/security/privilege.ts';
import { rightsOf } from '../../../src/shared/security/rights.ts';

/** Units: root over (north over harbour) and south. */
const parentOf: Record<string, string | null> = {
  root: null,
  north: 'root',
  harbour: 'north',
  south: 'root',
};
const units = Object.keys(parentOf);
const isBelow = (unit: string, top: string): boolean =>
  unit === top || (parentOf[unit] !== null && isBelow(parentOf[unit] ?? '', top));

function table(logicalName: string, ownership: Ownership): Table<unknown> {
  return {
    logicalName,
    schemaName: logicalName,
    entitySetName: `${logicalName}s`,
    label: '',
    pluralLabel: '',
    ownership,
    primaryId: `${logicalName}id`,
    columns: [],
    keys: [],
  };
}

const parental: OneToMany = {
  kind: 'one-to-many',
  schemaName: 'account_line',
  referenced: 'account',
  referencing: 'line',
  column: 'accountid',
  lookupProperty: 'accountid',
  collectionProperty: 'lines',
  onDelete: 'all',
  onAssign: 'none',
  onShare: 'none',
};

const tables = new Map(
  [
    table('account', 'user'),
    table('currency', 'organization'),
    table('line', 'none'),
    table('loose', 'none'),
    table('systemuser', 'business'),
  ].map((each) => [each.logicalName, each]),
);
const model: SecurityModel = {
  tables,
  relationships: [parental],
  relationshipsOf: (name): readonly Relationship[] =>
    name === 'account' || name === 'line' ? [parental] : [],
};

type Rows = Record<string, readonly Row[]>;

/** As much of the query language as predicates use, evaluated the slow and plain way. */
function matches(filter: Filter, row: Row, rows: Rows): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((each) => matches(each, row, rows));
    case 'or':
      return filter.filters.some((each) => matches(each, row, rows));
    case 'not':
      return !matches(filter.filter, row, rows);
    case 'condition':
      return filter.values.includes(String(row[filter.column]));
    case 'link-filter':
      return (rows[filter.table] ?? []).some(
        (other) =>
          other[filter.from] === row[filter.to] &&
          (filter.filter === undefined || matches(filter.filter, other, rows)),
      );
  }
}

function reaches(who: Principal, name: string, verb: Verb, row: Row, rows: Rows): boolean {
  const reach = reachOf(who, model, tables.get(name) ?? table(name, 'none'), verb);
  return reach === undefined || (reach !== 'none' && matches(reach, row, rows));
}

const principal = fc
  .record({
    userId: fc.constantFrom('ann', 'bob'),
    unit: fc.constantFrom(...units),
    teams: fc.subarray(['team1', 'team2']),
    depths: fc.dictionary(
      fc.constantFrom('account', 'currency', 'line', 'loose', 'systemuser'),
      fc.record(Object.fromEntries(verbs.map((verb) => [verb, fc.constantFrom<Depth>(0, 1, 2, 3, 4)]))),
    ),
    isAdministrator: fc.constantFrom(false, false, false, true),
  })
  .map(({ userId, unit, teams, depths, isAdministrator }): Principal => ({
    userId,
    businessUnitId: unit,
    teamIds: teams,
    roleIds: [],
    businessUnitsBelow: units.filter((each) => isBelow(each, unit)),
    tablePrivileges: depths,
    otherPrivileges: [],
    isAdministrator,
    language: 1033,
    timeZone: 'UTC',
    fiscalYearStart: { month: 1, day: 1 },
  }));

const owned = fc
  .record({
    ownerid: fc.constantFrom('ann', 'bob', 'team1', 'team2'),
    owningbusinessunit: fc.constantFrom(...units),
  })
  .map((row): Row => ({ ...row, accountid: 'a1' }));

/** What the documents say, for one user-owned row. */
function mayUserOwned(who: Principal, name: string, verb: Verb, row: Row): boolean {
  if (who.isAdministrator) return true;
  const level = who.tablePrivileges[name]?.[verb] ?? 0;
  const unit = String(row['owningbusinessunit']);
  if (level === 4) return true;
  if (level >= 3 && isBelow(unit, who.businessUnitId)) return true;
  if (level >= 2 && unit === who.businessUnitId) return true;
  return level >= 1 && [who.userId, ...who.teamIds].includes(String(row['ownerid']));
}

describe('reach of a principal', () => {
  test('user-owned rows: own and team, business unit, units below, organization', () => {
    fc.assert(
      fc.property(principal, owned, fc.constantFrom(...verbs), (who, row, verb) => {
        expect(reaches(who, 'account', verb, row, {})).toBe(mayUserOwned(who, 'account', verb, row));
      }),
      { numRuns: 1000 },
    );
  });

  test('organization-owned rows: global or none', () => {
    fc.assert(
      fc.property(principal, fc.constantFrom(...verbs), (who, verb) => {
        const may = who.isAdministrator || who.tablePrivileges['currency']?.[verb] === 4;
        expect(reaches(who, 'currency', verb, {}, {})).toBe(may);
      }),
    );
  });

  test('rows without an owner: by their own global privilege or through the parent that deletes them', () => {
    fc.assert(
      fc.property(principal, owned, fc.constantFrom(...verbs), (who, parent, verb) => {
        const line: Row = { lineid: 'l1', accountid: 'a1' };
        const parentVerb = verb === 'read' ? 'read' : 'write';
        const may =
          who.isAdministrator ||
          who.tablePrivileges['line']?.[verb] === 4 ||
          mayUserOwned(who, 'account', parentVerb, parent);
        expect(reaches(who, 'line', verb, line, { account: [parent] })).toBe(may);
      }),
      { numRuns: 500 },
    );
  });

  test('a child of a row that does not exist is out of reach', () => {
    const who = fc.sample(principal, 1)[0];
    if (who === undefined) throw new Error('no sample');
    const person = { ...who, isAdministrator: false, tablePrivileges: { account: { read: 4 as Depth } } };

    expect(reaches(person, 'line', 'read', { accountid: 'gone' }, { account: [] })).toBe(false);
    expect(reaches(person, 'loose', 'read', {}, {})).toBe(false);
  });

  test('business-owned rows: people of the unit, units below, the person alone', () => {
    const person = fc.constantFrom('ann', 'bob', 'cid');
    fc.assert(
      fc.property(principal, person, fc.constantFrom(...units), (who, id, unit) => {
        const row: Row = { systemuserid: id, businessunitid: unit };
        const level = who.tablePrivileges['systemuser']?.read ?? 0;
        const may =
          who.isAdministrator ||
          level === 4 ||
          (level === 3 && isBelow(unit, who.businessUnitId)) ||
          (level === 2 && unit === who.businessUnitId) ||
          (level >= 1 && id === who.userId);
        expect(reaches(who, 'systemuser', 'read', row, {})).toBe(may);
      }),
      { numRuns: 500 },
    );
  });
});

describe('rights of a row', () => {
  test('agree with the reach of every verb', () => {
    fc.assert(
      fc.property(principal, owned, fc.constantFrom('account', 'currency'), (who, row, name) => {
        const mask = rightsOf(who, model, tables.get(name) ?? table(name, 'none'), row);
        for (const verb of verbs) expect((mask & rights[verb]) !== 0).toBe(reaches(who, name, verb, row, {}));
      }),
      { numRuns: 500 },
    );
  });
});
