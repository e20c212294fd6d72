import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { must } from '../../../src/shared/base/assert.ts';
import type { AppPackage } from '../../../src/shared/metadata/app.ts';
import { depth } from '../../../src/shared/security/privilege.ts';
import type { Principal } from '../../../src/shared/security/privilege.ts';
import type { Database } from '../../../server/db/database.ts';
import { compilePackage } from '../../../server/metadata/compile-package.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { basicUser, systemAdministrator } from '../../../server/metadata/system-roles.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import type { ImportReport } from '../../../src/shared/metadata/solution-report.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleApp, sampleArchive } from '../solution/sample-solution.ts';

const secretRole = '99999999-2222-4333-8444-555555555555';
const view = '20000000-0000-4000-8000-000000000001';
const chart = '30000000-0000-4000-8000-000000000001';
const broken = '30000000-0000-4000-8000-000000000002';
const board = '40000000-0000-4000-8000-000000000001';
const secret = '40000000-0000-4000-8000-000000000002';

const administrator: Principal = {
  userId: '00000000-0000-4000-8000-000000000001',
  businessUnitId: '00000000-0000-4000-8000-000000000002',
  teamIds: [],
  roleIds: [systemAdministrator],
  businessUnitsBelow: [],
  tablePrivileges: {},
  otherPrivileges: [],
  isAdministrator: true,
  language: 1033,
  timeZone: 'UTC',
  fiscalYearStart: { month: 1, day: 1 },
};
const reader: Principal = {
  ...administrator,
  roleIds: [basicUser],
  isAdministrator: false,
  tablePrivileges: { demo_thing: { read: depth.user } },
};
const stranger: Principal = { ...reader, tablePrivileges: {} };

const visualization = (id: string, column: string): string => `<visualization>
  <savedqueryvisualizationid>{${id}}</savedqueryvisualizationid><datadescription><datadefinition><fetchcollection>
  <fetch aggregate="true"><entity name="demo_thing"><attribute name="${column}" groupby="true" alias="g" />
  <attribute name="demo_thingid" aggregate="count" alias="n" /></entity></fetch></fetchcollection><categorycollection>
  <category alias="g"><measurecollection><measure alias="n" /></measurecollection></category></categorycollection></datadefinition>
  </datadescription><presentationdescription><Chart><Series><Series ChartType="Pie" /></Series></Chart></presentationdescription>
  <LocalizedNames><LocalizedName description="By name" languagecode="1033" /><LocalizedName description="Nach Name" languagecode="1031" />
  </LocalizedNames></visualization>`;

const cell = (table: string, viewId: string, chartId?: string): string => `<cell id="{${chartId ?? viewId}}">
  <control id="c" classid="{E7A81278-8635-4D9E-8D4D-59480B391C5B}"><parameters><TargetEntityType>${table}</TargetEntityType>
  <ViewId>{${viewId}}</ViewId><ChartGridMode>${chartId === undefined ? 'Grid' : 'Chart'}</ChartGridMode>
  <VisualizationId>${chartId ?? ''}</VisualizationId></parameters></control></cell>`;

const dashboard = (
  id: string,
  name: string,
  cells: string,
  conditions = '',
): string => `<Dashboard><FormId>{${id}}</FormId>
  <LocalizedNames><LocalizedName description="${name}" languagecode="1033" /></LocalizedNames><FormXml><forms type="dashboard"><form>
  <tabs><tab><columns><column><sections><section columns="11"><rows><row>${cells}</row></rows></section></sections></column></columns>
  </tab></tabs>${conditions}</form></forms></FormXml></Dashboard>`;

const parts = `<SavedQueries><savedqueries><savedquery><savedqueryid>{${view}}</savedqueryid><querytype>0</querytype>
  <isdefault>1</isdefault><layoutxml><grid><row><cell name="demo_thing_name" /></row></grid></layoutxml><fetchxml><fetch>
  <entity name="demo_thing"><attribute name="demo_thing_name" /></entity></fetch></fetchxml><LocalizedNames>
  <LocalizedName description="All" languagecode="1033" /></LocalizedNames></savedquery></savedqueries></SavedQueries>
  <Visualizations>${visualization(chart, 'demo_thing_name')}${visualization(broken, 'demo_gone')}</Visualizations>`;

const dashboards = `<Dashboards>
  ${dashboard(board, 'Board', cell('demo_thing', view, chart) + cell('demo_thing', chart) + cell('demo_thing', view, broken))}
  ${dashboard(secret, 'Secret', cell('demo_thing', view), `<DisplayConditions><Role Id="{${secretRole}}" /></DisplayConditions>`)}
  </Dashboards>`;

