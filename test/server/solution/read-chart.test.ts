import { describe, expect, it } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import { readChart } from '../../../server/solution/readers/chart.ts';
import { parseXml } from '../../../server/solution/xml.ts';

const id = '10000000-0000-4000-8000-00000000000a';

interface Parts {
  readonly columns: string;
  readonly orders?: string;
  readonly measures?: string;
  readonly series?: string;
  readonly rest?: string;
}

function read({ columns, orders = '', measures, series, rest = '' }: Parts) {
  const xml = `<visualization><savedqueryvisualizationid>{${id.toUpperCase()}}</savedqueryvisualizationid><datadescription>
    <datadefinition><fetchcollection><fetch aggregate="true"><entity name="demo_thing">${columns}${orders}</entity></fetch>
    </fetchcollection><categorycollection><category alias="g">${measures ?? '<measurecollection><measure alias="n" /></measurecollection>'}
    </category></categorycollection></datadefinition></datadescription><presentationdescription><Chart><Series>
    ${series ?? '<Series ChartType="Column" />'}</Series>${rest}</Chart></presentationdescription><isdefault>1</isdefault>
    <LocalizedNames><LocalizedName description="Things" languagecode="1033" /></LocalizedNames></visualization>`;
  return readChart(parseXml(xml, 'test.xml'), 'demo_thing', 'test.xml');
}

const count = '<attribute name="demo_thingid" aggregate="count" alias="n" />';
const by = (grouping: string, alias = 'g'): string =>
  `<attribute name="createdon" groupby="true" dategrouping="${grouping}" alias="${alias}" />`;

describe('a chart of a solution', () => {
  it('is read with its series, axes and legend', () => {
    const { source, items } = read({
      columns: `<attribute name="ownerid" groupby="true" alias="g" />${count}
        <attribute name="demo_price" aggregate="sum" alias="s" />`,
      measures: `<measurecollection><measure alias="n" /></measurecollection>
        <measurecollection><measure alias="s" /></measurecollection>`,
      series: `<Series ChartType="StackedBar100" IsValueShownAsLabel="True" Color="1, 2, 3" />
        <Series ChartType="Line" YAxisType="Secondary" />`,
      rest: `<ChartAreas><ChartArea><AxisX Title="Owner" /><AxisY Title="Number" /></ChartArea></ChartAreas>
        <Legends><Legend /></Legends>`,
    });
    expect(items).toEqual([]);
    expect(source?.chart).toMatchObject({
      id,
      table: 'demo_thing',
      name: { '1033': 'Things' },
      isDefault: true,
      category: 'g',
      series: [
        { alias: 'n', kind: 'stackedbar100', secondAxis: false, showValues: true, color: 'rgb(1 2 3)' },
        { alias: 's', kind: 'line', secondAxis: true, showValues: false },
      ],
      showLegend: true,
      categoryTitle: 'Owner',
      valueTitle: 'Number',
    });
    expect(source?.chart.categoryParts).toBeUndefined();
  });

  it.each([
    ['month', ['g_year', 'g']],
    ['day', ['g_year', 'g_month', 'g']],
    ['week', ['g_year', 'g']],
    ['quarter', ['g_fiscal_year', 'g']],
  ])('keeps years apart by %s, and sorts by the year first', (grouping, parts) => {
    const { source } = read({
      columns: `${by(grouping)}${count}`,
      orders: '<order alias="g" descending="true" />',
    });
    const chart = must(source, 'the chart').chart;
    expect(chart.categoryParts).toEqual(parts);
    expect(chart.query.orders).toEqual(parts.map((column) => ({ column, byAlias: true, descending: true })));
    expect(chart.query.columns).toEqual([
      ...parts.map((alias): unknown =>
        expect.objectContaining({ alias, column: 'createdon', groupBy: true }),
      ),
      expect.objectContaining({ alias: 'n' }),
    ]);
  });

  it('leaves months alone that the file lays beside each other, a series a year', () => {
    const { source } = read({ columns: `${by('month')}${by('year', 'y')}${count}` });
    expect(source?.chart).toMatchObject({ category: 'g', split: 'y' });
    expect(source?.chart.categoryParts).toBeUndefined();
    expect(source?.chart.query.columns).toHaveLength(3);
  });

  it('draws an unknown type as the nearest, and says so', () => {
    const { source, items } = read({
      columns: `<attribute name="ownerid" groupby="true" alias="g" />${count}`,
      series: '<Series ChartType="Spline" />',
    });
    expect(source?.chart.series[0]?.kind).toBe('line');
    expect(items).toEqual([
      { kind: 'chart', name: 'demo_thing: Things', status: 'gap', reason: 'draws the type Spline as line' },
    ]);
  });

  it.each([
    [
      'a measure that its query does not have',
      `<attribute name="ownerid" groupby="true" alias="g" />`,
      'measure',
    ],
    ['no grouping', count, 'groups by nothing'],
    [
      'an operator that does not exist',
      `${by('month')}<attribute name="x" aggregate="median" alias="n" />`,
      'median',
    ],
  ])('with %s is not understood', (_what, columns, reason) => {
    const { source, items } = read({ columns });
    expect(source).toBeUndefined();
    expect(items.at(-1)).toMatchObject({
      status: 'not understood',
      reason: expect.stringContaining(reason) as string,
    });
  });
});
