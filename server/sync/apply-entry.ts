import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import { canonicalJson } from '../../src/shared/protocol/canonical-json.ts';
import { pushEntry } from '../../src/shared/protocol/push.ts';
import type { Outcome, PushEntry } from '../../src/shared/protocol/push.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { Tx } from '../db/database.ts';
import { lostWithRow, overtaken } from './conflict.ts';
import type { Overtaken } from './conflict.ts';
import { knownAttempts, leftBy, lockEntry, storeOutcome, wireOf } from './outcomes.ts';
import type { KnownAttempt, StoredOutcome } from './outcomes.ts';
import { losslessJsonb, storableText } from './storable-text.ts';
import { inWriteTransaction, isSerializationFault } from './plan-transaction.ts';
import type { SyncPorts } from './ports.ts';
import type { Fault } from '../../src/shared/rules/validate.ts';
import { leftValues, presentRows } from './present-rows.ts';
import type { Scope } from './scope.ts';

/** Outcomes after which the same entry may come again as a new attempt: none of them wrote anything. */
const retryable: ReadonlySet<Outcome['kind']> = new Set([
  'refused',
  'conflict',
  'held',
  'fault',
  'cancelled',
  'quarantined',
  'mismatch',
]);

export interface ApplyContext {
  readonly ports: SyncPorts;
  readonly principal: Principal;
  readonly scope: Scope;
  readonly store: string;
  readonly person: string;
}

/** An entry as it came: its key is known, the rest is not read yet. */
export interface RawEntry {
  readonly id: string;
  readonly attempt: number;
  readonly body: unknown;
}

interface Applied {
  readonly stored: StoredOutcome;
  readonly written: { readonly rowId: string; readonly values: Row } | null;
  readonly tables: readonly string[];
}

/** The hash that tells a repeated body from another one under the same key. */
function hashOf(body: unknown): string {
  return createHash('sha256').update(canonicalJson(body)).digest('base64url');
}

type Decision =
  | { readonly kind: 'attempt' }
  /** Answered before, or not this person's: nothing changes. */
  | { readonly kind: 'known'; readonly outcome: Outcome }
  /** Not to be made, and never to be made later: the outcome is kept, so that a next attempt has one before it. */
  | { readonly kind: 'out-of-turn'; readonly outcome: Outcome };

/** Whether the attempt may be made (I4): the first of its entry, or after one that is known to have written nothing. */
function decide(entry: RawEntry, bodyHash: string, known: readonly KnownAttempt[], person: string): Decision {
  const mismatch: Outcome = { kind: 'mismatch', entry: entry.id, attempt: entry.attempt };
  if (known.some((one) => one.person !== person)) return { kind: 'known', outcome: mismatch };
  const same = known.find((one) => one.attempt === entry.attempt);
  if (same !== undefined) {
    const isRepeated = same.kind === 'cancelled' || same.bodyHash === bodyHash;
    return { kind: 'known', outcome: isRepeated ? wireOf(entry.id, same) : mismatch };
  }
  if (entry.attempt === 1 && known.length === 0) return { kind: 'attempt' };
  const before = known.find((one) => one.attempt === entry.attempt - 1);
  const mayFollow = before !== undefined && retryable.has(before.kind);
  // An attempt before the last may have been applied, and one that was answered since must not hide it.
  return mayFollow && known.every((one) => retryable.has(one.kind))
    ? { kind: 'attempt' }
    : { kind: 'out-of-turn', outcome: mismatch };
}

