import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import { depth } from '../../../src/shared/security/privilege.ts';
import type { Principal } from '../../../src/shared/security/privilege.ts';
import type { Database } from '../../../server/db/database.ts';
import { canOpenApp, compilePackage, listApps } from '../../../server/metadata/compile-package.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { createModelHolder } from '../../../server/metadata/model-holder.ts';
import type { AppModel, ModelHolder } from '../../../server/metadata/model.ts';
import { PackageCache } from '../../../server/metadata/package-cache.ts';
import { basicUser, systemAdministrator } from '../../../server/metadata/system-roles.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleApp, sampleArchive } from '../solution/sample-solution.ts';

const secretRole = '99999999-2222-4333-8444-555555555555';

const person: Principal = {
  userId: '00000000-0000-4000-8000-000000000001',
  businessUnitId: '00000000-0000-4000-8000-000000000002',
  teamIds: [],
  roleIds: [basicUser],
  businessUnitsBelow: [],
  tablePrivileges: { demo_thing: { read: depth.user, write: depth.user } },
  otherPrivileges: [],
  isAdministrator: false,
  language: 1033,
  timeZone: 'UTC',
  fiscalYearStart: { month: 1, day: 1 },
};
const administrator: Principal = { ...person, roleIds: [systemAdministrator], isAdministrator: true };

const form = (
  id: string,
  name: string,
  conditions: string,
  cells: string,
): string => `<systemform><formid>{${id}}</formid>
  <FormActivationState>1</FormActivationState><form>${conditions}<tabs><tab name="t" availableforphone="false"><labels>
  <label description="General" languagecode="1033" /><label description="Allgemein" languagecode="1031" /></labels>
  <columns><column width="60%"><sections><section columns="11" name="s"><rows><row>${cells}</row></rows></section></sections></column></columns></tab></tabs>
  <header><rows><row><cell id="h"><control id="header_ownerid" datafieldname="ownerid" /></cell></row></rows></header></form>
  <LocalizedNames><LocalizedName description="${name}" languagecode="1033" /></LocalizedNames></systemform>`;

const cell = (control: string): string => `<cell id="c">${control}</cell>`;
const subgrid = (table: string): string =>
  cell(`<control id="g" classid="{E7A81278-8635-4D9E-8D4D-59480B391C5B}"><parameters><TargetEntityType>${table}</TargetEntityType>
  <RecordsPerPage>7</RecordsPerPage></parameters></control>`);

const parts = `<FormXml><forms type="main">
  ${form('10000000-0000-4000-8000-000000000001', 'Second', '<DisplayConditions Order="2"><Everyone /></DisplayConditions>', cell('<control id="demo_code" classid="{4273EDBD-AC1D-40D3-9FB2-095C621B552D}" datafieldname="demo_code" disabled="true" />') + cell('<control id="x" datafieldname="demo_absent" />') + subgrid('systemuser') + cell(''))}
  ${form('10000000-0000-4000-8000-000000000002', 'First', '<DisplayConditions Order="1"><Everyone /></DisplayConditions>', subgrid('demo_none'))}
  ${form('10000000-0000-4000-8000-000000000003', 'Secret', `<DisplayConditions Order="0"><Role Id="{${secretRole}}" /></DisplayConditions>`, '')}
  </forms></FormXml><SavedQueries><savedqueries><savedquery><savedqueryid>{20000000-0000-4000-8000-000000000001}</savedqueryid>
  <querytype>0</querytype><isdefault>1</isdefault><layoutxml><grid><row><cell name="demo_thing_name" width="300" /><cell name="u.fullname" disableSorting="1" /></row></grid></layoutxml>
  <fetchxml><fetch><entity name="demo_thing"><attribute name="demo_thing_name" /><link-entity name="systemuser" from="systemuserid" to="createdby" alias="u" link-type="outer">
  <attribute name="fullname" /></link-entity></entity></fetch></fetchxml><LocalizedNames><LocalizedName description="With user" languagecode="1033" /></LocalizedNames></savedquery></savedqueries></SavedQueries>`;

