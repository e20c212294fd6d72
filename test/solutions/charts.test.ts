import { describe, expect, test } from 'vitest';
import { attr, descend } from '../../src/shared/base/xml.ts';
import { must } from '../../src/shared/base/assert.ts';
import type { Filter, Query } from '../../src/shared/query/ast.ts';
import { readFetchXml } from '../../src/shared/query/fetchxml-read.ts';
import { below, columnTypes, filesOf, languagesOf, namesOf, tableOf, textBelow } from './read-solutions.ts';
import type { SolutionFile } from './read-solutions.ts';

const solutions = ['base', 'sales', 'service'];
const columns = columnTypes(solutions);
const charts = filesOf(solutions, /\/Visualizations\//);
const dashboards = filesOf(solutions, /\/(InteractionCentric)?Dashboards\//);
const views = filesOf(solutions, /\/SavedQueries\//);
const summable = ['money', 'int', 'decimal', 'float'];

const idOf = (text: string): string => text.replace(/[{}]/g, '').toLowerCase();

function queryOf({ xml, path }: SolutionFile): Query {
  const definition = descend(xml, 'datadescription', 'datadefinition', 'fetchcollection');
  return readFetchXml(must(definition?.children[0], `a fetch in ${path}`));
}

function conditionColumns(filter: Filter | undefined): string[] {
  if (filter === undefined) return [];
  if (filter.kind === 'condition') return [filter.column];
  return filter.kind === 'and' || filter.kind === 'or' ? filter.filters.flatMap(conditionColumns) : [];
}

describe('charts of the bundled solutions', () => {
  test('are there for the tables of the specification', () => {
    const counts: Record<string, number> = {};
    for (const { path } of charts) counts[tableOf(path)] = (counts[tableOf(path)] ?? 0) + 1;
    expect(counts).toMatchObject({
      account: 3,
      contact: 2,
      activitypointer: 3,
      lead: 4,
      opportunity: 9,
      quote: 3,
      salesorder: 3,
      invoice: 3,
      incident: 8,
      slakpiinstance: 1,
      knowledgearticle: 2,
    });
  });

  test.each(charts)('$path counts columns of its table', (chart) => {
    const query = queryOf(chart);
    const table = must(columns.get(tableOf(chart.path)), 'table');
    expect(query.table).toBe(tableOf(chart.path));
    expect(query.aggregate).toBe(true);
    const selected = query.columns === 'all' ? [] : query.columns;
    for (const one of selected) {
      const type = must(table.get(one.column), `column ${one.column}`);
      if (one.dateGrouping !== undefined) expect(type).toBe('datetime');
      if (one.aggregate === 'sum') expect(summable).toContain(type);
      expect(one.groupBy === true).not.toBe(one.aggregate !== undefined);
    }
    for (const column of conditionColumns(query.filter)) expect([...table.keys()]).toContain(column);
  });

  test.each(charts)('$path shows what its fetch brings', (chart) => {
    const query = queryOf(chart);
    const selected = query.columns === 'all' ? [] : query.columns;
    const grouped = selected.filter((one) => one.groupBy).map((one) => one.alias);
    const counted = selected.filter((one) => one.aggregate !== undefined).map((one) => one.alias);
    const categories = below(chart.xml, 'category');
    const measures = below(chart.xml, 'measurecollection').map((one) => below(one, 'measure'));
    expect(new Set([...grouped, ...counted]).size).toBe(selected.length);
    expect(categories).toHaveLength(1);
    expect(grouped[0]).toBe(attr(must(categories[0], 'category'), 'alias'));
    expect(measures.flat().map((one) => attr(one, 'alias'))).toEqual(counted);
    expect(measures.every((one) => one.length === 1)).toBe(true);
    const series = descend(chart.xml, 'presentationdescription', 'Chart', 'Series')?.children ?? [];
    expect(series).toHaveLength(measures.length);
    expect(series.every((one) => attr(one, 'ChartType') !== undefined)).toBe(true);
    for (const order of query.orders) {
      expect(order.byAlias).toBe(true);
      expect([...grouped, ...counted]).toContain(order.column);
    }
  });

  test('are named in both languages, with one default a table', () => {
    for (const chart of charts) expect(languagesOf(namesOf(chart)), chart.path).toEqual(['1031', '1033']);
    const defaults = charts
      .filter(({ xml }) => textBelow(xml, 'isdefault') === '1')
      .map(({ path }) => tableOf(path));
    expect(new Set(defaults).size).toBe(defaults.length);
    expect(new Set(defaults)).toEqual(new Set(charts.map(({ path }) => tableOf(path))));
  });
});

describe('dashboards of the bundled solutions', () => {
  const viewTables = new Map(
    views.map(({ xml, path }) => [idOf(textBelow(xml, 'savedqueryid')), tableOf(path)]),
  );
  const chartTables = new Map(
    charts.map(({ xml, path }) => [idOf(textBelow(xml, 'savedqueryvisualizationid')), tableOf(path)]),
  );

  test('are there, some for phones', () => {
    const mobile = dashboards
      .filter(({ xml }) => textBelow(xml, 'IsTabletEnabled') === '1')
      .map((one) => attr(must(namesOf(one)?.children[0], 'name'), 'description'));
    expect(mobile.sort()).toEqual([
      'Customer Service Manager Dashboard',
      'Customer Service Representative Dashboard',
      'Sales Activity Dashboard',
      'Sales Dashboard',
    ]);
    expect(dashboards).toHaveLength(8);
  });

  test.each(dashboards)('$path shows views and charts that exist, of one table a component', (dashboard) => {
    const controls = below(dashboard.xml, 'control');
    expect(controls.length).toBeGreaterThan(2);
    for (const control of controls) {
      const table = textBelow(control, 'TargetEntityType');
      expect(viewTables.get(idOf(textBelow(control, 'ViewId')))).toBe(table);
      const chart = textBelow(control, 'VisualizationId');
      expect(chart === '').toBe(textBelow(control, 'ChartGridMode') === 'Grid');
      if (chart !== '') expect(chartTables.get(idOf(chart))).toBe(table);
    }
  });

  test.each(dashboards)('$path names everything in both languages and no id twice', (dashboard) => {
    for (const labels of below(dashboard.xml, 'labels'))
      expect(languagesOf(labels)).toEqual(['1031', '1033']);
    expect(languagesOf(namesOf(dashboard))).toEqual(['1031', '1033']);
    const ids = ['tab', 'section', 'cell', 'control'].flatMap((name) =>
      below(dashboard.xml, name).map((one) => attr(one, 'id')),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(dashboards)('$path fills its rows', (dashboard) => {
    for (const section of below(dashboard.xml, 'section')) {
      const width = attr(section, 'columns')?.length ?? 0;
      for (const row of below(section, 'row').filter((one) => one.children.length > 0))
        expect(row.children.reduce((sum, cell) => sum + Number(attr(cell, 'colspan')), 0)).toBe(width);
    }
  });
});
