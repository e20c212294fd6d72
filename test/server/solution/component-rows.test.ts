import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { readZip } from '../../../server/solution/archive.ts';
import { exportSolution } from '../../../server/solution/export/export-solution.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { uninstallSolution } from '../../../server/solution/uninstall.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleCustomizations, sampleManifest, zipOf } from './sample-solution.ts';

const rule = '60000000-0000-4000-8000-000000000001';
const profile = '60000000-0000-4000-8000-000000000002';
const script = '60000000-0000-4000-8000-000000000003';

const condition = (column: string, code = 0) =>
  `<DuplicateRuleCondition><baseattributename>${column}</baseattributename>
   <matchingattributename>${column}</matchingattributename><operatorcode>${code}</operatorcode></DuplicateRuleCondition>`;

const sections = (conditions: string) => `<DuplicateRules><DuplicateRule>
    <duplicateruleid>{${rule.toUpperCase()}}</duplicateruleid><Name>Same name</Name>
    <baseentityname>account</baseentityname><matchingentityname>account</matchingentityname>
    <iscasesensitive>0</iscasesensitive>
    <DuplicateRuleConditions>${conditions}</DuplicateRuleConditions></DuplicateRule></DuplicateRules>
  <MobileOfflineProfiles><MobileOfflineProfile id="{${profile}}" name="Field"><Descriptions>
    <Description description="What people carry" languagecode="1033" /></Descriptions>
    <MobileOfflineProfileItem><name>Accounts</name><selectedentitytypecode>account</selectedentitytypecode>
      <recorddistributioncriteria>2</recorddistributioncriteria><recordsownedbyme>1</recordsownedbyme>
      <MobileOfflineProfileItemAssociation><name>contact_customer_accounts</name></MobileOfflineProfileItemAssociation>
    </MobileOfflineProfileItem></MobileOfflineProfile></MobileOfflineProfiles>
  <WebResources><WebResource><WebResourceId>{${script}}</WebResourceId><Name>demo_/rules.js</Name>
    <DisplayName>Rules</DisplayName><WebResourceType>3</WebResourceType>
    <FileName>/WebResources/demo_rules${script}</FileName></WebResource></WebResources>
  <ConnectionRoles><ConnectionRole><name>Friend</name><category>2</category></ConnectionRole></ConnectionRoles>`;

const variable = `<environmentvariabledefinition schemaname="demo_Url"><displayname default="Address">
  <label description="Address" languagecode="1033" /></displayname><type>100000000</type>
  <defaultvalue>https://example.org</defaultvalue><isrequired>1</isrequired></environmentvariabledefinition>`;

function archive(conditions: string, version = '1.0.0.0', values?: string): Uint8Array {
  return zipOf({
    'solution.xml': sampleManifest({ version }),
    'customizations.xml': sampleCustomizations({ sections: sections(conditions) }),
    [`WebResources/demo_rules${script}`]: 'alert(1)',
    'environmentvariabledefinitions/demo_Url/environmentvariabledefinition.xml': variable,
    'environmentvariabledefinitions/demo_Url/environmentvariablevalues.json':
      values ??
      '{"environmentvariablevalues":{"environmentvariablevalue":{"@environmentvariablevalueid":"{60000000-0000-4000-8000-00000000000A}","value":"https://here"}}}',
  });
}

