import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { reachOf } from '../../src/shared/security/predicate.ts';
import type { Principal, Verb } from '../../src/shared/security/privilege.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';
import { reachSql } from '../security/predicate-sql.ts';
import { primaryRef, selectCanonical, tableRef } from './row-sql.ts';
import type { WriteContext } from './write-context.ts';

/** One row with all its columns, if the principal may read it. */
export async function readRow(
  db: Db | Tx,
  model: Model,
  principal: Principal,
  ref: { readonly table: Table<unknown>; readonly id: string },
): Promise<Row | undefined> {
  const reach = reachSql(model, ref.table, 't', reachOf(principal, model, ref.table, 'read'));
  const result = await sql<Row>`select ${selectCanonical(ref.table, 't')} from ${tableRef(ref.table)} as t
    where ${primaryRef(ref.table, 't')} = ${ref.id}::uuid and ${reach}`.execute(db);
  return result.rows[0];
}

/** Reads and locks the row and checks what may be done to it: `no-row` when it may not be read, else `no-privilege`. */
export async function lockRow(
  context: WriteContext,
  table: Table<unknown>,
  id: string,
  verbs: readonly Verb[],
): Promise<Row> {
  const { model, principal, tx } = context;
  const may = (verb: Verb) => reachSql(model, table, 't', reachOf(principal, model, table, verb));
  const allowed = sql.join(
    verbs.map((verb) => sql`(${may(verb)})`),
    sql` and `,
  );
  const result = await sql<Row & { may__read: boolean; may__do: boolean }>`
    select ${selectCanonical(table, 't')}, (${may('read')}) as may__read, (${allowed}) as may__do
    from ${tableRef(table)} as t where ${primaryRef(table, 't')} = ${id}::uuid for update of t`.execute(tx);
  const found = result.rows[0];
  if (found === undefined || !found.may__read) throw new AppError('no-row', { table: table.logicalName });
  if (!found.may__do) throw new AppError('no-privilege', { table: table.logicalName, verbs: verbs.join(',') });
  const { may__read: _read, may__do: _do, ...row } = found;
  return row as Row;
}

/** As {@link lockRow} without the lock and the row. */
export async function requireReach(
  context: WriteContext,
  table: Table<unknown>,
  id: string,
  verb: Verb,
): Promise<void> {
  const { model, principal, tx } = context;
  const may = (each: Verb) => reachSql(model, table, 't', reachOf(principal, model, table, each));
  const result = await sql<{ may_read: boolean; may_do: boolean }>`
    select (${may('read')}) as may_read, (${may(verb)}) as may_do
    from ${tableRef(table)} as t where ${primaryRef(table, 't')} = ${id}::uuid`.execute(tx);
  const found = result.rows[0];
  if (found === undefined || !found.may_read) throw new AppError('no-row', { table: table.logicalName });
  if (!found.may_do) throw new AppError('no-privilege', { table: table.logicalName, verb });
}
