import { sql } from 'kysely';
import { hashSecret, newSecret } from './secret.ts';
import { instant, type AuthServices } from './services.ts';

/** A session ends this long after its last use, and at the latest this long after the sign-in. */
const idleDays = 60;
const longestDays = 365;
const day = 86_400_000;
/** Sliding writes at most this often. */
const touchAfter = 3_600_000;

export interface LiveSession {
  readonly userId: string;
  /** Set when the expiry moved: the cookie is sent anew. */
  readonly renewedUntil?: Date;
}

/** Sessions in the database: any instance knows them, and revoking one ends it everywhere at once. */
export class Sessions {
  readonly #services: AuthServices;

  constructor(services: AuthServices) {
    this.#services = services;
  }

  /** Returns the cookie's value; only its hash is stored. */
  async create(
    userId: string,
    deviceId: string,
  ): Promise<{ readonly value: string; readonly expires: Date }> {
    const value = newSecret(this.#services.random);
    const expires = new Date(this.#services.clock.now() + idleDays * day);
    await sql`
      insert into haversack.session (id_hash, user_id, device_id, created_at, seen_at, expires_at)
      values (${hashSecret(value)}, ${userId}::uuid, ${deviceId}::uuid, ${instant(this.#services)}::timestamptz,
        ${instant(this.#services)}::timestamptz, ${expires.toISOString()}::timestamptz)`.execute(this.#db);
    // Long-dead ones go when new ones come.
    await sql`delete from haversack.session
      where expires_at < ${instant(this.#services, -30 * day)}::timestamptz`.execute(this.#db);
    return { value, expires };
  }

  /** Undefined when unknown, expired, revoked, or when its person is gone or disabled. */
  async find(value: string): Promise<LiveSession | undefined> {
    const now = instant(this.#services);
    const found = await sql<{ user_id: string; is_stale: boolean }>`
      select s.user_id, s.seen_at < ${instant(this.#services, -touchAfter)}::timestamptz as is_stale
      from haversack.session s join data.systemuser u on u.systemuserid = s.user_id
      where s.id_hash = ${hashSecret(value)} and s.revoked_at is null and s.expires_at > ${now}::timestamptz
        and coalesce(u.isdisabled, false) = false`.execute(this.#db);
    const session = found.rows[0];
    if (session === undefined) return undefined;
    if (!session.is_stale) return { userId: session.user_id };
    const touched = await sql<{ milliseconds: number }>`
      update haversack.session set seen_at = ${now}::timestamptz,
        expires_at = least(${instant(this.#services, idleDays * day)}::timestamptz,
          created_at + make_interval(days => ${longestDays}::int))
      where id_hash = ${hashSecret(value)}
      returning (extract(epoch from expires_at) * 1000)::float8 as milliseconds`.execute(this.#db);
    const until = touched.rows[0];
    return {
      userId: session.user_id,
      renewedUntil: until === undefined ? undefined : new Date(Number(until.milliseconds)),
    };
  }

  async revoke(value: string): Promise<void> {
    await sql`update haversack.session set revoked_at = ${instant(this.#services)}::timestamptz
      where id_hash = ${hashSecret(value)} and revoked_at is null`.execute(this.#db);
  }

  get #db() {
    return this.#services.database.db;
  }
}
