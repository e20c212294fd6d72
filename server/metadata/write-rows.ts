import { sql } from 'kysely';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { Db } from '../db/database.ts';
import { physicalType, qualified, quoted } from './ddl.ts';
import { sqlColumn, sqlTable } from './model.ts';

/**
 * Writes whole rows of a system table, those that differ only, with version and change log in the same statement.
 * All rows must name the same columns. Returns how many rows were written.
 */
export async function writeRows(db: Db, table: Table<Labels>, rows: readonly Row[]): Promise<number> {
  const first = rows[0];
  if (first === undefined) return 0;
  const columns = Object.keys(first).map((name) => {
    const typed = table.columns.find((one) => typeKey(one.logicalName) === name);
    if (typed !== undefined) return { name: quoted(typeKey(sqlColumn(typed))), type: 'text' };
    const column = must(
      table.columns.find((one) => one.logicalName === name),
      `column ${table.logicalName}.${name}`,
    );
    return { name: quoted(sqlColumn(column)), type: must(physicalType(column), `stored column ${name}`) };
  });
  const key = quoted(table.primaryId);
  const names = columns.map((one) => one.name).join(', ');
  const others = columns.map((one) => one.name).filter((name) => name !== key);
  const update =
    others.length === 0
      ? 'nothing'
      : `update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')},
           versionnumber = nextval('haversack.version'), modifiedon = now()
         where (${others.map((name) => `t.${name}`).join(', ')})
           is distinct from (${others.map((name) => `excluded.${name}`).join(', ')})`;
  const statement = `
    with written as (
      insert into ${qualified(table)} as t (${names})
      select ${names} from jsonb_to_recordset(cast($1 as jsonb)) as x(${columns
        .map((one) => `${one.name} ${one.type}`)
        .join(', ')})
      on conflict (${key}) do ${update}
      returning ${key} as id, (xmax = 0) as inserted
    )
    insert into haversack.change_log (table_name, row_id, op)
    select '${sqlTable(table).replaceAll("'", "''")}', id, case when inserted then 'i'::"char" else 'u'::"char" end
    from written returning row_id`;
  let written = 0;
  for (let at = 0; at < rows.length; at += 200) {
    const batch = JSON.stringify(rows.slice(at, at + 200));
    const [before, after] = statement.split('$1');
    const done = await sql`${sql.raw(before ?? '')}${batch}${sql.raw(after ?? '')}`.execute(db);
    written += done.rows.length;
  }
  return written;
}