/** Values of someone else that this write replaces or takes away. The row stays locked until the write. */
async function conflictsOf(context: ApplyContext, tx: Tx, entry: PushEntry): Promise<readonly Overtaken[]> {
  const { operation } = entry;
  if (operation.kind !== 'update' && operation.kind !== 'delete') return [];
  const table = context.scope.tables.find((candidate) => candidate.name === operation.table);
  if (table === undefined) return [];
  // Through json: not every table says who wrote its rows last.
  const locked = await sql<{ by: string | null }>`select to_jsonb(r) ->> 'modifiedby' as by
    from ${table.from} where ${table.id} = ${operation.id}::uuid for update`.execute(tx);
  const { rows } = await presentRows(tx, context.scope, [operation]);
  const current = rows[0];
  if (current === undefined) return [];
  const values = current.values as Row;
  if (operation.kind === 'update')
    return overtaken(operation, values, await leftBy(tx, context.person, operation.id));
  const standing = { version: current.version, values, modifiedBy: locked.rows[0]?.by ?? null };
  return lostWithRow(operation, standing, context.person, table.primaryId);
}

/** A delete whose row nobody has any more has reached its goal. A row the person may not see is not gone. */
async function isGone(context: ApplyContext, tx: Tx, entry: PushEntry): Promise<boolean> {
  const { operation } = entry;
  if (operation.kind !== 'delete') return false;
  const table = context.scope.tables.find((candidate) => candidate.name === operation.table);
  if (table === undefined) return false;
  const found = await sql`select 1 from ${table.from} where ${table.id} = ${operation.id}::uuid`.execute(tx);
  return found.rows.length === 0;
}

async function write(context: ApplyContext, tx: Tx, entry: PushEntry): Promise<Applied> {
  const { ports, principal, scope } = context;
  const merged = await conflictsOf(context, tx, entry);
  const result = (await isGone(context, tx, entry))
    ? { written: [], removed: [entry.operation] }
    : await ports.write(tx, principal, entry.operation);
  const { rows, notCarried } = await presentRows(tx, scope, result.written);
  const wire: Outcome = {
    kind: 'applied',
    entry: entry.id,
    attempt: entry.attempt,
    rows: [...rows],
    removed: result.removed.map(({ table, id }) => ({ table, id })),
    notCarried: notCarried.map(({ table, id }) => ({ table, id })),
    ...(merged.length === 0
      ? {}
      : { merged: merged.map((one) => ({ ...one, server: mutable(one.server) })) }),
  };
  const { operation } = entry;
  const written =
    operation.kind === 'create' || operation.kind === 'update'
      ? { rowId: operation.id, values: leftValues(rows, operation, operation.values as Row) }
      : null;
  const shapes = Object.fromEntries(scope.tables.map((table) => [table.name, table.shape]));
  return {
    stored: { wire, shapes },
    written,
    tables: [...result.written, ...result.removed].map((ref) => ref.table),
  };
}

const mutable = (value: Overtaken['server']) =>
  (Array.isArray(value) ? [...(value as number[])] : value) as never;

/** The outcome of an attempt that failed: the server's refusal, or a fault of its own. */
/** What the refusal is about, for the device to say in its person's language. */
function faultAt(faults: unknown, column: unknown): { code: string; limit?: number } | undefined {
  const fault = Array.isArray(faults) ? (faults as Fault[]).find((one) => one.column === column) : undefined;
  if (fault === undefined) return undefined;
  return { code: fault.code, ...(fault.limit === undefined ? {} : { limit: fault.limit }) };
}

function failure(context: ApplyContext, entry: PushEntry, error: unknown): Outcome {
  const key = { entry: entry.id, attempt: entry.attempt };
  if (error instanceof AppError && error.code !== 'internal') {
    const { column } = error.details;
    const fault = faultAt(error.details['faults'], column);
    return {
      kind: 'refused',
      ...key,
      code: error.code,
      message: storableText(error.message),
      ...(typeof column === 'string' ? { column } : {}),
      ...(fault === undefined ? {} : { fault }),
    };
  }
  context.ports.logger.error('an entry failed', {
    entry: entry.id,
    kind: entry.operation.kind,
    error: String(error),
  });
  return { kind: 'fault', ...key, code: 'internal', message: new AppError('internal').message };
}

/** Not the entry's doing: the whole request fails and is sent again. */
const isTemporary = (error: unknown): boolean =>
  isSerializationFault(error) || (error instanceof AppError && error.code === 'unavailable');

