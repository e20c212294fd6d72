import { sql } from 'kysely';
import type { AttemptKey, FormFactor } from '../../src/shared/protocol/values.ts';
import type { Tx } from '../db/database.ts';
import { readIncarnation } from '../db/migrate.ts';
import { readCookie } from './cookie.ts';
import type { Cookie } from './cookie.ts';
import { markAllStubs, markChangedStubs } from './mark-stubs.ts';
import type { Mark } from './change-source.ts';
import type { SyncPorts } from './ports.ts';
import type { Scope } from './scope.ts';
import {
  countOfRanges,
  fillTable,
  forgetDelivered,
  forWholeSets,
  forgetStore,
  patchRows,
  patchTable,
  patchTablesGone,
  tableIds,
} from './sent-record.ts';
import type { SendRange } from './sent-record.ts';
import { repeatAfterSettling, takeSettled } from './settled.ts';
import type { SettledRows } from './settled.ts';
import { targetOf } from './plan-step.ts';
import type { PlanStep } from './plan-step.ts';
import { inPlanTransaction } from './plan-transaction.ts';
import { lockStore, readStore } from './store-record.ts';
import type { StoreRecord } from './store-record.ts';
import { piecesOf } from './uuid-array.ts';

/** Above this many written rows, comparing everything is cheaper than looking at each. */
const incrementalLimit = 10_000;
/** The backstop: everything is compared at least this often. */
const wholeEvery = 24 * 60 * 60 * 1000;

export interface PlanRequest {
  readonly store: string;
  readonly person: string;
  readonly formFactor: FormFactor;
  readonly cookie: string | null;
  readonly settled: readonly AttemptKey[];
}

/** A range to send and how cookies within it are written. */
export interface PlannedRange extends SendRange {
  readonly target: number;
  readonly fresh: boolean;
}

export interface Plan {
  readonly incarnation: string;
  readonly generation: number;
  readonly fresh: boolean;
  readonly ranges: readonly PlannedRange[];
  /** Rows and removals to send, by table number. */
  readonly expected: ReadonlyMap<number, number>;
  readonly tableNames: ReadonlyMap<number, string>;
}

/** The device's cookie if this record can go on from it; undefined starts a new generation. */
function usable(
  cookie: Cookie | undefined,
  record: StoreRecord,
  where: { store: string; incarnation: string },
) {
  if (cookie === undefined || cookie.store !== where.store) return undefined;
  if (cookie.incarnation !== where.incarnation || cookie.generation !== record.generation) return undefined;
  // Ahead: the database went back to a backup. Behind `acked`: removals after it are already forgotten.
  if (cookie.base > record.patch || cookie.target > record.patch) return undefined;
  return cookie.base < record.acked ? undefined : cookie;
}

const namesOf = (scope: Scope): string[] => [...scope.tables, ...scope.stubTables].map((table) => table.name);

/** Ids written since, by table; undefined when there are too many. */
async function changedByTable(
  ports: SyncPorts,
  tx: Tx,
  names: readonly string[],
  since: Mark,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const changed = new Map<string, readonly string[]>();
  let total = 0;
  for (const name of names) {
    const ids = await ports.changes.changedIds(tx, name, since, incrementalLimit + 1);
    total += ids.length;
    if (total > incrementalLimit) return undefined;
    changed.set(name, ids);
  }
  return changed;
}

/**
 * The record does not say which names a device holds. Where some of them may not be its person's to read any more,
 * a new generation begins, with those that are.
 */
function losesNames(before: Scope['names'], now: Scope['names']): boolean {
  return Object.entries(before).some(([table, reach]) => now[table] !== reach);
}

/** A new generation knows nothing of what settled rows say: everything is sent, and what is not, leaves. */
async function fillAnew(tx: Tx, step: PlanStep): Promise<number> {
  await forgetStore(tx, step.store);
  await forWholeSets(tx);
  let count = 0;
  for (const table of step.scope.tables) count += await fillTable(tx, targetOf(step, table.name), table);
  return count;
}

async function compareEverything(tx: Tx, step: PlanStep): Promise<number> {
  await forWholeSets(tx);
  let count = 0;
  const kept: number[] = [];
  for (const table of step.scope.tables) {
    const to = targetOf(step, table.name);
    kept.push(to.tableId);
    count += await patchTable(tx, to, table);
  }
  return count + (await patchTablesGone(tx, step, kept));
}

async function compareChanged(
  tx: Tx,
  step: PlanStep,
  changed: ReadonlyMap<string, readonly string[]>,
  settled: SettledRows,
): Promise<number> {
  let count = 0;
  for (const table of step.scope.tables) {
    if (table.selectedThrough.some((name) => (changed.get(name)?.length ?? 0) > 0)) {
      await forWholeSets(tx);
      count += await patchTable(tx, targetOf(step, table.name), table);
      continue;
    }
    const touched = [settled.put, settled.taken, changed].flatMap((map) => map.get(table.name) ?? []);
    for (const ids of piecesOf([...new Set(touched)]))
      count += await patchRows(tx, targetOf(step, table.name), table, ids);
  }
  return count;
}

