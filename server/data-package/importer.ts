import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { Db } from '../db/database.ts';
import type { Model } from '../metadata/model.ts';
import { systemAdministrator } from '../metadata/system-roles.ts';
import { resolvePrincipal } from '../security/principal.ts';

/**
 * Who imports where nobody signed in, as on the command line: the first administrator who is no application. Throws
 * `no-administrator` before there is one.
 */
export async function firstAdministrator(db: Db, model: Model): Promise<Principal> {
  const found = await sql<{ id: string }>`
    select u.systemuserid::text as id from data.systemuser u
    where coalesce(u.isdisabled, false) = false and u.businessunitid is not null and u.applicationid is null
      and exists (
        select 1 from data.systemuserroles s join data.role r on r.roleid = s.roleid
        where s.systemuserid = u.systemuserid and r.roletemplateid = ${systemAdministrator}::uuid)
    order by u.createdon nulls first, u.systemuserid limit 1`.execute(db);
  const id = found.rows[0]?.id;
  if (id === undefined) throw new AppError('no-administrator');
  return resolvePrincipal(db, model, id);
}
