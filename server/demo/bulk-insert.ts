import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import { sampleId } from '../../solutions/sample-data/random.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { computedColumns } from '../../src/shared/rules/computed.ts';
import type { Db } from '../db/database.ts';
import { baseAmounts } from './base-amounts.ts';
import { physicalType, qualified, quoted } from '../metadata/ddl.ts';
import { sqlColumn, sqlTable } from '../metadata/model.ts';

interface Field {
  readonly name: string;
  readonly type: string;
}

/** Physical column and type of each key that rows of the table may have. */
function fieldsOf(table: Table<Labels>): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const column of table.columns) {
    const type = physicalType(column);
    if (type === undefined) continue;
    fields.set(column.logicalName, { name: sqlColumn(column), type });
    if (isPolymorphic(column))
      fields.set(typeKey(column.logicalName), { name: typeKey(sqlColumn(column)), type: 'text' });
  }
  return fields;
}

/** Completes rows the way the write pipeline would: what follows from other columns, defaults, the intersect's key. */
function completeRow(table: Table<Labels>, row: Row, defaults: Row): Row {
  const id = row[table.primaryId] ?? sampleId(`${table.logicalName} ${JSON.stringify(row)}`);
  const whole = { ...defaults, ...row, [table.primaryId]: id };
  return { ...whole, ...computedColumns(table, whole), ...baseAmounts(table, whole) };
}

/** Default values of the columns; state and status start in the first state unless the row says more. */
function defaultsOf(table: Table<Labels>): Row {
  const defaults: Record<string, RowValue> = {};
  for (const column of table.columns) {
    if (column.defaultValue !== undefined) defaults[column.logicalName] = column.defaultValue;
    if (column.type === 'state') defaults[column.logicalName] = column.options?.[0]?.value ?? 0;
    if (column.type === 'status') {
      const first = column.options?.find((option) => option.state === 0) ?? column.options?.[0];
      defaults[column.logicalName] = first?.value ?? 1;
    }
  }
  return defaults;
}

/**
 * Inserts rows of one table in one statement, with version and change log; rows that are there already stay as they
 * are. Values are canonical; a column that the table lacks is a bug and throws. Returns how many were inserted.
 */
export async function bulkInsert(db: Db, table: Table<Labels>, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const fields = fieldsOf(table);
  const defaults = defaultsOf(table);
  const whole = rows.map((row) => completeRow(table, row, defaults));
  const keys = [...new Set(whole.flatMap((row) => Object.keys(row)))];
  const used = keys.map((key) => must(fields.get(key), `column ${table.logicalName}.${key}`));
  const physical = whole.map((row) =>
    Object.fromEntries(keys.map((key, at) => [used[at]?.name, row[key] ?? null])),
  );
  const names = used.map((field) => quoted(field.name)).join(', ');
  const record = used.map((field) => `${quoted(field.name)} ${field.type}`).join(', ');
  const id = quoted(
    sqlColumn(
      must(
        table.columns.find((one) => one.primaryId),
        `key of ${table.logicalName}`,
      ),
    ),
  );
  const done = await sql`
    with made as (
      insert into ${sql.raw(qualified(table))} (${sql.raw(names)}, versionnumber)
      select ${sql.raw(names)}, nextval('haversack.version')
      from jsonb_to_recordset(cast(${JSON.stringify(physical)} as jsonb)) as x(${sql.raw(record)})
      on conflict do nothing
      returning ${sql.raw(id)} as id
    )
    insert into haversack.change_log (table_name, row_id, op)
    select ${sqlTable(table)}, id, 'i' from made returning row_id`.execute(db);
  return done.rows.length;
}
