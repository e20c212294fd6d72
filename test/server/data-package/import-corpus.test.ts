import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { importDataPackage } from '../../../server/data-package/import-package.ts';
import { firstAdministrator } from '../../../server/data-package/importer.ts';
import { loadPackagePath, readPackage } from '../../../server/data-package/read-package.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import { importSolutionPath } from '../../../server/solution/import-solution.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createPeople } from '../../support/people.ts';

const base = join(import.meta.dirname, '..', '..', '..', 'solutions', 'base');

describe.skipIf(!hasCorpus)(`a published data package${corpusNote}`, () => {
  it('is imported whole after its solution, and a second time changes nothing', async () => {
    const database = await openTestDatabase();
    try {
      await ensureSystemTables(database);
      await importSolutionPath(database, base);
      await importSolutionPath(database, inCorpus('solutions', 'PermitManagement_1_0_0_3.zip'));
      await createPeople(database);
      const model = await loadModel(database.db);
      const principal = await firstAdministrator(database.db, model);
      const loaded = await loadPackagePath(inCorpus('data', 'PermitManagementdata.zip'));
      if ('files' in loaded) throw new Error('the package is an archive');
      const data = readPackage(loaded.bytes, loaded.name);
      const options = { principal, model, now: Date.UTC(2024, 7, 1) };

      const report = await importDataPackage(database, data, options);

      expect(report.failed).toBeUndefined();
      expect(report.notes).toEqual({});
      const created = (count: number) => ({ created: count, updated: 0, unchanged: 0, failed: 0 });
      expect(report.tables).toEqual({
        contact: created(1),
        contoso_buildsite: created(1),
        contoso_permittype: created(1),
        contoso_permit: created(1),
        contoso_inspection: created(4),
      });
      const joined = await sql<{ all: number }>`
        select count(*)::int as all from data.contoso_inspection i
        join data.contoso_permit p on p.contoso_permitid = i.contoso_permit
        join data.contact c on c.contactid = p.contoso_contact
        where i.statuscode in (1, 330650001, 330650003) and i.statecode = 0`.execute(database.db);
      expect(joined.rows[0]?.all).toBe(4);
      const again = await importDataPackage(database, data, options);
      expect(again.tables['contoso_inspection']).toEqual({ created: 0, updated: 0, unchanged: 4, failed: 0 });
    } finally {
      await database.close();
    }
  });
});
