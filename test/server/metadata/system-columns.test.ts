import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModelWithIssues } from '../../../server/metadata/load-model.ts';
import { resolvePrincipal } from '../../../server/security/principal.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createPeople, people } from '../../support/people.ts';
import { sampleCustomizations, sampleManifest, zipOf } from '../solution/sample-solution.ts';

test('a database of an older server gets the columns that system tables have since got', async () => {
  const database = await openTestDatabase();
  await ensureSystemTables(database);
  await createPeople(database);
  // A solution has added a column of its own meanwhile.
  const archive = zipOf({
    'solution.xml': sampleManifest(),
    'customizations.xml': sampleCustomizations({
      table: 'organization',
      whole: false,
      columns: [{ name: 'demo_Motto', extra: '<MaxLength>100</MaxLength>' }],
    }),
  });
  await importSolutionArchive(database, archive, 'sample.zip');
  await sql`alter table data.organization drop column fiscalcalendarstart`.execute(database.db);
  await sql`update haversack.meta_item set body = jsonb_set(body, '{table,columns}', (
      select jsonb_agg(c) from jsonb_array_elements(body -> 'table' -> 'columns') c
      where c ->> 'logicalName' <> 'fiscalcalendarstart'))
    where kind = 'table' and name = 'organization'`.execute(database.db);

  await ensureSystemTables(database);
  await ensureSystemTables(database);

  const { model, issues } = await loadModelWithIssues(database.db);
  const names = model.tables.get('organization')?.columns.map((column) => column.logicalName);
  expect(names).toEqual(expect.arrayContaining(['name', 'fiscalcalendarstart', 'demo_motto']));
  expect(new Set(names).size).toBe(names?.length);
  expect(issues).toEqual([]);
  expect((await resolvePrincipal(database.db, model, people.admin)).fiscalYearStart).toEqual({
    month: 1,
    day: 1,
  });
  await database.close();
});
