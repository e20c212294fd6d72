import { sql } from 'kysely';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { Db } from '../db/database.ts';
import { sqlTable } from './model.ts';
import { systemTables } from './system-tables.ts';

/** Deletes rows of a table by the ids in one of its columns, with their change log; returns how many there were. */
export async function deleteRowsOf(
  db: Db,
  table: Pick<Table<Labels>, 'logicalName' | 'sqlName' | 'primaryId'>,
  ids: readonly string[],
  by: string = table.primaryId,
): Promise<number> {
  if (ids.length === 0) return 0;
  const deleted = await sql`
    with gone as (
      delete from data.${sql.id(sqlTable(table))}
      where ${sql.id(by)} in
        (select cast(jsonb_array_elements_text(cast(${JSON.stringify(ids)} as jsonb)) as uuid))
      returning ${sql.id(table.primaryId)} as id
    )
    insert into haversack.change_log (table_name, row_id, op)
    select ${sqlTable(table)}, id, 'd' from gone returning row_id`.execute(db);
  return deleted.rows.length;
}

/** The same for a system table, by its name. */
export async function deleteRowsWhere(
  db: Db,
  tableName: string,
  ids: readonly string[],
  by?: string,
): Promise<number> {
  const table = must(
    systemTables.find((one) => one.logicalName === tableName),
    `system table ${tableName}`,
  );
  return deleteRowsOf(db, table, ids, by);
}
