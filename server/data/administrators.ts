import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { systemAdministrator } from '../metadata/system-roles.ts';
import type { WriteContext, WriteOperation, WriteResult } from './write-context.ts';

/** Rows of these make someone an administrator; losing one can end it. */
const granting = new Set(['systemuserroles', 'teamroles', 'teammembership', 'role', 'team', 'systemuser']);
/** Columns of a person that decide whether they can act at all. */
const deciding = ['isdisabled', 'businessunitid', 'applicationid'];

/** Transaction-long: two administrators who remove each other at once are counted one after the other. */
const administratorsLock = 7_203_119;

function couldEndOne(operation: WriteOperation, result: WriteResult): boolean {
  if (result.removed.some((ref) => granting.has(ref.table))) return true;
  return (
    operation.kind === 'update' &&
    operation.table === 'systemuser' &&
    deciding.some((column) => column in operation.values)
  );
}

/**
 * Throws `last-administrator` where the write just made, cascades among it, leaves nobody to administer: at least
 * one person who is not an application must be enabled and hold the role, by themselves or by a team.
 */
export async function keepAdministrator(
  context: WriteContext,
  operation: WriteOperation,
  result: WriteResult,
): Promise<void> {
  if (!couldEndOne(operation, result)) return;
  await sql`select pg_advisory_xact_lock(${administratorsLock}::bigint)`.execute(context.tx);
  const left = await sql`
    select 1 from data.systemuser u
    where coalesce(u.isdisabled, false) = false and u.businessunitid is not null and u.applicationid is null
      and exists (
        select 1 from data.role r where r.roletemplateid = ${systemAdministrator}::uuid and (
          exists (select 1 from data.systemuserroles s where s.systemuserid = u.systemuserid and s.roleid = r.roleid)
          or exists (
            select 1 from data.teammembership m join data.teamroles t on t.teamid = m.teamid
            where m.systemuserid = u.systemuserid and t.roleid = r.roleid)))
    limit 1`.execute(context.tx);
  if (left.rows.length === 0) throw new AppError('last-administrator', { table: operation.table });
}
