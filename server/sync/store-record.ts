import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Mark } from './change-source.ts';

/** The server's row for one device's store. */
export interface StoreRecord {
  readonly id: number;
  readonly person: string;
  readonly generation: number;
  readonly patch: number;
  /** Highest patch a cookie has confirmed whole: removals up to it are forgotten. */
  readonly acked: number;
  readonly mark: Mark;
  readonly scopeKey: string;
  /** {@link Scope.names} of the last plan. */
  readonly names: Readonly<Record<string, string>>;
  /** Epoch ms of the last comparison of everything. */
  readonly wholeAt: number;
}

interface Raw {
  readonly id: number;
  readonly person: string;
  readonly generation: number;
  readonly patch: number;
  readonly acked: number;
  readonly watermark: string;
  readonly snapshot: string | null;
  readonly scope_key: string;
  readonly names: Readonly<Record<string, string>>;
  readonly whole_at: string | null;
}

const columns = sql`id, person, generation, patch, acked, watermark::text as watermark, snapshot::text as snapshot,
  scope_key, names,
  case when whole_at = '-infinity' then null else extract(epoch from whole_at)::text end as whole_at`;

const fromRaw = (raw: Raw): StoreRecord => ({
  id: raw.id,
  person: raw.person,
  generation: raw.generation,
  patch: raw.patch,
  acked: raw.acked,
  mark: { watermark: raw.watermark, snapshot: raw.snapshot },
  scopeKey: raw.scope_key,
  names: raw.names,
  wholeAt: raw.whole_at === null ? -Infinity : Number(raw.whole_at) * 1000,
});

/** A store belongs to one person for good; undefined when it was never seen. */
export async function readStore(
  db: Db | Tx,
  store: string,
  person: string,
): Promise<StoreRecord | undefined> {
  const result = await sql<Raw>`
    select ${columns} from haversack.sync_store where store = ${store}::uuid`.execute(db);
  const raw = result.rows[0];
  if (raw === undefined) return undefined;
  if (raw.person !== person) throw new AppError('wrong-person');
  return fromRaw(raw);
}

/** Reads and locks the store's row, making it first where it is new: one plan at a time per store. */
export async function lockStore(
  tx: Tx,
  request: { readonly store: string; readonly person: string; readonly formFactor: string },
): Promise<StoreRecord> {
  await sql`insert into haversack.sync_store (store, person, form_factor)
    values (${request.store}::uuid, ${request.person}::uuid, ${request.formFactor})
    on conflict (store) do nothing`.execute(tx);
  const result = await sql<Raw>`
    select ${columns} from haversack.sync_store where store = ${request.store}::uuid for update`.execute(tx);
  const raw = result.rows[0];
  if (raw === undefined) throw new AppError('unavailable');
  if (raw.person !== request.person) throw new AppError('wrong-person');
  return fromRaw(raw);
}

/** Notes when the store was last seen and how many entries wait on it; quiet while nothing is new. */
export async function noteSeen(
  db: Db,
  request: { readonly store: string; readonly waiting: number },
  now: number,
): Promise<void> {
  const seen = sql`${new Date(now).toISOString()}::timestamptz`;
  await sql`update haversack.sync_store set waiting = ${request.waiting}::integer, seen_at = ${seen}
    where store = ${request.store}::uuid
      and (waiting <> ${request.waiting}::integer or seen_at < ${seen} - interval '1 hour')`.execute(db);
}
