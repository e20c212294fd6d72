import { sql } from 'kysely';
import { verbs } from '../../src/shared/security/privilege.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Database, Db } from '../db/database.ts';
import { alterTable, createTable } from './ddl.ts';
import { type MetaItem, type MetaItems, readMetaItems, writeMetaItems } from './meta-items.ts';
import { customizerTables, systemCustomizer, systemRoles } from './system-roles.ts';
import { watchModelTables } from './model-stamp.ts';
import { systemRelationships, systemTables } from './system-tables.ts';
import { writeRows } from './write-rows.ts';

/** Publisher name that system tables carry. */
export const systemPublisher = 'system';
/** Solution name that they carry. */
export const systemSolution = 'System';

/** Serialises imports and the making of system tables among instances. */
export const metadataLock = 7_203_115;

/** Runs statements one by one; they come from our own generators and carry no values from outside. */
export async function runStatements(db: Db, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

async function makeRoles(db: Db): Promise<void> {
  const table = systemTables.find((one) => one.logicalName === 'role');
  if (table === undefined) return;
  await writeRows(
    db,
    table,
    systemRoles.map((role) => ({ roleid: role.id, name: role.name, roletemplateid: role.id })),
  );
  const privileges = systemTables
    .filter((one) => customizerTables.includes(one.logicalName))
    .flatMap((one) => verbs.map((verb) => `prv${verb}${one.schemaName}`.toLowerCase()));
  await sql`
    insert into haversack.role_privilege (role_id, privilege, depth)
    select cast(${systemCustomizer} as uuid), p, 4
    from jsonb_array_elements_text(cast(${JSON.stringify(privileges)} as jsonb)) as p
    on conflict do nothing`.execute(db);
}

/** Documents of the tables and relationships that exist before any solution, where they are missing. */
export async function writeSystemItems(db: Db): Promise<void> {
  const existing = await readMetaItems(db);
  await writeMetaItems(db, [
    ...systemTables
      .filter((table) => existing.get('table', table.logicalName) === undefined)
      .map((table): MetaItem<'table'> => ({
        kind: 'table',
        name: table.logicalName,
        solution: systemSolution,
        body: { table, publisher: systemPublisher, columnPublishers: {} },
      })),
    ...systemRelationships
      .filter((one) => existing.get('relationship', one.schemaName) === undefined)
      .map((body): MetaItem<'relationship'> => ({
        kind: 'relationship',
        name: body.schemaName,
        solution: systemSolution,
        body,
      })),
  ]);
}

/** The stored table with the columns that a newer server's has and it lacks; undefined where it has all. */
function widened({ body }: MetaItem<'table'>, table: Table<Labels>): MetaItem<'table'>['body'] | undefined {
  const known = new Set(body.table.columns.map((column) => column.logicalName));
  const missing = table.columns.filter((column) => !known.has(column.logicalName));
  if (missing.length === 0) return undefined;
  return { ...body, table: { ...body.table, columns: [...body.table.columns, ...missing] } };
}

/** Adds columns that system tables got since the database was made; what solutions made of the others stays. */
async function widenTables(db: Db, existing: MetaItems): Promise<void> {
  const items = new Map(existing.all('table').map((item) => [item.name, item]));
  for (const table of systemTables) {
    const item = items.get(table.logicalName);
    const body = item === undefined ? undefined : widened(item, table);
    if (item === undefined || body === undefined) continue;
    await runStatements(db, alterTable(item.body.table, body.table));
    await writeMetaItems(db, [{ ...item, body }]);
  }
}

/**
 * Makes the tables, relationships and roles that exist before any solution, and gives those that are there the columns
 * that they lack. Needs the migrations; may run at every start: what is there already is left as solutions have since
 * extended it. One transaction.
 */
export async function ensureSystemTables(database: Database): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${metadataLock}::bigint)`.execute(tx);
    const existing = await readMetaItems(tx);
    const missing = systemTables.filter((table) => existing.get('table', table.logicalName) === undefined);
    for (const table of missing) await runStatements(tx, createTable(table));
    await widenTables(tx, existing);
    await writeSystemItems(tx);
    await watchModelTables(tx);
    if (missing.some((table) => table.logicalName === 'role')) await makeRoles(tx);
  });
}
