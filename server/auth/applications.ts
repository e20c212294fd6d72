import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { hashPassword } from './password.ts';
import { instant, type AuthServices } from './services.ts';

/** An application that acts as an application user with bearer tokens. */
export interface Application {
  readonly clientId: string;
  readonly secretHash: string;
  readonly userId: string;
}

/** Undefined when there is none, or when it or its user is disabled. */
export async function findApplication(db: Db, clientId: string): Promise<Application | undefined> {
  const found = await sql<{ client_id: string; secret_hash: string; user_id: string }>`
    select a.client_id, a.secret_hash, a.user_id from haversack.account_application a
    join data.systemuser u on u.systemuserid = a.user_id
    where a.client_id = ${clientId} and not a.is_disabled and coalesce(u.isdisabled, false) = false`.execute(
    db,
  );
  const row = found.rows[0];
  return row && { clientId: row.client_id, secretHash: row.secret_hash, userId: row.user_id };
}

/** Makes the application, or gives it a new secret and user. */
export async function setApplication(
  services: AuthServices,
  application: { readonly clientId: string; readonly secret: string; readonly userId: string },
): Promise<void> {
  const hash = await hashPassword(application.secret, services.random);
  await sql`
    insert into haversack.account_application (client_id, secret_hash, user_id, created_at)
    values (${application.clientId}, ${hash}, ${application.userId}::uuid, ${instant(services)}::timestamptz)
    on conflict (client_id) do update set secret_hash = excluded.secret_hash, user_id = excluded.user_id`.execute(
    services.database.db,
  );
}
