import { sql } from 'kysely';
import type { Database, Db, Tx } from '../db/database.ts';
import { inWriteTransaction } from './plan-transaction.ts';

const day = 24 * 60 * 60 * 1000;

/** How long what is kept; README.md of this folder says what follows from each. */
export const syncRetention = {
  /** A store that was not seen for longer does not hold the change log back. */
  logKept: 30 * day,
  /** Of a store that was not seen for longer the record is forgotten: everything is sent to it again. */
  recordKept: 90 * day,
  /** Values that an entry left, by which the next change of the same person is known to be no conflict. */
  valuesKept: 90 * day,
};
export type SyncRetention = Readonly<typeof syncRetention>;

/** Rows of one transaction: locks are held for milliseconds. */
const batch = 2_000;

export interface RetentionContext {
  readonly database: Database;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Asked between batches; true ends the work early. The next run goes on. */
  readonly shouldStop: () => boolean;
}

/** Rows that went or shrank. */
export interface SyncForgotten {
  readonly changes: number;
  readonly records: number;
  readonly outcomes: number;
}

const instant = (context: RetentionContext, age: number) =>
  sql`${new Date(context.now - age).toISOString()}::timestamptz`;

/** Repeats a step until it finds less than a batch; returns the sum. */
async function inBatches(context: RetentionContext, step: () => Promise<number>): Promise<number> {
  let sum = 0;
  while (!context.shouldStop()) {
    const count = await step();
    sum += count;
    if (count < batch) break;
  }
  return sum;
}

/**
 * To the lowest watermark of the stores seen lately; commits before anything below is deleted. A floor ahead of the
 * database's own counter comes from another cluster: there everything is compared until it is set anew here.
 */
async function raiseFloor(context: RetentionContext, kept: SyncRetention): Promise<void> {
  await sql`
    update haversack.change_floor f set floor = c.floor from (
      select least(pg_snapshot_xmin(pg_current_snapshot()), (
        select s.watermark from haversack.sync_store s, haversack.change_floor present
        where s.seen_at >= ${instant(context, kept.logKept)} and s.watermark >= present.floor
        order by s.watermark limit 1)) as floor) c
    where f.floor < c.floor or f.floor > pg_snapshot_xmax(pg_current_snapshot())`.execute(
    context.database.db,
  );
}

async function deleteChanges(db: Db): Promise<number> {
  const below = await sql`delete from haversack.change_log where ctid = any(array(
    select ctid from haversack.change_log where cs < (select floor from haversack.change_floor)
    order by cs limit ${batch}))`.execute(db);
  // Of another cluster, see above: no watermark of this one reaches them.
  const ahead = await sql`delete from haversack.change_log where ctid = any(array(
    select ctid from haversack.change_log where cs > pg_snapshot_xmax(pg_current_snapshot())
    order by cs limit ${batch}))`.execute(db);
  return Number(below.numAffectedRows ?? 0n) + Number(ahead.numAffectedRows ?? 0n);
}

interface ForgottenPart {
  readonly records: number;
  readonly outcomes: number;
}

/**
 * A part of one unseen store's record, in one transaction with a new generation: no cookie goes on from a record with
 * holes. Undefined when the store came back meanwhile, or a plan of it runs.
 */
async function forgetPart(
  tx: Tx,
  context: RetentionContext,
  kept: SyncRetention,
  id: number,
): Promise<ForgottenPart | undefined> {
  const stale = await sql<{ store: string }>`
    select store from haversack.sync_store
    where id = ${id}::integer and seen_at < ${instant(context, kept.recordKept)} for update skip locked`.execute(
    tx,
  );
  const store = stale.rows[0]?.store;
  if (store === undefined) return undefined;
  await sql`update haversack.sync_store set generation = generation + 1 where id = ${id}::integer`.execute(
    tx,
  );
  const rows = await sql`delete from haversack.sync_row where ctid = any(array(
    select ctid from haversack.sync_row where store = ${id}::integer limit ${batch}))`.execute(tx);
  // Only what was applied shrinks: a refusal told late must still say so, or the device would drop the entry.
  const outcomes = await sql`update haversack.sync_outcome set outcome = null where ctid = any(array(
    select ctid from haversack.sync_outcome
    where store = ${store}::uuid and kind = 'applied' and outcome is not null limit ${batch}))`.execute(tx);
  return {
    records: Number(rows.numAffectedRows ?? 0n),
    outcomes: Number(outcomes.numAffectedRows ?? 0n),
  };
}

async function forgetStores(context: RetentionContext, kept: SyncRetention): Promise<ForgottenPart> {
  const { database } = context;
  const found = await sql<{ id: number }>`
    select id from haversack.sync_store s where seen_at < ${instant(context, kept.recordKept)}
      and (exists (select 1 from haversack.sync_row r where r.store = s.id)
        or exists (select 1 from haversack.sync_outcome o
          where o.store = s.store and o.kind = 'applied' and o.outcome is not null))
    order by id`.execute(database.db);
  let records = 0;
  let outcomes = 0;
  for (const { id } of found.rows) {
    while (!context.shouldStop()) {
      const part = await inWriteTransaction(database, (tx) => forgetPart(tx, context, kept, id));
      records += part?.records ?? 0;
      outcomes += part?.outcomes ?? 0;
      if (part === undefined || (part.records < batch && part.outcomes < batch)) break;
    }
  }
  return { records, outcomes };
}

/** Outcomes of stores that never pulled: whatever they pull first is everything. */
async function shrinkStray(context: RetentionContext, kept: SyncRetention): Promise<number> {
  const result = await sql`update haversack.sync_outcome set outcome = null where ctid = any(array(
    select ctid from haversack.sync_outcome o
    where kind = 'applied' and outcome is not null and made_at < ${instant(context, kept.recordKept)}
      and not exists (select 1 from haversack.sync_store s where s.store = o.store) limit ${batch}))`.execute(
    context.database.db,
  );
  return Number(result.numAffectedRows ?? 0n);
}

async function shrinkWritten(context: RetentionContext, kept: SyncRetention): Promise<number> {
  const result = await sql`update haversack.sync_outcome set wrote = null where ctid = any(array(
    select ctid from haversack.sync_outcome
    where wrote is not null and made_at < ${instant(context, kept.valuesKept)} order by made_at limit ${batch}))`.execute(
    context.database.db,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/**
 * Lets go what no device that comes back in time needs: change log, records, contents of outcomes. Each batch is a
 * transaction of its own; run twice at once it does nothing wrong, only twice the work.
 */
export async function forgetOldSync(
  context: RetentionContext,
  kept: SyncRetention = syncRetention,
): Promise<SyncForgotten> {
  const { records, outcomes } = await forgetStores(context, kept);
  await raiseFloor(context, kept);
  const changes = await inBatches(context, () => deleteChanges(context.database.db));
  const stray = await inBatches(context, () => shrinkStray(context, kept));
  const written = await inBatches(context, () => shrinkWritten(context, kept));
  return { changes, records, outcomes: outcomes + stray + written };
}
