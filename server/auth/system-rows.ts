import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import { newGuid, type Guid } from '../../src/shared/base/guid.ts';
import type { Db } from '../db/database.ts';
import { administratorTemplate } from '../security/principal.ts';
import { instant, type AuthServices } from './services.ts';

type SystemTable = 'systemuser' | 'systemuserroles' | 'teammembership';

/** Columns of the table as it stands, and its primary key: solutions may have added columns, never taken any. */
async function columnsOf(db: Db, table: SystemTable) {
  const found = await sql<{ name: string; is_key: boolean }>`
    select a.attname::text as name, coalesce(i.indisprimary, false) as is_key
    from pg_attribute a
    left join pg_index i on i.indrelid = a.attrelid and i.indisprimary and a.attnum = any(i.indkey)
    where a.attrelid = ${`data.${table}`}::regclass and a.attnum > 0 and not a.attisdropped`.execute(db);
  return {
    names: new Set(found.rows.map((row) => row.name)),
    key: must(found.rows.find((row) => row.is_key)?.name, `primary key of ${table}`),
  };
}

/**
 * Inserts a row of a system table with its version, times and note in the change log, for people who come into being
 * before anybody is there to be authorised: demo people, application users, the first administrator.
 */
async function insertSystemRow(
  services: AuthServices,
  db: Db,
  table: SystemTable,
  row: { readonly id?: Guid; readonly author: Guid; readonly values: Readonly<Record<string, unknown>> },
): Promise<void> {
  const columns = await columnsOf(db, table);
  const id = row.id ?? newGuid(services.random);
  const now = instant(services);
  const all: Record<string, unknown> = {
    createdon: now,
    modifiedon: now,
    createdby: row.author,
    modifiedby: row.author,
    ...row.values,
    [columns.key]: id,
  };
  const entries = Object.entries(all).filter(([name]) => columns.names.has(name));
  const names = sql.join([...entries.map(([name]) => sql.id(name)), sql.id('versionnumber')]);
  const values = sql.join([...entries.map(([, value]) => sql`${value}`), sql`nextval('haversack.version')`]);
  await sql`insert into data.${sql.id(table)} (${names}) values (${values})`.execute(db);
  await sql`insert into haversack.change_log (table_name, row_id, op) values (${table}, ${id}::uuid, 'i')`.execute(
    db,
  );
}

/** Id of the organisation's topmost business unit. */
export async function rootBusinessUnit(db: Db): Promise<Guid> {
  const found = await sql<{ businessunitid: string }>`
    select businessunitid from data.businessunit where parentbusinessunitid is null limit 1`.execute(db);
  return must(found.rows[0], 'root business unit').businessunitid;
}

/** Id of the System Administrator role. */
export async function administratorRole(db: Db): Promise<Guid> {
  const found = await sql<{ roleid: string }>`
    select roleid from data.role where roletemplateid::text = ${administratorTemplate} order by roleid limit 1`.execute(
    db,
  );
  return must(found.rows[0], 'role System Administrator').roleid;
}

export interface NewSystemUser {
  readonly userId: Guid;
  readonly fullName: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly login: string;
  readonly email?: string;
  readonly businessUnitId: Guid;
  /** Set for application users. */
  readonly applicationId?: Guid;
  readonly roleIds: readonly Guid[];
}

/** Makes the person with their roles; `db` is the transaction that the account belongs to as well. */
export async function createSystemUser(services: AuthServices, db: Db, user: NewSystemUser): Promise<void> {
  await insertSystemRow(services, db, 'systemuser', {
    id: user.userId,
    author: user.userId,
    values: {
      fullname: user.fullName,
      firstname: user.firstName ?? null,
      lastname: user.lastName ?? user.fullName,
      domainname: user.login,
      internalemailaddress: user.email ?? null,
      businessunitid: user.businessUnitId,
      isdisabled: false,
      applicationid: user.applicationId ?? null,
      // 0 read-write, 4 non-interactive.
      accessmode: user.applicationId === undefined ? 0 : 4,
    },
  });
  for (const roleId of user.roleIds)
    await insertSystemRow(services, db, 'systemuserroles', {
      author: user.userId,
      values: { systemuserid: user.userId, roleid: roleId },
    });
}
