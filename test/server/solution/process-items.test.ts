import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { readMetaItems } from '../../../server/metadata/meta-items.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleCustomizations, sampleManifest, zipOf } from './sample-solution.ts';
import { lock, workflow, xaml } from './sample-xaml.ts';

const rule = '00000000-0000-4000-8000-000000000001';
const map = (from: string, to: string): string =>
  `<EntityMap><EntitySource>account</EntitySource><EntityTarget>contact</EntityTarget><AttributeMaps>
  <AttributeMap><AttributeSource>${from}</AttributeSource><AttributeTarget>${to}</AttributeTarget></AttributeMap></AttributeMaps></EntityMap>`;

function archive(name: string, sections: string): Uint8Array {
  const options = { name, table: `demo_${name}`, sections };
  return zipOf({
    'solution.xml': sampleManifest(options),
    'customizations.xml': sampleCustomizations(options),
    'Workflows/rule.xaml': xaml(lock('demo_limit')),
  });
}

describe('import of rules and mappings', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterEach(async () => {
    await database.close();
  });

  it('rules and mappings are stored, told as not running yet, and kept whole', async () => {
    const head = workflow({ id: rule, category: 2, file: 'Workflows/rule.xaml' });
    const report = await importSolutionArchive(
      database,
      archive('one', `<Workflows>${head}</Workflows><EntityMaps>${map('name', 'a')}</EntityMaps>`),
      'one.zip',
    );
    const items = await readMetaItems(database.db);
    expect(items.get('rule', rule)).toMatchObject({
      table: 'demo_thing',
      steps: [{ kind: 'lock', column: 'demo_limit', locked: true }],
    });
    expect(report.items).toContainEqual({
      kind: 'business rule',
      name: 'demo_thing: Sample',
      status: 'kept',
      reason: 'read; runs in a later version',
    });
  });

  it('a second solution adds its columns to a mapping and decides on those of both', async () => {
    await importSolutionArchive(
      database,
      archive('one', `<EntityMaps>${map('name', 'a')}${map('fax', 'b')}</EntityMaps>`),
      'one.zip',
    );
    await importSolutionArchive(
      database,
      archive('two', `<EntityMaps>${map('telephone1', 'b')}${map('x', 'c')}</EntityMaps>`),
      'two.zip',
    );
    expect((await readMetaItems(database.db)).get('mapping', 'account contact')?.columns).toEqual([
      { from: 'name', to: 'a' },
      { from: 'telephone1', to: 'b' },
      { from: 'x', to: 'c' },
    ]);
  });
});
