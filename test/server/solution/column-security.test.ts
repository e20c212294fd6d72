import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { readMetaItems } from '../../../server/metadata/meta-items.ts';
import { readZip } from '../../../server/solution/archive.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleArchive, sampleManifest, zipOf } from './sample-solution.ts';

const id = '50000000-0000-4000-8000-000000000001';
const sections = `<FieldSecurityProfiles><FieldSecurityProfile name="Pay" description="Salaries" fieldsecurityprofileid="{${id}}">
  <FieldPermissions><FieldPermission><EntityName>Demo_Thing</EntityName><AttributeName>demo_pay</AttributeName><CanRead>4</CanRead>
  <CanUpdate>0</CanUpdate><CanCreate>4</CanCreate></FieldPermission><FieldPermission><CanRead>4</CanRead></FieldPermission>
  </FieldPermissions></FieldSecurityProfile><FieldSecurityProfile name="Lost" /></FieldSecurityProfiles>`;
const profile = {
  id,
  name: 'Pay',
  description: 'Salaries',
  permissions: [{ table: 'demo_thing', column: 'demo_pay', read: true, create: true, update: false }],
};
const reported = [
  { kind: 'column security', name: 'Pay', status: 'kept', reason: 'read; does not act yet' },
  {
    kind: 'column security',
    name: 'Pay',
    status: 'not understood',
    reason: 'a permission names no table or column',
  },
  { kind: 'column security', name: 'Lost', status: 'not understood', reason: 'it has no id' },
];

describe('column security of a solution', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterAll(() => database.close());

  it('is read alike from both layouts, and what is not understood is kept as it came', () => {
    const packed = readSolution(readZip(sampleArchive({ sections }), 'packed.zip'));
    const files = { 'Other/Solution.xml': sampleManifest(), 'Other/FieldSecurityProfiles.xml': sections };
    const unpacked = readSolution(readZip(zipOf(files), 'unpacked.zip'));
    for (const model of [packed, unpacked]) {
      expect(model.columnSecurity).toEqual([profile]);
      expect(model.items).toEqual(reported);
      expect(model.kept.map((one) => `${one.kind} ${one.name}`)).toEqual(['fieldsecurityprofile Lost']);
    }
  });

  it('is stored', async () => {
    const report = await importSolutionArchive(database, sampleArchive({ sections }), 'sample.zip');
    expect(report.items).toEqual(expect.arrayContaining(reported));
    expect((await readMetaItems(database.db)).get('columnsecurity', id)).toEqual(profile);
  });
});