const app = sampleApp([basicUser]).replace(
  '<SubArea Id="site"',
  `<SubArea Id="boards" Url="/main.aspx?pagetype=dashboard" DefaultDashboard="{${board}}" Title="Boards" /><SubArea Id="site"`,
);

describe('charts and dashboards of a package', () => {
  let database: Database;
  let model: Model;
  let report: ImportReport;
  const compile = (principal: Principal, language = 1033): AppPackage =>
    compilePackage(model, must(model.apps[0], 'the app'), {
      principal: principal,
      language: language,
      formFactor: 'desktop',
    }).package;

  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    const archive = sampleArchive({ parts, sections: app + dashboards });
    report = await importSolutionArchive(database, archive, 'sample.zip');
    model = await loadModel(database.db);
  });
  afterAll(() => database.close());

  it('are there for whoever may read the table, in the language asked for', () => {
    const read = compile(reader, 1031);
    expect(read.charts).toMatchObject([{ id: chart, name: 'Nach Name', query: { table: 'demo_thing' } }]);
    expect(read.dashboards?.map((one) => one.name)).toEqual(['Board']);
    expect(JSON.stringify(read.siteMap)).toContain(board);
  });

  it('keep the place of a chart that does not exist, and take the default view for one that does not', () => {
    const cells = compile(reader).dashboards?.[0]?.sections[0]?.cells ?? [];
    expect(cells.map((one) => one.control)).toEqual([
      { kind: 'chart', table: 'demo_thing', viewId: view, chartId: chart, withGrid: false },
      { kind: 'grid', table: 'demo_thing', viewId: view, rowsPerPage: 4, showViewPicker: false },
      { kind: 'unsupported', what: `chart ${broken} of demo_thing` },
    ]);
  });

  it('are not there for a person without read on the table: neither chart, cell, dashboard nor entry', () => {
    const trimmed = compile(stranger);
    expect(trimmed.charts).toEqual([]);
    expect(trimmed.dashboards).toEqual([]);
    expect(JSON.stringify(trimmed.siteMap)).not.toContain('dashboard');
  });

  it('are shown to the roles of a dashboard alone', () => {
    expect(compile(administrator).dashboards?.map((one) => one.name)).toEqual(['Board', 'Secret']);
    const member = { ...reader, roleIds: [basicUser, secretRole] };
    expect(compile(member).dashboards).toHaveLength(2);
  });

  it('are limited to what the app lists', () => {
    const [first] = model.apps;
    const limited = { ...must(first, 'the app'), formIds: [secret] };
    const named = compilePackage(model, limited, {
      principal: administrator,
      language: 1033,
      formFactor: 'desktop',
    }).package.dashboards?.map((one) => one.id);
    // Its navigation opens the other one.
    expect(named).toEqual([board, secret]);
    const closed = { ...limited, siteMap: { ...limited.siteMap, areas: [] } };
    expect(
      compilePackage(model, closed, { principal: administrator, language: 1033, formFactor: 'desktop' })
        .package.dashboards,
    ).toHaveLength(1);
  });

  it('are reported as used, and what leads nowhere as gaps', () => {
    const of = (kind: string): string[] =>
      report.items
        .filter((one) => one.kind === kind)
        .map((one) => `${one.status}: ${one.name} ${one.reason ?? ''}`.trim());
    expect(of('chart').sort()).toEqual([
      'gap: demo_thing: By name cannot be drawn: column demo_thing.demo_gone does not exist',
      `used: ${chart}`,
    ]);
    expect(of('dashboard').sort()).toEqual([
      `gap: Board: chart ${broken} of demo_thing shows nothing of what does not exist`,
      `gap: Board: demo_thing ${chart} shows the default view, since its own does not exist`,
      `used: ${board}`,
      `used: ${secret}`,
    ]);
  });

  it('are rows that the Web API reads', async () => {
    const charts = await sql<{ name: string; data: string }>`
      select name, datadescription as data from data.savedqueryvisualization
      where savedqueryvisualizationid = ${chart}`.execute(database.db);
    expect(charts.rows[0]?.name).toBe('By name');
    expect(charts.rows[0]?.data).toContain('<datadefinition>');
    const forms = await sql<{ type: number; formxml: string }>`
      select type, formxml from data.systemform where formid = ${board}`.execute(database.db);
    expect(forms.rows[0]).toMatchObject({ type: 0, formxml: expect.stringContaining('<tabs>') as string });
  });
});
