import { sql } from 'kysely';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import type { Tx } from '../db/database.ts';
import { assignments, primaryRef, tableRef } from './row-sql.ts';

/** Every statement writes the row and its place in the change log together. */
const nextVersion = sql`nextval('haversack.version')`;

/** Inserts the row; undefined when its id is taken, without failing the transaction. */
export async function insertRow(tx: Tx, table: Table<unknown>, values: Row): Promise<string | undefined> {
  const all = assignments(table, values);
  const result = await sql<{ version: string }>`
    with written as (
      insert into ${tableRef(table)} (${sql.join(all.map((each) => each.ref))}, versionnumber)
      values (${sql.join(all.map((each) => each.value))}, ${nextVersion})
      on conflict (${primaryRef(table)}) do nothing
      returning ${primaryRef(table)} as id, versionnumber as version
    ), logged as (
      insert into haversack.change_log (table_name, row_id, op)
      select ${table.logicalName}, id, 'i' from written
    )
    select version::text as version from written`.execute(tx);
  return result.rows[0]?.version;
}

/** Changes the row and raises its version; undefined when it is gone. */
export async function updateRow(
  tx: Tx,
  table: Table<unknown>,
  id: string,
  values: Row,
): Promise<string | undefined> {
  const sets = assignments(table, values).map((each) => sql`${each.ref} = ${each.value}`);
  const result = await sql<{ version: string }>`
    with written as (
      update ${tableRef(table)} set ${sql.join([...sets, sql`versionnumber = ${nextVersion}`])}
      where ${primaryRef(table)} = ${id}::uuid
      returning ${primaryRef(table)} as id, versionnumber as version
    ), logged as (
      insert into haversack.change_log (table_name, row_id, op)
      select ${table.logicalName}, id, 'u' from written
    )
    select version::text as version from written`.execute(tx);
  return result.rows[0]?.version;
}

/** Deletes the rows; gives the ids of those that were there. */
export async function deleteRows(
  tx: Tx,
  table: Table<unknown>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const result = await sql<{ id: string }>`
    with written as (
      delete from ${tableRef(table)} where ${primaryRef(table)} = any(${[...ids]}::uuid[])
      returning ${primaryRef(table)} as id
    ), logged as (
      insert into haversack.change_log (table_name, row_id, op)
      select ${table.logicalName}, id, 'd' from written
    )
    select id::text as id from written`.execute(tx);
  return result.rows.map((row) => row.id);
}

/** Empties columns of rows that refer to what is being deleted. */
export async function clearColumns(
  tx: Tx,
  table: Table<unknown>,
  ids: readonly string[],
  columns: Row,
): Promise<void> {
  const sets = assignments(table, columns).map((each) => sql`${each.ref} = ${each.value}`);
  await sql`
    with written as (
      update ${tableRef(table)} set ${sql.join([...sets, sql`versionnumber = ${nextVersion}`])}
      where ${primaryRef(table)} = any(${[...ids]}::uuid[])
      returning ${primaryRef(table)} as id
    )
    insert into haversack.change_log (table_name, row_id, op)
    select ${table.logicalName}, id, 'u' from written`.execute(tx);
}
