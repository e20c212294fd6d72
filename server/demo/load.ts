import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import type { Guid } from '../../src/shared/base/guid.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import { positionId } from '../../solutions/sample-data/catalogue.ts';
import { generateSampleData, type SampleSize } from '../../solutions/sample-data/generate.ts';
import {
  administrator,
  businessUnits,
  people,
  rootBusinessUnit,
  salesManager,
  teams,
  type SamplePerson,
} from '../../solutions/sample-data/people.ts';
import { sampleId } from '../../solutions/sample-data/random.ts';
import { ownQueue } from '../../solutions/sample-data/service-desk.ts';
import type { Database, Db } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';
import { bootstrapOrganization, nameOrganization, startFiscalYear } from './bootstrap.ts';
import { bulkInsert } from './bulk-insert.ts';

export interface DemoOptions {
  readonly size: SampleSize;
  /** Milliseconds since the epoch; the sample's dates are relative to its day. */
  readonly now: number;
  readonly logger: Logger;
}

export interface DemoReport {
  /** False: the demo had been loaded before, nothing was done. */
  readonly loaded: boolean;
  /** Rows by table, those of this call. */
  readonly rows: Readonly<Record<string, number>>;
}

const settingKey = 'demo';
const seed = 'haversack demo';
const organizationName = 'Fernweg Group';
/** The demo’s fiscal year is not the calendar’s, so that what follows it shows. */
const fiscalYearStart = '2020-07-01T00:00:00Z';

/** `started`: some batches may be in; loading again completes them, since a row that is there stays as it is. */
type Marker = { readonly state: 'started' | 'done'; readonly size: SampleSize; readonly now: number };

async function readMarker(db: Db): Promise<Marker | undefined> {
  const found = await sql<{ value: Marker }>`
    select value from haversack.setting where key = ${settingKey}`.execute(db);
  return found.rows[0]?.value;
}

async function writeMarker(db: Db, marker: Marker): Promise<void> {
  await sql`
    insert into haversack.setting (key, value) values (${settingKey}, cast(${JSON.stringify(marker)} as jsonb))
    on conflict (key) do update set value = excluded.value`.execute(db);
}

function personRow(person: SamplePerson, rootId: Guid, created: string): Row {
  return {
    systemuserid: person.userId,
    firstname: person.firstName,
    lastname: person.lastName,
    fullname: `${person.firstName} ${person.lastName}`,
    domainname: person.login,
    internalemailaddress: `${person.login}@haversack.example`,
    businessunitid: person.businessUnitId === rootBusinessUnit ? rootId : person.businessUnitId,
    parentsystemuserid: person.managerId ?? null,
    positionid: person.position === undefined ? null : positionId(person.position),
    title: person.title,
    queueid: ownQueue(person),
    isdisabled: person.isDisabled ?? false,
    accessmode: 0,
    createdon: created,
    modifiedon: created,
    createdby: administrator.userId,
    modifiedby: administrator.userId,
  };
}

/** Role assignments as rows; a role that no solution brought leaves its people without it, which is logged. */
function roleRows(model: Model, logger: Logger): Row[] {
  const byName = new Map([...model.roles.values()].map((role) => [role.name, role.id]));
  return people.flatMap((person) =>
    person.roles.flatMap((name) => {
      const roleid = byName.get(name);
      if (roleid === undefined) {
        logger.info('demo person goes without a role that is not installed', { role: name });
        return [];
      }
      return [
        {
          systemuserroleid: sampleId(`systemuserroles ${person.userId} ${roleid}`),
          systemuserid: person.userId,
          roleid,
        },
      ];
    }),
  );
}

