import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { instant, type AuthServices } from './services.ts';

/** The enabled person that another issuer's subject stands for. */
export async function findIdentity(db: Db, issuer: string, subject: string): Promise<string | undefined> {
  const found = await sql<{ user_id: string }>`
    select i.user_id from haversack.account_identity i join data.systemuser u on u.systemuserid = i.user_id
    where i.issuer = ${issuer} and i.subject = ${subject} and coalesce(u.isdisabled, false) = false`.execute(
    db,
  );
  return found.rows[0]?.user_id;
}

/**
 * Finds the person by subject, else once by an address that the issuer has verified: the subject is noted then, so that
 * a later owner of the same address is somebody else. Undefined for unknown, ambiguous and disabled people.
 */
export async function resolveIdentity(
  services: AuthServices,
  claims: {
    readonly issuer: string;
    readonly subject: string;
    readonly email?: string;
    readonly isEmailVerified: boolean;
  },
): Promise<string | undefined> {
  const db = services.database.db;
  const noted = await sql`select 1 from haversack.account_identity
    where issuer = ${claims.issuer} and subject = ${claims.subject}`.execute(db);
  if (noted.rows.length > 0) return findIdentity(db, claims.issuer, claims.subject);
  if (claims.email === undefined || !claims.isEmailVerified) return undefined;
  const matches = await sql<{ systemuserid: string }>`
    select systemuserid from data.systemuser u
    where (lower(internalemailaddress) = lower(${claims.email}) or lower(domainname) = lower(${claims.email}))
      and coalesce(isdisabled, false) = false
      and not exists (select 1 from haversack.account_identity i
        where i.issuer = ${claims.issuer} and i.user_id = u.systemuserid)
    limit 2`.execute(db);
  const [person, ...others] = matches.rows;
  if (person === undefined || others.length > 0) return undefined;
  await sql`
    insert into haversack.account_identity (issuer, subject, user_id, created_at)
    values (${claims.issuer}, ${claims.subject}, ${person.systemuserid}::uuid, ${instant(services)}::timestamptz)
    on conflict do nothing`.execute(db);
  return findIdentity(db, claims.issuer, claims.subject);
}
