import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { instant, type AuthServices } from './services.ts';
import { countAttempt, forgetAttempts } from './sign-in-attempts.ts';

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly userId: string }
  /** Unknown name or wrong password: nobody learns which. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'locked'; readonly minutes: number }
  /** Told only to somebody who knows the password. */
  | { readonly kind: 'disabled' };

interface AccountRow {
  readonly user_id: string;
  readonly password_hash: string;
  readonly is_disabled: boolean;
}

/** Checks a login name and password, counting failures; the answer's text and time are the same for unknown names. */
export async function signIn(
  services: AuthServices,
  login: string,
  password: string,
): Promise<SignInOutcome> {
  const verdict = await countAttempt(services, login);
  if (verdict.kind === 'locked') return verdict;
  const found = await sql<AccountRow>`
    select a.user_id, a.password_hash, a.is_disabled or coalesce(u.isdisabled, false) as is_disabled
    from haversack.account a join data.systemuser u on u.systemuserid = a.user_id
    where lower(a.login) = lower(${login.trim()})`.execute(services.database.db);
  const account = found.rows[0];
  const matches = await verifyPassword(password, account?.password_hash);
  if (account === undefined || !matches) {
    services.logger.info('sign-in refused');
    return { kind: 'refused' };
  }
  await forgetAttempts(services, login);
  if (account.is_disabled) return { kind: 'disabled' };
  services.logger.info('signed in', { userId: account.user_id });
  return { kind: 'signed-in', userId: account.user_id };
}

/** Makes the person's account, or sets its login name and password anew. */
export async function setAccount(
  services: AuthServices,
  account: { readonly userId: string; readonly login: string; readonly password: string },
  db: Db = services.database.db,
): Promise<void> {
  const hash = await hashPassword(account.password, services.random);
  const now = instant(services);
  await sql`
    insert into haversack.account (user_id, login, password_hash, created_at, password_set_at)
    values (${account.userId}::uuid, ${account.login.trim()}, ${hash}, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (user_id) do update set
      login = excluded.login, password_hash = excluded.password_hash, password_set_at = excluded.password_set_at`.execute(
    db,
  );
}

/** True when somebody has this login name already. */
export async function isLoginTaken(db: Db, login: string): Promise<boolean> {
  const found =
    await sql`select 1 from haversack.account where lower(login) = lower(${login.trim()})`.execute(db);
  return found.rows.length > 0;
}
