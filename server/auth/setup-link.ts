import { sql } from 'kysely';
import { newGuid } from '../../src/shared/base/guid.ts';
import type { Db } from '../db/database.ts';
import { administratorTemplate } from '../security/principal.ts';
import { setAccount } from './accounts.ts';
import { hashSecret, newSecret } from './secret.ts';
import { instant, type AuthServices } from './services.ts';
import { administratorRole, createSystemUser, rootBusinessUnit } from './system-rows.ts';

const goodFor = 24 * 3600_000;

/** True when somebody can sign in already, with a password here or as an administrator of another issuer. */
async function hasPeople(db: Db, byIssuer: boolean): Promise<boolean> {
  const found = await sql`
    select 1 from haversack.account a join data.systemuser u on u.systemuserid = a.user_id
    union all
    select 1 from data.systemuser u
    join data.systemuserroles s on s.systemuserid = u.systemuserid
    join data.role r on r.roleid = s.roleid
    where ${byIssuer}::boolean and r.roletemplateid = ${administratorTemplate}::uuid and coalesce(u.isdisabled, false) = false
      and u.applicationid is null and u.internalemailaddress is not null
    limit 1`.execute(db);
  return found.rows.length > 0;
}

/**
 * Makes the one-time link for the first administrator while nobody has an account; a link made before is no longer good.
 * Undefined when the installation has people already.
 */
export async function createSetupLink(services: AuthServices): Promise<string | undefined> {
  const db = services.database.db;
  if (await hasPeople(db, services.config.oidc !== undefined)) return undefined;
  const token = newSecret(services.random);
  await db.transaction().execute(async (tx) => {
    await sql`delete from haversack.setup_link where used_at is null`.execute(tx);
    await sql`
      insert into haversack.setup_link (token_hash, created_at, expires_at)
      values (${hashSecret(token)}, ${instant(services)}::timestamptz, ${instant(services, goodFor)}::timestamptz)`.execute(
      tx,
    );
  });
  return `${services.config.publicUrl}/setup/${token}`;
}

/** True while the link can be used. */
export async function isSetupLinkGood(services: AuthServices, token: string): Promise<boolean> {
  const found = await sql`
    select 1 from haversack.setup_link where token_hash = ${hashSecret(token)} and used_at is null
      and expires_at > ${instant(services)}::timestamptz`.execute(services.database.db);
  return found.rows.length > 0;
}

/**
 * Uses the link up and makes the first administrator, both or neither; without a password they sign in at the other
 * issuer, which knows them by the address given as login name. False when the link is no longer good; two
 * requests at once make one administrator.
 */
export async function setUpAdministrator(
  services: AuthServices,
  token: string,
  person: { readonly name: string; readonly login: string; readonly password?: string },
): Promise<boolean> {
  return services.database.db.transaction().execute(async (tx) => {
    const used = await sql`
      update haversack.setup_link set used_at = ${instant(services)}::timestamptz
      where token_hash = ${hashSecret(token)} and used_at is null and expires_at > ${instant(services)}::timestamptz
      returning token_hash`.execute(tx);
    if (used.rows.length === 0) return false;
    const userId = newGuid(services.random);
    await createSystemUser(services, tx, {
      userId,
      fullName: person.name,
      login: person.login,
      email: person.login.includes('@') ? person.login : undefined,
      businessUnitId: await rootBusinessUnit(tx),
      roleIds: [await administratorRole(tx)],
    });
    if (person.password !== undefined)
      await setAccount(services, { userId, login: person.login, password: person.password }, tx);
    services.logger.info('first administrator set up', { userId });
    return true;
  });
}
