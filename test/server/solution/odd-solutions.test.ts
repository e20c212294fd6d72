import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/base/app-error.ts';
import type { Database, Db, Tx } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { printReport } from '../../../server/solution/report.ts';
import { openTestDatabase } from '../../support/database.ts';
import { type Mutation, mutateXml, mutation } from './mutate-xml.ts';
import { richCustomizations } from './rich-solution.ts';
import { sampleManifest, zipOf } from './sample-solution.ts';

/** Ends a transaction whose work is not to stay. */
class Undo extends Error {}

/** The database, but what an import did is undone when it is through, so that each begins alike. */
function undoing(database: Database): Database {
  const execute = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => {
    let result: unknown;
    return database.db
      .transaction()
      .execute(async (tx) => {
        result = await work(tx);
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (error instanceof Undo) return result;
        throw error;
      });
  };
  return { ...database, db: { transaction: () => ({ execute }) } as unknown as Db };
}

const archive = (customizations: readonly Mutation[], manifest: readonly Mutation[]): Uint8Array =>
  zipOf({
    'solution.xml': mutateXml(sampleManifest({ name: 'Odd' }), manifest),
    'customizations.xml': mutateXml(richCustomizations(), customizations),
    'WebResources/demo.js': 'alert(1)',
  });

describe.each([false, true])('solutions spoiled at random, whole one installed before: %s', (installed) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    if (installed) await importSolutionArchive(database, archive([], []), 'whole.zip');
  });
  afterAll(() => database.close());

  async function fingerprint(): Promise<unknown> {
    const found = await sql`
      select (select count(*) from information_schema.columns where table_schema = 'data') as columns,
        (select md5(string_agg(m::text, ',' order by kind, name)) from haversack.meta_item m) as items,
        (select count(*) from haversack.change_log) as changes,
        (select count(*) from haversack.role_privilege) as privileges`.execute(database.db);
    return found.rows[0];
  }

  it('are imported with a report, or refused in words, and then nothing changed', async () => {
    const before = await fingerprint();
    const seen = { imported: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.array(mutation, { maxLength: 1 }),
        async (customizations, manifest) => {
          const spoiled = archive(customizations, manifest);
          try {
            const report = await importSolutionArchive(undoing(database), spoiled, 'odd.zip', {
              share: ['Basic User'],
            });
            expect(printReport(report)).toContain(report.solution);
            seen.imported += 1;
          } catch (error) {
            if (!(error instanceof AppError) || !error.code.startsWith('solution-')) throw error;
            seen.refused += 1;
            const again = importSolutionArchive(database, spoiled, 'odd.zip', { share: ['Basic User'] });
            await expect(again).rejects.toMatchObject({ code: error.code });
          }
        },
      ),
      { numRuns: 60, seed: installed ? 4242 : 20_261, endOnFailure: true },
    );
    expect(await fingerprint()).toEqual(before);
    expect(seen.imported).toBeGreaterThan(0);
    expect(seen.refused).toBeGreaterThan(0);
  });
});
