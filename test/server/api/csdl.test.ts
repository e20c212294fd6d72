import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { children, descend } from '../../../src/shared/base/xml.ts';
import { printCsdl } from '../../../server/api/csdl.ts';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { parseXml } from '../../../server/solution/xml.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleCustomizations, sampleManifest, zipOf } from '../solution/sample-solution.ts';

describe('the metadata document', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterAll(() => database.close());

  it('holds names that mean something in XML as they are', async () => {
    const odd = `demo "1" & 'a' <b> ]]>`;
    const written = odd
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;');
    const customizations = sampleCustomizations({
      columns: [{ name: 'demo_link', type: 'lookup', label: written }],
      sections: `<EntityRelationships><EntityRelationship Name="${written}">
      <EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>demo_thing</ReferencingEntityName>
      <ReferencedEntityName>demo_thing</ReferencedEntityName><ReferencingAttributeName>demo_link</ReferencingAttributeName>
      </EntityRelationship></EntityRelationships>`,
    }).replace('demo_things', written);
    const archive = zipOf({ 'solution.xml': sampleManifest(), 'customizations.xml': customizations });
    await importSolutionArchive(database, archive, 'odd.zip');

    const document = parseXml(printCsdl(await loadModel(database.db)), '$metadata');

    const schema = descend(document, 'edmx:DataServices', 'Schema');
    const type = children(schema, 'EntityType').find((one) => one.attributes['Name'] === 'demo_thing');
    expect(children(type, 'NavigationProperty').map((one) => one.attributes['Name'])).toContain(odd);
    const sets = children(descend(schema, 'EntityContainer'), 'EntitySet').map(
      (one) => one.attributes['Name'],
    );
    expect(sets).toContain(odd);
  });
});
