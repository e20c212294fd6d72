import { sql } from 'kysely';
import { isLoopbackOnly, type Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import type { DemoChoice } from './pages/sign-in-page.ts';

/** Whether the sign-in page offers the demo people at one tap, without a password. */
export function offersDemoPeople(config: Pick<Config, 'host' | 'publicUrl' | 'demo'>): boolean {
  return config.demo && isLoopbackOnly(config);
}

/** Enabled demo people in the order of the list. */
export async function listDemoPeople(
  db: Db,
): Promise<readonly (DemoChoice & { readonly userId: string; readonly hasEasyPassword: boolean })[]> {
  const found = await sql<{
    user_id: string;
    login: string;
    name: string | null;
    note: string | null;
    has_easy_password: boolean;
  }>`
    select a.user_id, a.login, u.fullname as name, a.demo_note as note, a.has_easy_password
    from haversack.account a join data.systemuser u on u.systemuserid = a.user_id
    where a.demo_rank is not null and not a.is_disabled and coalesce(u.isdisabled, false) = false
    order by a.demo_rank`.execute(db);
  return found.rows.map((row) => ({
    userId: row.user_id,
    login: row.login,
    name: row.name ?? row.login,
    note: row.note ?? '',
    hasEasyPassword: row.has_easy_password,
  }));
}
