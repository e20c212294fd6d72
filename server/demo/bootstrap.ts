import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import type { Guid } from '../../src/shared/base/guid.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { currencies, currencyId } from '../../solutions/sample-data/catalogue.ts';
import type { Database, Db } from '../db/database.ts';
import { loadModel } from '../metadata/load-model.ts';
import type { Model } from '../metadata/model.ts';
import { systemTables } from '../metadata/system-tables.ts';
import { bulkInsert } from './bulk-insert.ts';

export interface Organization {
  readonly organizationId: Guid;
  readonly rootBusinessUnitId: Guid;
  readonly defaultTeamId: Guid;
  /** Absent until a solution has brought the currency table. */
  readonly baseCurrencyId?: Guid;
}

/** Name until an administrator gives another. */
export const defaultOrganizationName = 'Organization';

/** Transactions that make the organisation wait for each other, also those of another instance. */
const bootstrapLock = 7_203_116;

function systemTable(name: string): Table<Labels> {
  return must(
    systemTables.find((table) => table.logicalName === name),
    `system table ${name}`,
  );
}

async function idOf(db: Db, table: string, column: string, where = 'true'): Promise<Guid | undefined> {
  const found = await sql<{ id: Guid }>`
    select ${sql.ref(column)} as id from data.${sql.id(table)} where ${sql.raw(where)} order by createdon, 1 limit 1`.execute(
    db,
  );
  return found.rows[0]?.id;
}

/** The row's id; made random when the row is made now. */
async function ensureRow(db: Db, table: Table<Labels>, values: Row, where?: string): Promise<Guid> {
  const present = await idOf(db, table.logicalName, table.primaryId, where);
  if (present !== undefined) return present;
  const made = await sql<{ id: Guid }>`select gen_random_uuid() as id`.execute(db);
  const id = must(made.rows[0], 'new id').id;
  await bulkInsert(db, table, [{ ...values, [table.primaryId]: id }]);
  return id;
}

async function ensureBaseCurrency(
  db: Db,
  tables: ReadonlyMap<string, Table<Labels>>,
): Promise<Guid | undefined> {
  const table = tables.get('transactioncurrency');
  if (table === undefined) return undefined;
  const [euro] = currencies;
  const id = currencyId(euro.code);
  await bulkInsert(db, table, [
    {
      transactioncurrencyid: id,
      currencyname: euro.name,
      isocurrencycode: euro.code,
      currencysymbol: euro.symbol,
      currencyprecision: 2,
      exchangerate: euro.rate,
    },
  ]);
  return id;
}

/** Roles belong to the root business unit; those that came before it get it now. */
async function adoptRoles(db: Db, rootId: Guid): Promise<void> {
  await sql`
    with adopted as (
      update data.role set businessunitid = ${rootId}::uuid, versionnumber = nextval('haversack.version')
      where businessunitid is null returning roleid
    )
    insert into haversack.change_log (table_name, row_id, op) select 'role', roleid, 'u' from adopted`.execute(
    db,
  );
}

/** The organisation when nothing is missing; the usual case, at every start but the first. */
async function readComplete(db: Db): Promise<Organization | undefined> {
  const found = await sql<{ organization: Guid; unit: Guid; team: Guid; currency: Guid }>`
    select o.organizationid as organization, u.businessunitid as unit, t.teamid as team, o.basecurrencyid as currency
    from data.organization o, data.businessunit u join data.team t on t.businessunitid = u.businessunitid and t.isdefault
    where o.basecurrencyid is not null and u.parentbusinessunitid is null
    and not exists (select 1 from data.role where businessunitid is null)
    order by o.createdon, u.createdon, t.createdon limit 1`.execute(db);
  const row = found.rows[0];
  return row === undefined
    ? undefined
    : {
        organizationId: row.organization,
        rootBusinessUnitId: row.unit,
        defaultTeamId: row.team,
        baseCurrencyId: row.currency,
      };
}

/**
 * Makes what every organisation has: root business unit, its default team, the organization row, the base currency once
 * the base solution is in. Needs the system tables; reads the metadata unless it is given; may run at every start and changes nothing that is there. One
 * transaction.
 */
export async function bootstrapOrganization(
  database: Database,
  options: { readonly name?: string; readonly model?: Pick<Model, 'tables'> } = {},
): Promise<Organization> {
  const complete = await readComplete(database.db);
  if (complete !== undefined) return complete;
  const { tables } = options.model ?? (await loadModel(database.db));
  const name = options.name ?? defaultOrganizationName;
  return database.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${bootstrapLock}::bigint)`.execute(tx);
    const table = (logicalName: string): Table<Labels> => tables.get(logicalName) ?? systemTable(logicalName);
    const rootBusinessUnitId = await ensureRow(
      tx,
      table('businessunit'),
      { name, isdisabled: false },
      'parentbusinessunitid is null',
    );
    const defaultTeamId = await ensureRow(
      tx,
      table('team'),
      { name, businessunitid: rootBusinessUnitId, teamtype: 0, isdefault: true },
      `isdefault and businessunitid = '${rootBusinessUnitId}'`,
    );
    const baseCurrencyId = await ensureBaseCurrency(tx, tables);
    const organizationId = await ensureRow(tx, table('organization'), {
      name,
      languagecode: 1033,
      basecurrencyid: baseCurrencyId ?? null,
    });
    if (baseCurrencyId !== undefined)
      await sql`
        with completed as (
          update data.organization set basecurrencyid = ${baseCurrencyId}::uuid, versionnumber = nextval('haversack.version')
          where basecurrencyid is null returning organizationid
        )
        insert into haversack.change_log (table_name, row_id, op)
        select 'organization', organizationid, 'u' from completed`.execute(tx);
    await adoptRoles(tx, rootBusinessUnitId);
    return { organizationId, rootBusinessUnitId, defaultTeamId, baseCurrencyId };
  });
}

/** Gives the organisation, its root unit and that unit's team another name, where they still have the first one. */
export async function nameOrganization(db: Db, name: string): Promise<void> {
  for (const table of ['organization', 'businessunit', 'team'] as const)
    await sql`
      with named as (
        update data.${sql.id(table)} set name = ${name}, versionnumber = nextval('haversack.version')
        where name = ${defaultOrganizationName} returning ${sql.ref(`${table}id`)} as id
      )
      insert into haversack.change_log (table_name, row_id, op) select ${table}, id, 'u' from named`.execute(
      db,
    );
}

/** The day and month (of an instant, UTC) that fiscal years start on, where none is set yet. */
export async function startFiscalYear(db: Db, start: string): Promise<void> {
  await sql`
    with started as (
      update data.organization
      set fiscalcalendarstart = ${start}::timestamptz, versionnumber = nextval('haversack.version')
      where fiscalcalendarstart is null returning organizationid
    )
    insert into haversack.change_log (table_name, row_id, op) select 'organization', organizationid, 'u' from started`.execute(
    db,
  );
}