async function attempt(context: ApplyContext, tx: Tx, entry: PushEntry): Promise<Applied> {
  await sql`savepoint entry`.execute(tx);
  try {
    const applied = await write(context, tx, entry);
    await sql`release savepoint entry`.execute(tx);
    return applied;
  } catch (error) {
    if (isTemporary(error)) throw error;
    await sql`rollback to savepoint entry`.execute(tx);
    return { stored: { wire: failure(context, entry, error), shapes: {} }, written: null, tables: [] };
  }
}

/** Keeps what cannot be read as it came (I11): an administrator can look at it, the device shows it as parked. */
async function quarantine(context: ApplyContext, tx: Tx, entry: RawEntry, problem: string): Promise<Applied> {
  await sql`insert into haversack.sync_quarantine (entry, attempt, store, person, body, problem)
    values (${entry.id}::uuid, ${entry.attempt}::integer, ${context.store}::uuid, ${context.person}::uuid,
      ${losslessJsonb(entry.body)}::text::jsonb, ${problem})
    on conflict (entry, attempt) do nothing`.execute(tx);
  context.ports.logger.error('an entry could not be read', { entry: entry.id, problem });
  const wire: Outcome = { kind: 'quarantined', entry: entry.id, attempt: entry.attempt, message: problem };
  return { stored: { wire, shapes: {} }, written: null, tables: [] };
}

function problemOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  const place = issue?.path?.map((item) => String(item.key)).join('.') ?? '';
  return storableText(`${place}: ${issue?.message ?? 'cannot be read'}`);
}

/**
 * Makes one attempt at most once (I4): the write in a savepoint, its outcome in the transaction around it, so that a
 * refusal's outcome commits too. `holder`: the entry it waits for, if that one was not applied.
 */
export async function applyEntry(
  context: ApplyContext,
  entry: RawEntry,
  holder: (entry: PushEntry) => string | undefined,
): Promise<Outcome> {
  const bodyHash = hashOf(entry.body);
  const made = await inWriteTransaction(context.ports.database, async (tx) => {
    await lockEntry(tx, entry.id);
    const decision = decide(entry, bodyHash, await knownAttempts(tx, entry.id), context.person);
    if (decision.kind === 'known') return { outcome: decision.outcome, tables: [] };
    if (decision.kind === 'out-of-turn') {
      await storeOutcome(tx, context, bodyHash, { wire: decision.outcome, shapes: {} }, null);
      return { outcome: decision.outcome, tables: [] };
    }
    const parsed = v.safeParse(pushEntry, entry.body);
    const by = parsed.success ? holder(parsed.output) : undefined;
    let applied: Applied;
    if (!parsed.success) applied = await quarantine(context, tx, entry, problemOf(parsed.issues));
    else if (by === undefined) applied = await attempt(context, tx, parsed.output);
    else {
      const wire: Outcome = { kind: 'held', entry: entry.id, attempt: entry.attempt, by };
      applied = { stored: { wire, shapes: {} }, written: null, tables: [] };
    }
    await storeOutcome(tx, context, bodyHash, applied.stored, applied.written);
    return { outcome: applied.stored.wire, tables: applied.tables };
  });
  context.ports.notify(made.tables);
  return made.outcome;
}

/** Makes sure this attempt is never applied, unless it already was: answers what became of it. */
export async function cancelAttempt(
  context: ApplyContext,
  key: { readonly entry: string; readonly attempt: number },
): Promise<Outcome> {
  return inWriteTransaction(context.ports.database, async (tx) => {
    await lockEntry(tx, key.entry);
    const known = await knownAttempts(tx, key.entry);
    const same = known.find((one) => one.attempt === key.attempt);
    if (same !== undefined && same.person === context.person) return wireOf(key.entry, same);
    const wire: Outcome = { kind: 'cancelled', ...key };
    if (same === undefined) await storeOutcome(tx, context, '', { wire, shapes: {} }, null);
    return wire;
  });
}
