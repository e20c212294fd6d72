import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import { importSolutionPath } from '../../../server/solution/import-solution.ts';
import { printReport } from '../../../server/solution/report.ts';
import { openTestDatabase } from '../../support/database.ts';
import { corpusNote, corpusSolution, hasCorpus } from './corpus.ts';

const path = (name: string): string => must(corpusSolution(name), name);

describe.skipIf(!hasCorpus)(`import of published solutions${corpusNote}`, () => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterEach(() => database.close());

  it.each([
    'PermitManagement_1_0_0_3.zip',
    'PurchaseRequisition.zip',
    'BusinessApprovalKit.unpacked.zip',
  ])('imports %s', async (name) => {
    const started = Date.now();
    const report = await importSolutionPath(database, path(name));

    const again = await importSolutionPath(database, path(name));

    const s = Date.now();
    const model = await loadModel(database.db);

    expect(again.outcome).toBe('unchanged');
  });
});
