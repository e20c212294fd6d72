import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../../server/db/database.ts';
import { ensureSystemTables } from '../../../../server/metadata/ensure-system-tables.ts';
import { readSolutionPath, readZip } from '../../../../server/solution/archive.ts';
import { readBrought } from '../../../../server/solution/brought.ts';
import { exportSolution, packFiles } from '../../../../server/solution/export/export-solution.ts';
import { writeSolution } from '../../../../server/solution/export/write-solution.ts';
import { importSolutionArchive, importSolutionFiles } from '../../../../server/solution/import-solution.ts';
import { readSolution } from '../../../../server/solution/read-solution.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../../support/corpus.ts';
import { openTestDatabase } from '../../../support/database.ts';
import { sampleArchive, sampleManifest, zipOf } from '../sample-solution.ts';
import { comparable } from './comparable.ts';

const folder = (name: string): string => join(import.meta.dirname, '..', '..', '..', '..', 'solutions', name);

/** All that an import leaves behind, but ids made by chance and times. */
async function left(database: Database): Promise<unknown> {
  const rows = (text: string): Promise<unknown> =>
    sql
      .raw(text)
      .execute(database.db)
      .then((found) => found.rows);
  return {
    documents: await rows(
      `select kind, name, solution, body::text as body from haversack.meta_item order by kind, name`,
    ),
    forms: await rows(`select formid, formxml, formactivationstate from data.systemform order by formid`),
    views: await rows(`select savedqueryid, fetchxml, layoutxml, querytype from data.savedquery order by 1`),
    siteMaps: await rows(`select sitemapnameunique, sitemapxml from data.sitemap order by 1`),
    privileges: await rows(`select role_id, privilege, depth from haversack.role_privilege order by 1, 2`),
    kept: await rows(`select solution, kind, name, hash from haversack.solution_component order by 1, 2, 3`),
    columns: await rows(
      `select table_name, column_name, data_type from information_schema.columns where table_schema = 'data' order by 1, 2`,
    ),
  };
}

describe('an installed solution', () => {
  let first: Database;
  let second: Database;
  beforeEach(async () => {
    [first, second] = await Promise.all([openTestDatabase(), openTestDatabase()]);
    await ensureSystemTables(first);
    await ensureSystemTables(second);
  });
  afterEach(async () => {
    await first.close();
    await second.close();
  });

  /** Imports into the first database, exports each, and imports those exports into the second. */
  async function carryOver(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const source = await readSolutionPath(path);
      const { solution } = await importSolutionFiles(first, source);
      // Managed ones are refused by the command; what it would write is compared all the same.
      const archive = packFiles(writeSolution(await readBrought(first.db, solution)));
      const again = readSolution(readZip(archive, 'export.zip'));
      expect(comparable(again)).toEqual(comparable(readSolution(source)));
      await importSolutionArchive(second, archive, 'export.zip');
    }
    expect(await left(second)).toEqual(await left(first));
  }

  it('is the same after its export went to another server: the bundled ones', async () => {
    await carryOver(['base', 'sales', 'service'].map(folder));
  });

  it
    .skipIf(!hasCorpus)
    .each([
      ['PermitManagement_1_0_0_3.zip'],
      ['PermitManagement_1_0_0_3_managed.zip'],
      ['PurchaseRequisition.zip'],
      ['BusinessApprovalKit.unpacked.zip'],
    ])(`is the same after its export went to another server: %s${corpusNote}`, async (name) => {
    await carryOver([folder('base'), inCorpus('solutions', name)]);
  });

  it('is exported with what it brought, not with what others added to its tables', async () => {
    const owner = sampleArchive({ columns: [{ name: 'demo_own' }] });
    const other = sampleArchive({ name: 'Other', whole: false, columns: [{ name: 'demo_added' }] });
    await importSolutionArchive(first, owner, 'owner.zip');
    await importSolutionArchive(first, other, 'other.zip');
    const columnsOf = async (name: string): Promise<string[]> => {
      const { archive } = await exportSolution(first.db, name);
      const [table] = readSolution(readZip(archive, 'export.zip')).tables;
      return (table?.table.columns ?? []).map((column) => column.logicalName);
    };
    expect(await columnsOf('Sample')).toEqual(['demo_own', 'demo_thing_name', 'demo_thingid']);
    expect(await columnsOf('other')).toEqual(['demo_added']);
  });

  it('is handed back with two kept parts of one name', async () => {
    const sections = `<Templates><Odd Name="x"><a>1</a></Odd><Odd Name="x"><a>2</a></Odd></Templates>`;
    await importSolutionArchive(first, sampleArchive({ sections }), 'sample.zip');
    const { archive } = await exportSolution(first.db, 'Sample');
    const kept = readSolution(readZip(archive, 'export.zip')).kept;
    expect(kept.map((one) => new TextDecoder().decode(one.body))).toEqual([
      '<Odd Name="x"><a>1</a></Odd>',
      '<Odd Name="x"><a>2</a></Odd>',
    ]);
  });

  it('has a file name that every system takes, whatever it is called', async () => {
    const files = { 'solution.xml': sampleManifest({ name: 'Ä “x”/../y' }), 'customizations.xml': '<x />' };
    await importSolutionArchive(first, zipOf(files), 'odd.zip');
    const { name, fileName } = await exportSolution(first.db, 'Ä “x”/../y');
    expect(name).toBe('Ä “x”/../y');
    expect(fileName).toBe('___x_____y_1_0_0_0.zip');
  });

  it('is refused in words when managed, unknown, or imported before exports were possible', async () => {
    await importSolutionArchive(first, sampleArchive({ managed: true }), 'sample.zip');
    await expect(exportSolution(first.db, 'Sample')).rejects.toMatchObject({
      code: 'solution-not-exportable',
    });
    await expect(exportSolution(first.db, 'Nothing')).rejects.toMatchObject({ code: 'solution-unknown' });
    await sql`update haversack.solution_install set brought = null`.execute(first.db);
    await expect(exportSolution(first.db, 'Sample')).rejects.toThrow(/import it once more/);
  });
});