describe('app package', () => {
  let database: Database;
  let holder: ModelHolder;
  let app: AppModel;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    holder = await createModelHolder(database);
    let heard = 0;
    const stop = holder.subscribe(() => (heard += 1));
    await importSolutionArchive(
      database,
      sampleArchive({ columns: [{ name: 'demo_code' }], parts, sections: sampleApp([basicUser]) }),
      'sample.zip',
      { share: ['Basic User'] },
    );
    await holder.reload();
    await holder.reload();
    expect(heard).toBe(1);
    stop();
    app = must(holder.current.apps[0], 'the app');
  });
  afterAll(() => database.close());

  it('holds what an administrator may see, forms in order', () => {
    const { package: full } = compilePackage(holder.current, app, {
      principal: administrator,
      language: 1033,
      formFactor: 'desktop',
    });
    expect(full.forms.map((one) => one.name)).toEqual(['Secret', 'First', 'Second']);
    expect(full.carried).toEqual(['demo_thing', 'systemuser']);
    expect(full.tables.map((table) => table.logicalName)).toContain('team');
    expect(full.views[0]?.cells).toEqual([
      { column: 'demo_thing_name', width: 300, hidden: false, sortable: true },
      { column: 'u.fullname', width: 100, hidden: false, sortable: false },
    ]);
    expect(full.privileges['demo_thing']?.delete).toBe(depth.organization);
  });

  it('keeps the place of what does not exist', () => {
    const { package: full } = compilePackage(holder.current, app, {
      principal: administrator,
      language: 1033,
      formFactor: 'desktop',
    });
    const tab = full.forms.find((one) => one.name === 'Second')?.tabs[0];
    const section = tab?.columns[0]?.sections[0];
    expect(tab).toMatchObject({ availableOnPhone: false, label: 'General' });
    expect(section?.columns).toBe(2);
    expect(section?.rows[0]?.map((one) => one.control)).toEqual([
      { kind: 'column', column: 'demo_code', disabled: true },
      { kind: 'unsupported', what: 'column demo_absent' },
      { kind: 'subgrid', table: 'systemuser', rowsPerPage: 7 },
      undefined,
    ]);
  });

  it('leaves out what the person may not read or is not shown', () => {
    const { package: trimmed } = compilePackage(holder.current, app, {
      principal: person,
      language: 1033,
      formFactor: 'desktop',
    });
    expect(trimmed.forms.map((one) => one.name)).toEqual(['First', 'Second']);
    expect(trimmed.tables.map((table) => table.logicalName)).toEqual(['demo_thing']);
    expect(trimmed.views).toEqual([]);
    expect(JSON.stringify(trimmed.forms)).toContain('which you may not read');
    expect(trimmed.privileges).toEqual({ demo_thing: { read: depth.user, write: depth.user } });
  });

  it('speaks the language asked for, else English', () => {
    const { package: german } = compilePackage(holder.current, app, {
      principal: administrator,
      language: 1031,
      formFactor: 'desktop',
    });
    expect(german.forms[0]?.tabs[0]?.label).toBe('Allgemein');
    expect(german.siteMap.areas[0]?.title).toBe('Arbeit');
    expect(german.siteMap.areas[0]?.groups[0]?.subAreas[0]?.title).toBe('Thing');
    expect(
      german.tables
        .find((one) => one.logicalName === 'team')
        ?.columns.find((c) => c.logicalName === 'createdon')?.label,
    ).toBe('Erstellt am');
  });

  it('is listed for the roles it is given to, under its content hash', () => {
    const model = holder.current;
    const listed = listApps(model, { principal: person, language: 1033, formFactor: 'desktop' });
    expect(listed).toMatchObject([
      {
        uniqueName: 'demo_app',
        name: 'Things',
        packageHash: compilePackage(model, app, { principal: person, language: 1033, formFactor: 'desktop' })
          .hash,
      },
    ]);
    expect(
      listApps(model, { principal: { ...person, roleIds: [] }, language: 1033, formFactor: 'desktop' }),
    ).toEqual([]);
    expect(canOpenApp(model, app, administrator)).toBe(true);
    expect(
      listApps(model, { principal: administrator, language: 1033, formFactor: 'desktop' })[0]?.packageHash,
    ).not.toBe(listed[0]?.packageHash);
  });

  it('is compiled once for people with the same rights', () => {
    const cache = new PackageCache(2);
    const first = cache.find(holder.current, 'DEMO_APP', {
      principal: person,
      language: 1033,
      formFactor: 'desktop',
    });
    expect(
      cache.find(holder.current, app.id, {
        principal: { ...person, userId: secretRole },
        language: 1033,
        formFactor: 'desktop',
      }),
    ).toBe(first);
    expect(
      cache.find(holder.current, 'demo_app', {
        principal: { ...person, roleIds: [] },
        language: 1033,
        formFactor: 'desktop',
      }),
    ).toBeUndefined();
    expect(cache.list(holder.current, { principal: person, language: 1033, formFactor: 'desktop' })).toEqual(
      listApps(holder.current, { principal: person, language: 1033, formFactor: 'desktop' }),
    );
  });
});
