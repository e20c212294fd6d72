import { document, el, flag, idOf, label, localized } from './text.mjs';
import { filter } from './views.mjs';

const chartTypes = {
  column: 'Column',
  stackedColumn: 'StackedColumn',
  stackedColumn100: 'StackedColumn100',
  bar: 'Bar',
  stackedBar: 'StackedBar',
  stackedBar100: 'StackedBar100',
  line: 'Line',
  area: 'Area',
  pie: 'Pie',
  doughnut: 'Doughnut',
  funnel: 'Funnel',
};
const round = new Set(['pie', 'doughnut', 'funnel']);
const stacked = new Set(['stackedColumn', 'stackedColumn100', 'stackedBar', 'stackedBar100']);
const aggregates = new Set(['count', 'sum', 'avg', 'min', 'max']);
const dateGroupings = new Set(['day', 'week', 'month', 'quarter', 'year', 'fiscal-period', 'fiscal-year']);
const words = (text) => text.split(/\s+/).filter(Boolean);

/** The id of a chart, which dashboards name as well. */
export const chartId = (table, chart) => idOf('chart', table.logical, label(chart.name).english);

/** A grouping `column` or `column.month`. */
function groupingOf(token, table) {
  const [name, dateGrouping] = token.split('.');
  const column = table.column(name);
  if (dateGrouping !== undefined && (!dateGroupings.has(dateGrouping) || column.type !== 'datetime'))
    throw new Error(`${table.logical}: cannot group by "${token}"`);
  return { alias: `group_${name}`, name, dateGrouping };
}

/** A measure `count` or `sum column`. */
function measureOf(text, table) {
  const [aggregate, name = table.primaryId, ...rest] = words(text);
  if (!aggregates.has(aggregate) || rest.length > 0 || (aggregate !== 'count' && name === table.primaryId))
    throw new Error(`${table.logical}: cannot read the measure "${text}"`);
  table.column(name);
  return { alias: `${aggregate}_${name}`, name, aggregate };
}

/** What a chart counts: groupings, measures and the fetch that brings them. */
function dataOf(table, chart) {
  const groupings = words(chart.by).map((token) => groupingOf(token, table));
  const measures = (chart.show ?? 'count').split(',').map((text) => measureOf(text, table));
  if (groupings.length > 2 || groupings.length === 0 || (groupings.length === 2 && measures.length > 1))
    throw new Error(
      `${table.logical}: chart ${chart.name} has one category, and either a second or more measures`,
    );
  const several = groupings.length + measures.length > 2;
  if (several ? round.has(chart.type) : stacked.has(chart.type))
    throw new Error(`${table.logical}: chart ${chart.name} cannot be ${chart.type} with what it shows`);
  const [category] = groupings;
  const byMeasure = chart.top !== undefined || chart.order === 'measure';
  return {
    category,
    measures,
    fetch: el(
      'fetch',
      { mapping: 'logical', aggregate: 'true', count: chart.top },
      el(
        'entity',
        { name: table.logical },
        groupings.map(({ alias, name, dateGrouping }) =>
          el('attribute', { alias, name, groupby: 'true', dategrouping: dateGrouping }),
        ),
        measures.map(({ alias, name, aggregate }) => el('attribute', { alias, name, aggregate })),
        byMeasure
          ? el('order', { alias: measures[0].alias, descending: 'true' })
          : el('order', { alias: category.alias, descending: 'false' }),
        filter(chart.filter, table),
      ),
    ),
  };
}

const axis = (name, extra = []) =>
  el(
    name,
    { LabelAutoFitMinFontSize: 8, TitleForeColor: '59, 59, 59', LineColor: '165, 172, 181' },
    el('MajorGrid', { Enabled: name === 'AxisY' ? 'True' : 'False', LineColor: '239, 242, 246' }),
    el('MajorTickMark', { Enabled: 'False' }),
    el('LabelStyle', { Font: '{0}, 11px', ForeColor: '59, 59, 59' }),
    extra,
  );

function presentation(chart, measures) {
  const isRound = round.has(chart.type);
  return el(
    'Chart',
    {},
    el(
      'Series',
      {},
      measures.map(() =>
        el('Series', {
          ChartType: chartTypes[chart.type],
          IsValueShownAsLabel: chart.type === 'line' || chart.type === 'area' ? 'False' : 'True',
          Font: '{0}, 9.5px',
          LabelForeColor: '59, 59, 59',
          CustomProperties: isRound ? 'PieLabelStyle=Inside, FunnelMinPointHeight=0' : undefined,
        }),
      ),
    ),
    el(
      'ChartAreas',
      {},
      el(
        'ChartArea',
        { BorderColor: 'White', BorderDashStyle: 'Solid' },
        isRound ? [] : [axis('AxisY'), axis('AxisX')],
      ),
    ),
    isRound || stacked.has(chart.type) || measures.length > 1
      ? el(
          'Legends',
          {},
          el('Legend', {
            Alignment: 'Center',
            LegendStyle: 'Table',
            Docking: isRound ? 'right' : 'bottom',
            Font: '{0}, 11px',
          }),
        )
      : undefined,
    el(
      'Titles',
      {},
      el('Title', { Alignment: 'TopLeft', DockingOffset: '-3', Font: '{0}, 13px', ForeColor: '59, 59, 59' }),
    ),
  );
}

/** Reads one chart of a table into the content of its file. */
export function chartFile(table, chart) {
  if (chartTypes[chart.type] === undefined)
    throw new Error(`${table.logical}: no chart type "${chart.type}"`);
  const { category, measures, fetch } = dataOf(table, chart);
  return document(
    el(
      'visualization',
      { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
      el('savedqueryvisualizationid', {}, `{${chartId(table, chart)}}`),
      el(
        'datadescription',
        {},
        el(
          'datadefinition',
          {},
          el('fetchcollection', {}, fetch),
          el(
            'categorycollection',
            {},
            el(
              'category',
              { alias: category.alias },
              measures.map(({ alias }) => el('measurecollection', {}, el('measure', { alias }))),
            ),
          ),
        ),
      ),
      el('presentationdescription', {}, presentation(chart, measures)),
      el('isdefault', {}, flag(chart.default)),
      el('IsCustomizable', {}, 1),
      el('CanBeDeleted', {}, 1),
      el('IntroducedVersion', {}, '1.0.0.0'),
      localized('LocalizedNames', 'LocalizedName', chart.name),
    ),
  );
}
