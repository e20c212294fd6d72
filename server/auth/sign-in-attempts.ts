import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AuthServices } from './services.ts';
import { instant } from './services.ts';

/** Attempts before the first pause; each further failure doubles it up to the longest. */
const freeAttempts = 5;
const firstPause = 30_000;
const longestPause = 15 * 60_000;
/** After a day without an attempt the count starts anew. */
const forgetAfter = 24 * 3600_000;

// Hashed: what people type into the field by mistake (a password, say) is not kept.
function keyOf(login: string): string {
  return createHash('sha256').update(login.trim().toLowerCase()).digest('base64url');
}

export type AttemptVerdict =
  { readonly kind: 'allowed' } | { readonly kind: 'locked'; readonly minutes: number };

/**
 * Counts an attempt before its password is looked at, in one statement: any number of attempts at the same instant pass
 * the lock as often as it allows, no more. A successful sign-in takes the count back ({@link forgetAttempts}).
 */
export async function countAttempt(services: AuthServices, login: string): Promise<AttemptVerdict> {
  const db = services.database.db;
  const key = keyOf(login);
  const now = instant(services);
  const counted = await sql<{ failed_count: number }>`
    insert into haversack.sign_in_attempt as a (login_key, failed_count, last_at, locked_until)
    values (${key}, 1, ${now}::timestamptz, null)
    on conflict (login_key) do update set
      failed_count = case when a.last_at < ${instant(services, -forgetAfter)}::timestamptz then 1 else a.failed_count + 1 end,
      last_at = ${now}::timestamptz,
      locked_until = case
        when a.last_at < ${instant(services, -forgetAfter)}::timestamptz or a.failed_count + 1 < ${freeAttempts}::int then null
        else ${now}::timestamptz + make_interval(secs =>
          least(${longestPause / 1000}::float8, ${firstPause / 1000}::float8 * power(2, least(a.failed_count + 1 - ${freeAttempts}::int, 20)))) end
    where a.locked_until is null or a.locked_until <= ${now}::timestamptz
    returning failed_count`.execute(db);
  if (counted.rows.length > 0) return { kind: 'allowed' };
  const locked = await sql<{ seconds: number }>`
    select extract(epoch from locked_until - ${now}::timestamptz)::float8 as seconds
    from haversack.sign_in_attempt where login_key = ${key}`.execute(db);
  return { kind: 'locked', minutes: Math.max(1, Math.ceil(Number(locked.rows[0]?.seconds ?? 60) / 60)) };
}

/** After a success: the next failure is the first again. Drops what is a day old on the way. */
export async function forgetAttempts(services: AuthServices, login: string): Promise<void> {
  await sql`
    delete from haversack.sign_in_attempt
    where login_key = ${keyOf(login)} or last_at < ${instant(services, -forgetAfter)}::timestamptz`.execute(
    services.database.db,
  );
}