async function loadPeople(db: Db, model: Model, rootId: Guid, options: DemoOptions): Promise<void> {
  const table = (name: string) => must(model.tables.get(name), `table ${name}`);
  const created = new Date(options.now - 730 * 86_400_000).toISOString().slice(0, 19) + 'Z';
  const by = {
    createdon: created,
    modifiedon: created,
    createdby: administrator.userId,
    modifiedby: administrator.userId,
  };
  const units = Object.values(businessUnits);
  await bulkInsert(
    db,
    table('businessunit'),
    units.map((unit) => ({
      businessunitid: unit.id,
      name: unit.name,
      parentbusinessunitid: unit.parentId === rootBusinessUnit ? rootId : unit.parentId,
      costcenter: unit.costCenter,
      isdisabled: false,
      ...by,
    })),
  );
  await bulkInsert(
    db,
    table('systemuser'),
    people.map((person) => personRow(person, rootId, created)),
  );
  await bulkInsert(
    db,
    table('team'),
    units.map((unit) => ({
      teamid: unit.teamId,
      name: unit.name,
      businessunitid: unit.id,
      teamtype: 0,
      isdefault: true,
      administratorid: salesManager.userId,
      ...by,
    })),
  );
  await bulkInsert(
    db,
    table('team'),
    teams.map((team) => ({
      teamid: team.id,
      name: team.name,
      businessunitid: team.businessUnitId,
      teamtype: team.type,
      description: team.description,
      isdefault: false,
      administratorid: salesManager.userId,
      ...by,
    })),
  );
  const members = units.flatMap((unit) =>
    people
      .filter((person) => person.businessUnitId === unit.id)
      .map((person) => ({ teamid: unit.teamId, systemuserid: person.userId })),
  );
  const joined = teams.flatMap((team) =>
    team.memberIds.map((systemuserid) => ({ teamid: team.id, systemuserid })),
  );
  await bulkInsert(
    db,
    table('teammembership'),
    [...members, ...joined].map(({ teamid, systemuserid }) => ({
      teammembershipid: sampleId(`teammembership ${teamid} ${systemuserid}`),
      teamid,
      systemuserid,
    })),
  );
  await bulkInsert(db, table('systemuserroles'), roleRows(model, options.logger));
}

/** Rows of people in the root unit name its stand-in; they get the unit that this organisation has. */
function withRootUnit(rows: readonly Row[], rootId: Guid): readonly Row[] {
  return rows.map((row) =>
    row['owningbusinessunit'] === rootBusinessUnit ? { ...row, owningbusinessunit: rootId } : row,
  );
}

/**
 * Loads people, teams, roles and sample rows, each batch in one transaction with its versions and change log. Does
 * nothing when that was done before; a load that was cut goes on where it stopped, with the dates it began with.
 * Needs the base and sales solutions; tables that are not installed are left out.
 */
export async function loadDemo(database: Database, model: Model, options: DemoOptions): Promise<DemoReport> {
  const marker = await readMarker(database.db);
  if (marker?.state === 'done') return { loaded: false, rows: {} };
  const { size, now } = marker ?? options;
  const { rootBusinessUnitId } = await bootstrapOrganization(database, { model });
  const started = { ...options, size, now };
  await database.db.transaction().execute(async (tx) => {
    await writeMarker(tx, { state: 'started', size, now });
    await nameOrganization(tx, organizationName);
    await startFiscalYear(tx, fiscalYearStart);
    await loadPeople(tx, model, rootBusinessUnitId, started);
  });
  const rows: Record<string, number> = {};
  for (const batch of generateSampleData({ size, seed, now })) {
    const table = model.tables.get(batch.table);
    if (table === undefined) continue;
    const own = withRootUnit(batch.rows, rootBusinessUnitId);
    const count = await database.db.transaction().execute((tx) => bulkInsert(tx, table, own));
    rows[batch.table] = (rows[batch.table] ?? 0) + count;
  }
  await database.db.transaction().execute((tx) => writeMarker(tx, { state: 'done', size, now }));
  options.logger.info('sample data loaded', {
    size,
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
  });
  return { loaded: true, rows };
}