function rangesOf(store: number, cookie: Cookie | undefined, patch: number): PlannedRange[] {
  const from = (after: number): PlannedRange => ({
    store,
    after,
    upto: patch,
    position: null,
    target: patch,
    fresh: false,
  });
  // A new generation sends all rows, whatever patch later plans moved them to; see `within` in the protocol.
  if (cookie === undefined) return [{ ...from(0), upto: null, fresh: true }];
  if (cookie.position === null) return cookie.base === patch ? [] : [from(cookie.base)];
  const rest: PlannedRange = {
    store,
    after: cookie.base,
    upto: cookie.fresh ? null : cookie.target,
    position: cookie.position,
    target: cookie.target,
    fresh: cookie.fresh,
  };
  return cookie.target === patch ? [rest] : [rest, from(cookie.target)];
}

async function planStep(
  ports: SyncPorts,
  tx: Tx,
  scope: Scope,
  request: PlanRequest,
  now: number,
): Promise<Plan> {
  const record = await lockStore(tx, request);
  const mark = await ports.changes.mark(tx);
  const incarnation = await readIncarnation(tx);
  const ids = await tableIds(tx, namesOf(scope));
  const offered = request.cookie === null ? undefined : readCookie(request.cookie);
  const cookie = losesNames(record.names, scope.names)
    ? undefined
    : usable(offered, record, { store: request.store, incarnation });
  const generation =
    cookie === undefined ? Math.max(record.generation, offered?.generation ?? 0) + 1 : record.generation;
  const acked = cookie?.base ?? 0;
  const step: PlanStep = {
    scope,
    ids,
    store: record.id,
    patch: (cookie === undefined ? 0 : record.patch) + 1,
  };

  if (cookie !== undefined) await forgetDelivered(tx, record.id, acked);
  const settled = await takeSettled(
    tx,
    { storeId: record.id, ...request, patch: cookie?.fresh === true ? cookie.target : acked },
    request.settled,
    ids,
  );

  let differences = 0;
  // Not so after a long absence: what was written meanwhile has left the log.
  const isLogged = await ports.changes.reaches(tx, record.mark.watermark);
  let isWhole =
    cookie === undefined || !isLogged || record.scopeKey !== scope.key || now - record.wholeAt > wholeEvery;
  const changed = isWhole ? undefined : await changedByTable(ports, tx, namesOf(scope), record.mark);
  if (changed === undefined) {
    isWhole = true;
    differences += cookie === undefined ? await fillAnew(tx, step) : await compareEverything(tx, step);
  } else differences += await compareChanged(tx, step, changed, settled);
  if (cookie !== undefined) {
    differences += isLogged
      ? await markChangedStubs(ports.changes, tx, step, record.mark)
      : await markAllStubs(tx, step);
    differences += await repeatAfterSettling(tx, step, settled, ids);
  }

  const patch = differences > 0 || cookie === undefined ? step.patch : record.patch;
  await sql`update haversack.sync_store set generation = ${generation}::integer, patch = ${patch}::integer,
      acked = ${acked}::integer, watermark = ${mark.watermark}::text::xid8,
      snapshot = ${mark.snapshot}::text::pg_snapshot, scope_key = ${scope.key},
      names = ${JSON.stringify(scope.names)}::text::jsonb,
      form_factor = ${request.formFactor}, seen_at = ${new Date(now).toISOString()}::timestamptz,
      whole_at = ${new Date(isWhole ? now : record.wholeAt).toISOString()}::timestamptz
    where id = ${record.id}::integer`.execute(tx);
  const ranges = rangesOf(record.id, cookie, patch);
  return {
    incarnation,
    generation,
    fresh: ranges[0]?.fresh === true,
    ranges,
    expected: await countOfRanges(tx, ranges),
    tableNames: new Map([...ids].map(([name, id]) => [id, name])),
  };
}

/** True when the device is known to be whole and nothing it carries was written since: no transaction, no lock. */
async function isUnchanged(
  ports: SyncPorts,
  scope: Scope,
  request: PlanRequest,
  now: number,
): Promise<Plan | undefined> {
  const { db } = ports.database;
  const offered = request.cookie === null ? undefined : readCookie(request.cookie);
  if (offered === undefined || offered.position !== null || request.settled.length > 0) return undefined;
  const record = await readStore(db, request.store, request.person);
  if (record === undefined || record.scopeKey !== scope.key || now - record.wholeAt > wholeEvery)
    return undefined;
  const incarnation = await readIncarnation(db);
  if (usable(offered, record, { store: request.store, incarnation }) === undefined) return undefined;
  if (offered.base !== record.patch) return undefined;
  if (await ports.changes.changed(db, namesOf(scope), record.mark.watermark)) return undefined;
  return {
    incarnation,
    generation: record.generation,
    fresh: false,
    ranges: [],
    expected: new Map(),
    tableNames: new Map(),
  };
}

/**
 * Works out what a store lacks, in steps from cheap to whole: nothing, the written rows, everything. The transaction
 * commits the difference as a patch in the sent record, together with the watermark of its own snapshot.
 */
export async function makePlan(ports: SyncPorts, scope: Scope, request: PlanRequest): Promise<Plan> {
  const now = ports.clock.now();
  return (
    (await isUnchanged(ports, scope, request, now)) ??
    inPlanTransaction(ports.database, (tx) => planStep(ports, tx, scope, request, now))
  );
}
