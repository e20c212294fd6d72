import { sql } from 'kysely';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic, type Column, type Labels, type Table } from '../../src/shared/metadata/table.ts';
import type { Db } from '../db/database.ts';
import { physicalType, qualified, quoted } from '../metadata/ddl.ts';
import { runStatements } from '../metadata/ensure-system-tables.ts';
import { sqlColumn, sqlTable } from '../metadata/model.ts';

type AnyTable = Table<Labels>;

/** What of the database goes with a solution, found by comparing the tables before and after. */
export interface LeavingTables {
  readonly tables: readonly AnyTable[];
  readonly columns: readonly { readonly table: AnyTable; readonly column: Column<Labels> }[];
  /** Lookups of tables that stay, which may lead to rows of tables that go. */
  readonly lookups: readonly { readonly table: AnyTable; readonly column: Column<Labels> }[];
}

/** `before`: as the tables are in the database; `after`: as they will be, by logical name. */
export function leavingTables(
  before: readonly AnyTable[],
  after: ReadonlyMap<string, AnyTable>,
): LeavingTables {
  const staying = before.flatMap((table) => {
    const next = after.get(table.logicalName);
    return next === undefined ? [] : [{ table, names: new Set(next.columns.map((one) => one.logicalName)) }];
  });
  return {
    tables: before.filter((table) => !after.has(table.logicalName)),
    columns: staying.flatMap(({ table, names }) =>
      table.columns
        .filter((column) => !names.has(column.logicalName) && physicalType(column) !== undefined)
        .map((column) => ({ table, column })),
    ),
    lookups: staying.flatMap(({ table, names }) =>
      table.columns
        .filter((column) => names.has(column.logicalName) && isPolymorphic(column))
        .map((column) => ({ table, column })),
    ),
  };
}

async function countOf(db: Db, statement: string): Promise<number> {
  const found = await sql<{ count: string }>`${sql.raw(statement)}`.execute(db);
  return Number(found.rows[0]?.count ?? 0);
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The condition of a lookup that leads to one of the tables. */
function leadsTo(column: Column<Labels>, tables: readonly AnyTable[]): string {
  const names = tables.map((one) => literal(one.logicalName)).join(', ');
  return `${quoted(typeKey(sqlColumn(column)))} in (${names})`;
}

/** Rows of the tables, values of the columns, and lookups that lead to those rows. */
export async function countLeaving(db: Db, leaving: LeavingTables) {
  const tables: { name: string; rows: number }[] = [];
  for (const table of leaving.tables)
    tables.push({
      name: table.logicalName,
      rows: await countOf(db, `select count(*) as count from ${qualified(table)}`),
    });
  const columns: { table: string; name: string; rows: number }[] = [];
  for (const { table, column } of leaving.columns)
    columns.push({
      table: table.logicalName,
      name: column.logicalName,
      rows: await countOf(db, `select count(${quoted(sqlColumn(column))}) as count from ${qualified(table)}`),
    });
  const lookups: { table: string; column: string; rows: number }[] = [];
  if (leaving.tables.length > 0)
    for (const { table, column } of leaving.lookups) {
      const statement = `select count(*) as count from ${qualified(table)} where ${leadsTo(column, leaving.tables)}`;
      const rows = await countOf(db, statement);
      if (rows > 0) lookups.push({ table: table.logicalName, column: column.logicalName, rows });
    }
  return { tables, columns, lookups };
}

/** The rows behind activities of a kind that goes: what all activities have in common, and who took part. */
async function dropActivities(
  db: Db,
  tables: readonly AnyTable[],
  known: ReadonlySet<string>,
): Promise<void> {
  const kinds = tables.filter((one) => one.isActivity === true).map((one) => one.logicalName);
  if (kinds.length === 0 || !known.has('activitypointer')) return;
  const list = sql.join(kinds);
  if (known.has('activityparty'))
    await sql`
      with gone as (
        delete from data.activityparty where activityid in
          (select activityid from data.activitypointer where activitytypecode in (${list}))
        returning activitypartyid as id
      )
      insert into haversack.change_log (table_name, row_id, op) select 'activityparty', id, 'd' from gone`.execute(
      db,
    );
  await sql`
    with gone as (
      delete from data.activitypointer where activitytypecode in (${list}) returning activityid as id
    )
    insert into haversack.change_log (table_name, row_id, op) select 'activitypointer', id, 'd' from gone`.execute(
    db,
  );
}

/** Empties the lookups, then drops columns and tables. What the log says of rows in dropped tables goes with them. */
export async function dropLeaving(db: Db, leaving: LeavingTables, after: ReadonlySet<string>): Promise<void> {
  await dropActivities(db, leaving.tables, after);
  if (leaving.tables.length > 0)
    for (const { table, column } of leaving.lookups) {
      const [name, kind] = [quoted(sqlColumn(column)), quoted(typeKey(sqlColumn(column)))];
      await runStatements(db, [
        `with emptied as (
           update ${qualified(table)} set ${name} = null, ${kind} = null,
             versionnumber = nextval('haversack.version') where ${leadsTo(column, leaving.tables)}
           returning ${quoted(table.primaryId)} as id
         )
         insert into haversack.change_log (table_name, row_id, op)
         select ${literal(sqlTable(table))}, id, 'u' from emptied`,
      ]);
    }
  for (const { table, column } of leaving.columns) {
    const names = isPolymorphic(column)
      ? [sqlColumn(column), typeKey(sqlColumn(column))]
      : [sqlColumn(column)];
    await runStatements(
      db,
      names.map((name) => `alter table ${qualified(table)} drop column if exists ${quoted(name)}`),
    );
  }
  for (const table of leaving.tables) {
    await runStatements(db, [`drop table if exists ${qualified(table)}`]);
    await sql`delete from haversack.change_log where table_name = ${sqlTable(table)}`.execute(db);
  }
}
