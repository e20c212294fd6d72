import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { SolutionDetails } from '../../src/shared/metadata/solution-report.ts';
import type { Database } from '../db/database.ts';
import { metadataLock } from '../metadata/ensure-system-tables.ts';
import { loadModelWithIssues } from '../metadata/load-model.ts';
import { readMetaItems } from '../metadata/meta-items.ts';
import { narrowApps } from './apply-report.ts';
import { readBrought } from './brought.ts';
import { readRoleDirectory } from './roles.ts';
import { shareApps } from './share-apps.ts';
import { readDetails, writeReport } from './solution-reports.ts';

/**
 * Lets roles open the apps of an installed solution, as `--share` does with an import, in one transaction. The kept
 * report tells it. Throws `solution-unknown`, and `bad-request` for a role that does not exist or for none at all.
 */
export async function shareSolution(
  database: Database,
  name: string,
  roles: readonly string[],
): Promise<SolutionDetails> {
  if (roles.length === 0) throw new AppError('bad-request', { message: 'No role is named to share with.' });
  return database.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(${metadataLock}::bigint)`.execute(db);
    const details = await readDetails(db, name);
    const model = await readBrought(db, details.name);
    const stored = await readMetaItems(db);
    const tables = new Map(stored.all('table').map((item) => [item.name, item.body.table]));
    const directory = await readRoleDirectory(
      db,
      stored.all('role').map((item) => item.body),
    );
    const { sentences } = await shareApps(db, { stored, model, tables, directory }, roles);
    if (details.report !== undefined) {
      const { model: organization } = await loadModelWithIssues(db);
      const shares = [...new Set([...details.report.shares, ...sentences])];
      await writeReport(db, { ...details.report, ...narrowApps(model, organization), shares });
    }
    return readDetails(db, details.name);
  });
}
