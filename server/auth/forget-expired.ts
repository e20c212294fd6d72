import { sql } from 'kysely';
import { instant, type AuthServices } from './services.ts';

const day = 86_400_000;
/** Sessions stay this long after their end, for whoever looks into what happened. */
const endedSessionKept = 30 * day;
/** Provider's records and setup links: a little over their end, for clocks that differ. */
const expiredKept = day;
/** Counts of failed sign-ins start anew after a day without one (sign-in-attempts.ts). */
const attemptKept = 2 * day;

/**
 * Deletes what nobody can sign in with any more. Returns how many rows went. Sign-ins do part of it on their way; this is for
 * installations where nobody signs in.
 */
export async function forgetExpired(services: Pick<AuthServices, 'database' | 'clock'>): Promise<number> {
  const { db } = services.database;
  const before = (age: number) => sql`${instant(services, -age)}::timestamptz`;
  const results = [
    await sql`delete from haversack.session
      where expires_at < ${before(endedSessionKept)} or revoked_at < ${before(endedSessionKept)}`.execute(db),
    await sql`delete from haversack.oidc_payload where expires_at < ${before(expiredKept)}`.execute(db),
    await sql`delete from haversack.setup_link where expires_at < ${before(expiredKept)}`.execute(db),
    await sql`delete from haversack.sign_in_attempt
      where last_at < ${before(attemptKept)} and (locked_until is null or locked_until < ${before(0)})`.execute(
      db,
    ),
  ];
  return results.reduce((sum, result) => sum + Number(result.numAffectedRows ?? 0n), 0);
}
