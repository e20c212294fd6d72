import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db, Tx } from '../db/database.ts';
import type { ScopeTable, StubTable } from './scope.ts';
import { rowsById, uuidArray } from './uuid-array.ts';

/** Numbers of tables in the record; numbers are given once and never change. */
export async function tableIds(db: Db | Tx, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const known = await sql<{ id: number; name: string }>`
    select id, name from haversack.sync_table`.execute(db);
  const ids = new Map(known.rows.map((row) => [row.name, Number(row.id)]));
  const missing = names.filter((name) => !ids.has(name));
  if (missing.length === 0) return ids;
  for (const name of missing)
    await sql`insert into haversack.sync_table (name) values (${name}) on conflict (name) do nothing`.execute(
      db,
    );
  return tableIds(db, names);
}

/** What one plan writes for one store. */
export interface PatchTarget {
  readonly store: number;
  readonly patch: number;
  readonly tableId: number;
}

/**
 * Writes the difference between a table's whole scope and the record as a patch, without row data. Returns how many rows
 * differ. Right after a first fill the planner takes the record for nearly empty, and a nested loop over two large sets
 * takes minutes: the caller switches them off for the transaction, see {@link forWholeSets}.
 */
export async function patchTable(tx: Tx, target: PatchTarget, table: ScopeTable): Promise<number> {
  const { store, patch, tableId } = target;
  const arrived = await sql`
    insert into haversack.sync_row as o (store, table_id, row_id, version, shape, rights, patch, gone)
    select ${store}::integer, ${tableId}::smallint, s.id, s.version, ${table.shape}::integer, s.rights,
      ${patch}::integer, false
    from (select ${table.id} as id, ${table.version} as version, ${table.rights} as rights
      from ${table.from} where ${table.selected}) s
    left join haversack.sync_row k
      on k.store = ${store}::integer and k.table_id = ${tableId}::smallint and k.row_id = s.id
    where k.row_id is null or k.gone or k.version <> s.version or k.shape <> ${table.shape}::integer
      or k.rights <> s.rights
    on conflict (store, table_id, row_id) do update
      set version = excluded.version, shape = excluded.shape, rights = excluded.rights,
        patch = excluded.patch, gone = false`.execute(tx);
  const left = await sql`
    update haversack.sync_row o set gone = true, patch = ${patch}::integer
    where o.store = ${store}::integer and o.table_id = ${tableId}::smallint and not o.gone and o.shape <> 0
      and not exists (select 1 from ${table.from} where ${table.id} = o.row_id and ${table.selected})`.execute(
    tx,
  );
  return Number(arrived.numAffectedRows ?? 0n) + Number(left.numAffectedRows ?? 0n);
}

/**
 * As {@link patchTable}, into a record that holds nothing of the store: half the time. In the order of the key, which
 * is the order the index grows in.
 */
