import { describe, expect, it } from 'vitest';
import type { DashboardControl } from '../../../src/shared/metadata/dashboard.ts';
import { readDashboard } from '../../../server/solution/readers/dashboard.ts';
import { parseXml } from '../../../server/solution/xml.ts';

const view = '20000000-0000-4000-8000-000000000001';
const chart = '30000000-0000-4000-8000-000000000001';
const role = '40000000-0000-4000-8000-000000000001';
const list = 'E7A81278-8635-4D9E-8D4D-59480B391C5B';

const component = (parameters: string): string =>
  `<control id="c" classid="{${list}}"><parameters><TargetEntityType>demo_thing</TargetEntityType>${parameters}</parameters></control>`;
const listed = (mode: string): string =>
  component(
    `<ViewId>{${view}}</ViewId><ChartGridMode>${mode}</ChartGridMode><VisualizationId>{${chart}}</VisualizationId>`,
  );
const streams = (tiles: boolean): string =>
  `<control id="s" classid="{EE9078C8-6946-4E2C-B8F8-35E65F4BE6A8}"><parameters><StreamObjects><ShowAsTiles>${tiles}</ShowAsTiles>
   <StreamObject><LogicalEntityName>demo_thing</LogicalEntityName><EntityViewId>{${view}}</EntityViewId></StreamObject>
   <StreamObject><LogicalEntityName>demo_thing</LogicalEntityName><EntityViewId>{${view}}</EntityViewId></StreamObject>
   </StreamObjects></parameters></control>`;

function read(cells: readonly string[], options: { tabs?: string; element?: string; after?: string } = {}) {
  const element = options.element ?? 'Dashboard';
  const xml = `<${element}><FormId>{${chart}}</FormId><IsDefault>1</IsDefault><IsTabletEnabled>1</IsTabletEnabled>
    <LocalizedNames><LocalizedName description="Board" languagecode="1033" /></LocalizedNames><FormXml><forms><form>
    <tabs ${options.tabs ?? ''}><tab showlabel="true"><labels><label description="Tab" languagecode="1033" /></labels><columns><column>
    <sections><section columns="1111" showlabel="false"><rows><row>${cells.join('')}</row><row /></rows></section></sections></column></columns></tab></tabs>
    ${options.after ?? ''}</form></forms></FormXml></${element}>`;
  return readDashboard(parseXml(xml, 'test.xml'));
}

const cell = (control: string, attributes = ''): string =>
  `<cell id="x" colspan="2" rowspan="9" ${attributes}>${control}</cell>`;

function controls(cells: readonly string[]): DashboardControl[] {
  const { source } = read(cells);
  return source?.dashboard.sections.flatMap((one) => one.cells.map(({ control }) => control)) ?? [];
}

describe('a dashboard of a solution', () => {
  it('is read with its layout and roles', () => {
    const { source, items } = read([cell(listed('Grid'))], {
      after: `<DisplayConditions><Role Id="{${role}}" /></DisplayConditions>`,
    });
    expect(items).toEqual([]);
    expect(source?.dashboard).toMatchObject({
      id: chart,
      name: { '1033': 'Board' },
      kind: 'standard',
      isDefault: true,
      availableOnPhone: true,
      roles: [role],
      sections: [
        {
          label: { '1033': 'Tab' },
          showLabel: true,
          columns: 4,
          cells: [{ id: 'x', colspan: 2, rowspan: 9 }],
        },
      ],
    });
  });

  it('shows charts, lists, streams and tiles', () => {
    const table = 'demo_thing';
    expect(
      controls([
        cell(listed('Chart')),
        cell(listed('All')),
        cell(listed('Grid')),
        cell(listed('Grid'), 'isstreamcell="true"'),
        cell(listed('Grid'), 'istilecell="true"'),
        cell(streams(false)),
        cell(streams(true)),
        cell(''),
      ]),
    ).toEqual([
      { kind: 'chart', table, viewId: view, chartId: chart, withGrid: false },
      { kind: 'chart', table, viewId: view, chartId: chart, withGrid: true },
      { kind: 'grid', table, viewId: view, rowsPerPage: 4, showViewPicker: false },
      { kind: 'stream', streams: [{ table, viewId: view }] },
      { kind: 'tile', table, viewId: view },
      {
        kind: 'stream',
        streams: [
          { table, viewId: view },
          { table, viewId: view },
        ],
      },
      { kind: 'tile', table, viewId: view },
      { kind: 'tile', table, viewId: view },
    ]);
  });

  it('keeps the place of what it does not show, and says so', () => {
    const iframe = '<control id="w" classid="{FD2A7985-3187-444e-908D-6624B21F69C0}" />';
    const { source, items } = read([cell(iframe), cell(component('<ChartGridMode>Grid</ChartGridMode>'))]);
    expect(source?.dashboard.sections[0]?.cells.map((one) => one.control)).toEqual([
      { kind: 'unsupported', what: 'iframe' },
      { kind: 'unsupported', what: 'list of demo_thing without a view' },
    ]);
    expect(items.map((one) => `${one.status}: ${one.reason ?? ''}`)).toEqual([
      'gap: shows no iframe',
      'gap: shows no list of demo_thing without a view',
    ]);
  });

  it('is interactive with a filter; a time frame that is not known is left out and named', () => {
    const tabs = (frame: string): string =>
      `primaryentitylogicalname="Demo_Thing" entityview="{${view}}" filterby="createdon" timeframe="${frame}"`;
    const element = 'InteractionCentricDashboard';
    const filter = { table: 'demo_thing', viewId: view, column: 'createdon' };
    const known = read([cell(listed('Grid'))], { tabs: tabs('this-month'), element });
    expect(known.items).toEqual([]);
    expect(known.source?.dashboard).toMatchObject({
      kind: 'interactive',
      filter: { ...filter, timeFrame: 'this-month' },
    });
    for (const frame of ['2', 'eq', 'last-x-days']) {
      const unknown = read([cell(listed('Grid'))], { tabs: tabs(frame), element });
      expect(unknown.source?.dashboard.filter).toEqual(filter);
      expect(unknown.items[0]?.reason).toBe(`begins without its time frame ${frame}, which is not known`);
    }
  });

  it('without a layout is not understood', () => {
    const { source, items } = readDashboard(
      parseXml(`<Dashboard><FormId>{${chart}}</FormId></Dashboard>`, 'x'),
    );
    expect(source).toBeUndefined();
    expect(items[0]).toMatchObject({ status: 'not understood', reason: 'it has no id or no layout' });
  });
});