describe('components that are rows', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
  });
  afterAll(() => database.close());

  const rowsOf = async (table: string, columns: string) =>
    (await sql.raw(`select ${columns} from data.${table} order by 1, 2`).execute(database.db)).rows;

  it('are in their tables, with what they are made of', async () => {
    const report = await importSolutionArchive(
      database,
      archive(condition('name') + condition('emailaddress1', 6)),
      'sample.zip',
    );
    expect(await rowsOf('duplicaterule', 'duplicateruleid, name, baseentityname, iscasesensitive')).toEqual([
      { duplicateruleid: rule, name: 'Same name', baseentityname: 'account', iscasesensitive: false },
    ]);
    expect(
      await rowsOf('duplicaterulecondition', 'baseattributename, operatorcode, regardingobjectid'),
    ).toEqual([
      { baseattributename: 'emailaddress1', operatorcode: 6, regardingobjectid: rule },
      { baseattributename: 'name', operatorcode: 0, regardingobjectid: rule },
    ]);
    expect(await rowsOf('mobileofflineprofile', 'mobileofflineprofileid, name, description')).toEqual([
      { mobileofflineprofileid: profile, name: 'Field', description: 'What people carry' },
    ]);
    expect(
      await rowsOf(
        'mobileofflineprofileitem',
        'name, selectedentitytypecode, recordsownedbyme, regardingobjectid',
      ),
    ).toEqual([
      {
        name: 'Accounts',
        selectedentitytypecode: 'account',
        recordsownedbyme: true,
        regardingobjectid: profile,
      },
    ]);
    expect(await rowsOf('mobileofflineprofileitemassociation', 'name, relationshipname')).toHaveLength(1);
    expect(await rowsOf('webresource', 'name, webresourcetype, content')).toEqual([
      { name: 'demo_/rules.js', webresourcetype: 3, content: Buffer.from('alert(1)').toString('base64') },
    ]);
    expect(
      await rowsOf('environmentvariabledefinition', 'schemaname, displayname, defaultvalue, isrequired'),
    ).toEqual([
      {
        schemaname: 'demo_Url',
        displayname: 'Address',
        defaultvalue: 'https://example.org',
        isrequired: true,
      },
    ]);
    expect(await rowsOf('environmentvariablevalue', 'value, schemaname')).toEqual([
      { value: 'https://here', schemaname: 'demo_Url' },
    ]);
    expect(report.items).toContainEqual(
      expect.objectContaining({
        kind: 'connection role',
        name: 'Friend',
        status: 'gap',
        reason: expect.stringContaining('the table connectionrole does not exist') as string,
      }),
    );
  });

  it('are the same at a second import, and after an export', async () => {
    const again = await importSolutionArchive(
      database,
      archive(condition('name') + condition('emailaddress1', 6)),
      'sample.zip',
    );
    expect(again.outcome).toBe('unchanged');
    const { archive: out } = await exportSolution(database.db, 'Sample');
    const first = readSolution(readZip(archive(condition('name') + condition('emailaddress1', 6)), 'a.zip'));
    expect(readSolution(readZip(out, 'b.zip')).rows).toEqual(first.rows);
  });

  it('a newer version takes a part out, and a broken file of values takes nothing along', async () => {
    await importSolutionArchive(
      database,
      archive(condition('name'), '1.1.0.0', '{"environment'),
      'sample.zip',
    );
    expect(await rowsOf('duplicaterulecondition', 'baseattributename, operatorcode')).toEqual([
      { baseattributename: 'name', operatorcode: 0 },
    ]);
    expect(await rowsOf('environmentvariabledefinition', 'schemaname, type')).toHaveLength(1);
    expect(await rowsOf('environmentvariablevalue', 'value, schemaname')).toEqual([]);
  });

  it('numbers, ids and texts that no column holds are left out, and the rest comes', async () => {
    const odd = condition('name', 1.5) + condition('telephone1', 1e12);
    const values =
      '{"environmentvariablevalues":{"environmentvariablevalue":[{"@environmentvariablevalueid":"none","value":"a\\u0000b\\ud800"},{}]}}';
    const report = await importSolutionArchive(database, archive(odd, '1.2.0.0', values), 'sample.zip');
    expect(report.outcome).toBe('upgraded');
    expect(await rowsOf('duplicaterulecondition', 'baseattributename, operatorcode')).toEqual([
      { baseattributename: 'name', operatorcode: null },
      { baseattributename: 'telephone1', operatorcode: null },
    ]);
    expect(await rowsOf('environmentvariablevalue', 'value, schemaname')).toEqual([
      { value: 'a\ufffdb\ufffd', schemaname: 'demo_Url' },
      { value: null, schemaname: 'demo_Url' },
    ]);
  });

  it('a part that another solution brings too stays when a newer version of one leaves it out', async () => {
    const withId = (column: string, id: string) =>
      condition(column).replace('<base', `<duplicateruleconditionid>{${id}}</duplicateruleconditionid><base`);
    const shared = withId('name', '60000000-0000-4000-8000-000000000011');
    const own = withId('telephone1', '60000000-0000-4000-8000-000000000012');
    const other = (conditions: string, version: string) =>
      zipOf({
        'solution.xml': sampleManifest({ name: 'Other', version }),
        'customizations.xml': sampleCustomizations({ table: 'demo_other', sections: sections(conditions) }),
      });
    await importSolutionArchive(database, archive(shared, '1.3.0.0'), 'sample.zip');
    await importSolutionArchive(database, other(shared + own, '1.0.0.0'), 'other.zip');
    const columns = async () => (await rowsOf('duplicaterulecondition', 'baseattributename, 1')) as object[];
    expect(await columns()).toHaveLength(2);

    await importSolutionArchive(database, other('', '1.1.0.0'), 'other.zip');

    expect(await columns()).toEqual([expect.objectContaining({ baseattributename: 'name' })]);
    await uninstallSolution(database, 'Other', {
      read: async (bytes: Uint8Array, name: string) => readSolution(readZip(bytes, name)),
      isPlan: false,
    });
    expect(await columns()).toHaveLength(1);
  });

  it('leave with their solution, parts first', async () => {
    const options = {
      read: async (bytes: Uint8Array, name: string) => readSolution(readZip(bytes, name)),
    };
    const plan = await uninstallSolution(database, 'Sample', { ...options, isPlan: true });
    expect(plan.parts).toMatchObject({ 'duplicate rule': 1, 'web resource': 1, 'environment variable': 1 });
    await uninstallSolution(database, 'Sample', { ...options, isPlan: false });
    for (const table of [
      'duplicaterule',
      'duplicaterulecondition',
      'mobileofflineprofileitem',
      'webresource',
    ])
      expect(await rowsOf(table, '1, 2')).toEqual([]);
    const log = await sql<{ table_name: string }>`
      select table_name from haversack.change_log where op = 'd' order by ctid`.execute(database.db);
    const gone = log.rows.map((row) => row.table_name);
    expect(gone.lastIndexOf('duplicaterulecondition')).toBeLessThan(gone.indexOf('duplicaterule'));
    expect(gone.lastIndexOf('environmentvariablevalue')).toBeLessThan(
      gone.indexOf('environmentvariabledefinition'),
    );
  });

  it('are read from folders too', () => {
    const files = {
      'Other/Solution.xml': sampleManifest(),
      'WebResources/demo_/logo.svg': '<svg />',
      'WebResources/demo_/logo.svg.data.xml': `<WebResource><WebResourceId>{${script}}</WebResourceId>
        <Name>demo_/logo.svg</Name><WebResourceType>11</WebResourceType></WebResource>`,
      'duplicaterules/same/duplicaterule.xml': `<duplicaterule uniquename="same"><name>Same</name>
        <duplicateruleconditions>${condition('name').toLowerCase()}</duplicateruleconditions></duplicaterule>`,
      'duplicaterules/bad/duplicaterule.xml': '<duplicaterule uniquename="bad">',
    };
    const { rows } = readSolution(readZip(zipOf(files), 'unpacked.zip'));
    expect(rows.map((row) => row.table)).toEqual(['duplicaterule', 'duplicaterulecondition', 'webresource']);
    expect(rows[1]?.values['regardingobjectid']).toBe(rows[0]?.id);
    expect(rows[2]?.values['content']).toBe(Buffer.from('<svg />').toString('base64'));
  });
});
