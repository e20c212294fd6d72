import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { mobileUse, type MobileDecision, type MobileUse } from '../../src/shared/metadata/mobile-use.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Db } from '../db/database.ts';
import { writeMetaItems } from './meta-items.ts';

const decisions: Readonly<Record<MobileUse, MobileDecision>> = {
  editable: { visible: true, readOnly: false },
  'read-only': { visible: true, readOnly: true },
  hidden: { visible: false },
};

/**
 * Says what a table is on phones and tablets; what its solution says anyway is kept as no decision, so that the next
 * version may say otherwise. Throws `bad-request` where a flag is fixed.
 */
export async function decideMobileUse(db: Db, table: Table<Labels>, use: MobileUse): Promise<void> {
  const { logicalName, mobile } = table;
  if (use === mobileUse(mobile, undefined)) {
    await sql`delete from haversack.meta_item where kind = 'mobile' and name = ${logicalName}`.execute(db);
    return;
  }
  const decision = decisions[use];
  if (mobileUse(mobile, decision) !== use)
    throw new AppError('bad-request', {
      table: logicalName,
      message: `The solution of ${logicalName} fixes what the table is on phones and tablets.`,
    });
  await writeMetaItems(db, [{ kind: 'mobile', name: logicalName, solution: '', body: decision }]);
}