export async function fillTable(tx: Tx, target: PatchTarget, table: ScopeTable): Promise<number> {
  const result = await sql`
    insert into haversack.sync_row (store, table_id, row_id, version, shape, rights, patch, gone)
    select ${target.store}::integer, ${target.tableId}::smallint, ${table.id}, ${table.version},
      ${table.shape}::integer, ${table.rights}, ${target.patch}::integer, false
    from ${table.from} where ${table.selected} order by ${table.id}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** For this transaction: joins of whole sets, whatever the statistics say. */
export async function forWholeSets(tx: Tx): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(tx);
}

interface Standing {
  readonly id: string;
  readonly version: string;
  readonly rights: number;
}

interface Recorded extends Standing {
  readonly shape: number;
  readonly gone: boolean;
}

async function recorded(tx: Tx, target: PatchTarget, ids: readonly string[]): Promise<Map<string, Recorded>> {
  const result = await sql<Recorded>`
    select row_id as id, version::text as version, rights, shape, gone from haversack.sync_row
    where store = ${target.store}::integer and table_id = ${target.tableId}::smallint
      and row_id = any(${uuidArray(ids)})`.execute(tx);
  return new Map(result.rows.map((row) => [row.id, row]));
}

/**
 * As {@link patchTable}, for a few named rows. Three statements with lists of ids and a comparison here: joined in one,
 * the same work took seconds whenever the planner had no statistics of the record.
 */
export async function patchRows(
  tx: Tx,
  target: PatchTarget,
  table: ScopeTable,
  ids: readonly string[],
): Promise<number> {
  const now = await sql<Standing>`
    select ${table.id} as id, ${table.version}::text as version, ${table.rights} as rights
    from ${rowsById(table, ids)} where ${table.selected}`.execute(tx);
  const known = await recorded(tx, target, ids);
  const differs = now.rows.filter((row) => {
    const before = known.get(row.id);
    if (before === undefined || before.gone || before.shape !== table.shape) return true;
    return before.version !== row.version || before.rights !== row.rights;
  });
  const inScope = new Set(now.rows.map((row) => row.id));
  const left = [...known.values()].filter((row) => !row.gone && row.shape !== 0 && !inScope.has(row.id));
  if (differs.length > 0)
    await sql`
      insert into haversack.sync_row (store, table_id, row_id, version, shape, rights, patch, gone)
      select ${target.store}::integer, ${target.tableId}::smallint, s.id, s.version, ${table.shape}::integer,
        s.rights, ${target.patch}::integer, false
      from unnest(${uuidArray(differs.map((row) => row.id))},
        (${`{${differs.map((row) => row.version).join(',')}}`}::text)::bigint[],
        (${`{${differs.map((row) => row.rights).join(',')}}`}::text)::integer[]) as s (id, version, rights)
      on conflict (store, table_id, row_id) do update
        set version = excluded.version, shape = excluded.shape, rights = excluded.rights,
          patch = excluded.patch, gone = false`.execute(tx);
  if (left.length > 0)
    await sql`
      update haversack.sync_row set gone = true, patch = ${target.patch}::integer
      where store = ${target.store}::integer and table_id = ${target.tableId}::smallint
        and row_id = any(${uuidArray(left.map((row) => row.id))})`.execute(tx);
  return differs.length + left.length;
}

/** Rows of tables that left the scope altogether. */
export async function patchTablesGone(
  tx: Tx,
  target: Omit<PatchTarget, 'tableId'>,
  kept: readonly number[],
): Promise<number> {
  const result = await sql`
    update haversack.sync_row set gone = true, patch = ${target.patch}::integer
    where store = ${target.store}::integer and not gone and shape <> 0
      and table_id <> all((${`{${kept.join(',')}}`}::text)::smallint[])`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/**
 * Marks changed lookup targets, so that their names go with the next chunks; of those deleted or not readable any more
 * the removal goes, so that no name outlives the right to read it.
 */
export async function patchStubs(
  tx: Tx,
  target: PatchTarget,
  table: StubTable,
  ids: readonly string[],
): Promise<number> {
  const named = await sql<{ id: string }>`
    insert into haversack.sync_row (store, table_id, row_id, version, shape, rights, patch, gone)
    select ${target.store}::integer, ${target.tableId}::smallint, ${table.id}, ${table.version}, 0, 0,
      ${target.patch}::integer, false
    from ${table.from} where ${table.selected} and ${table.id} = any(${uuidArray(ids)})
    on conflict (store, table_id, row_id) do update set patch = excluded.patch, gone = false
      where haversack.sync_row.shape = 0
    returning row_id as id`.execute(tx);
  const found = new Set(named.rows.map((row) => row.id));
  const left = ids.filter((id) => !found.has(id));
  if (left.length === 0) return found.size;
  const result = await sql`
    insert into haversack.sync_row (store, table_id, row_id, version, shape, rights, patch, gone)
    select ${target.store}::integer, ${target.tableId}::smallint, s.id, 0, 0, 0, ${target.patch}::integer, true
    from unnest(${uuidArray(left)}) as s (id)
    on conflict (store, table_id, row_id) do update set patch = excluded.patch, gone = true
      where haversack.sync_row.shape = 0`.execute(tx);
  return found.size + Number(result.numAffectedRows ?? 0n);
}

/** A cookie beyond them returned: removals and names are known to have arrived. */
export async function forgetDelivered(tx: Tx, store: number, base: number): Promise<void> {
  await sql`delete from haversack.sync_row
    where store = ${store}::integer and patch <= ${base}::integer and (gone or shape = 0)`.execute(tx);
}

export async function forgetStore(tx: Tx, store: number): Promise<void> {
  await sql`delete from haversack.sync_row where store = ${store}::integer`.execute(tx);
}

/** A row the device reported to hold by its own push; `patch` is one that its cookie is at or beyond. */
export async function recordSettled(
  tx: Tx,
  target: PatchTarget,
  row: { readonly id: string; readonly version: string; readonly shape: number; readonly rights: number },
): Promise<void> {
  await sql`
    insert into haversack.sync_row as o (store, table_id, row_id, version, shape, rights, patch, gone)
    values (${target.store}::integer, ${target.tableId}::smallint, ${row.id}::uuid, ${row.version}::text::bigint,
      ${row.shape}::integer, ${row.rights}::integer, ${target.patch}::integer, false)
    on conflict (store, table_id, row_id) do update
      set version = excluded.version, shape = excluded.shape, rights = excluded.rights, patch = excluded.patch
      where not o.gone and o.version < excluded.version`.execute(tx);
}

/** Tells these rows of the record, or only the removals among them, once more. */
export async function repeatRows(
  tx: Tx,
  target: PatchTarget,
  ids: readonly string[],
  which: 'gone' | 'all',
): Promise<number> {
  const result = await sql`
    update haversack.sync_row set patch = ${target.patch}::integer
    where store = ${target.store}::integer and table_id = ${target.tableId}::smallint
      and ${which === 'gone' ? sql`gone` : sql`shape <> 0`} and row_id = any(${uuidArray(ids)})`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** What is sent: rows with after < patch, and patch <= upto if given, behind the position, in order of table and id. */
export interface SendRange {
  readonly store: number;
  readonly after: number;
  readonly upto: number | null;
  readonly position: { readonly tableId: number; readonly rowId: string } | null;
}

const inRange = (range: SendRange): RawBuilder<boolean> => sql`
  store = ${range.store}::integer and patch > ${range.after}::integer
  and ${range.upto === null ? sql`true` : sql`patch <= ${range.upto}::integer`}
  and ${
    range.position === null
      ? sql`true`
      : sql`(table_id, row_id) > (${range.position.tableId}::smallint, ${range.position.rowId}::uuid)`
  }`;

export interface RecordRow {
  readonly table_id: number;
  readonly row_id: string;
  readonly gone: boolean;
}

/** The next rows to send. */
export async function pageOfRange(db: Db, range: SendRange, size: number): Promise<readonly RecordRow[]> {
  const result = await sql<RecordRow>`
    select table_id, row_id, gone from haversack.sync_row where ${inRange(range)}
    order by table_id, row_id limit ${size}`.execute(db);
  return result.rows;
}

/** How many rows of each table the ranges hold. */
export async function countOfRanges(
  tx: Tx,
  ranges: readonly SendRange[],
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for (const range of ranges) {
    const result = await sql<{ table_id: number; n: number }>`
      select table_id, count(*)::integer as n from haversack.sync_row
      where ${inRange(range)} and shape <> 0 group by table_id`.execute(tx);
    for (const row of result.rows) counts.set(row.table_id, (counts.get(row.table_id) ?? 0) + row.n);
  }
  return counts;
}
