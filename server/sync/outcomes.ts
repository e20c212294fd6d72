import { sql } from 'kysely';
import type { Outcome } from '../../src/shared/protocol/push.ts';
import type { AttemptKey } from '../../src/shared/protocol/values.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Db, Tx } from '../db/database.ts';

/** An outcome as kept: what the device was told, and the shape of the rows in it for the sent record. */
export interface StoredOutcome {
  readonly wire: Outcome;
  readonly shapes: Readonly<Record<string, number>>;
}

/** One attempt as the outcome table has it. */
export interface KnownAttempt {
  readonly attempt: number;
  readonly store: string;
  readonly person: string;
  readonly kind: Outcome['kind'];
  readonly bodyHash: string;
  /** Null once settled. */
  readonly outcome: StoredOutcome | null;
}

/** Serialises everything about one entry, also across instances, until the transaction ends. */
export async function lockEntry(tx: Tx, entry: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${entry}, 7203130))`.execute(tx);
}

/** All attempts of an entry that have an outcome. */
export async function knownAttempts(db: Db | Tx, entry: string): Promise<readonly KnownAttempt[]> {
  const result = await sql<KnownAttempt>`
    select attempt, store, person, kind, body_hash as "bodyHash", outcome
    from haversack.sync_outcome where entry = ${entry}::uuid order by attempt`.execute(db);
  return result.rows;
}

/** What the device is told about an attempt with a known outcome. */
export function wireOf(entry: string, known: KnownAttempt): Outcome {
  return known.outcome?.wire ?? { kind: 'settled', entry, attempt: known.attempt };
}

/** Commits together with the write it tells of, or with the savepoint's rollback. */
export async function storeOutcome(
  tx: Tx,
  from: { readonly store: string; readonly person: string },
  bodyHash: string,
  stored: StoredOutcome,
  written: { readonly rowId: string; readonly values: Row } | null,
): Promise<void> {
  const { wire } = stored;
  await sql`
    insert into haversack.sync_outcome
      (entry, attempt, store, person, kind, body_hash, outcome, row_id, wrote)
    values (${wire.entry}::uuid, ${wire.attempt}::integer, ${from.store}::uuid, ${from.person}::uuid, ${wire.kind},
      ${bodyHash}, ${JSON.stringify(stored)}::text::jsonb, ${written?.rowId ?? null}::uuid,
      ${written === null ? null : JSON.stringify(written.values)}::text::jsonb)`.execute(tx);
}

/** Values that this person's applied entries left in the row, newest first. */
export async function leftBy(tx: Tx, person: string, rowId: string): Promise<readonly Row[]> {
  const result = await sql<{ wrote: Row }>`
    select wrote from haversack.sync_outcome
    where row_id = ${rowId}::uuid and person = ${person}::uuid and wrote is not null
    order by made_at desc limit 20`.execute(tx);
  return result.rows.map((row) => row.wrote);
}

/** Outcomes of the attempts a device does not know about; attempts without one are left out. */
export async function outcomesOf(
  db: Db,
  from: { readonly store: string; readonly person: string },
  keys: readonly AttemptKey[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const key of keys) {
    const attempts = await knownAttempts(db, key.entry);
    const known = attempts.find((one) => one.attempt === key.attempt);
    if (known?.store === from.store && known.person === from.person) outcomes.push(wireOf(key.entry, known));
  }
  return outcomes;
}
