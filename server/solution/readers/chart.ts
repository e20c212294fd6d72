import { AppError } from '../../../src/shared/base/app-error.ts';
import { readGuid } from '../../../src/shared/base/guid.ts';
import { printXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ChartSeries } from '../../../src/shared/metadata/chart.ts';
import { allAt, attributeOf, childOf, childrenOf, flagOf, labelsFrom, textAt } from '../element.ts';
import { embedded } from '../embedded.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { ChartSource } from '../solution-model.ts';
import { keyOf, selectedIn, withDateParts } from './chart-dates.ts';
import { readQuery } from './query.ts';
import { readSeries, seriesKind } from './series.ts';

/** The document of a part; a text says why it cannot be read. */
function documentOf(element: XmlElement, part: string, path: string): XmlElement | string {
  try {
    return embedded(childOf(element, part), path) ?? `it has no ${part}`;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

type Complain = (reason: string) => void;

/** Series in the order of the measure collections, each drawn as the series of the presentation at its place. */
function seriesOf(
  categories: XmlElement,
  presentation: XmlElement | undefined,
  aliases: ReadonlySet<string>,
  complain: Complain,
): ChartSeries[] {
  const drawn = allAt(presentation, 'Series', 'Series');
  return allAt(categories, 'measurecollection').flatMap((collection, index): ChartSeries[] => {
    const measures = childrenOf(collection, 'measure');
    const alias = attributeOf(measures[0], 'alias');
    if (measures.length > 1) complain('draws the first of several measures of a series only');
    if (alias === undefined || !aliases.has(alias)) {
      complain(`does not draw the measure ${alias ?? 'without an alias'}, which its query does not have`);
      return [];
    }
    const type = attributeOf(drawn[index], 'ChartType');
    const { kind, exact } = seriesKind(type);
    if (!exact) complain(`draws the type ${type ?? ''} as ${kind}`);
    return [readSeries(drawn[index], alias)];
  });
}

function axisTitle(presentation: XmlElement | undefined, axis: string): string | undefined {
  return attributeOf(allAt(presentation, 'ChartAreas', 'ChartArea', axis)[0], 'Title');
}

function isLegend(presentation: XmlElement | undefined): boolean {
  return allAt(presentation, 'Legends', 'Legend').some((one) => flagOf(attributeOf(one, 'Enabled'), true));
}

/** Reads a visualization element of a table; `owner` is that table's name. */
export function readChart(
  element: XmlElement,
  owner: string,
  path: string,
): { source?: ChartSource; items: ReportItem[] } {
  const labels = labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName'));
  const stated = textAt(element, 'name');
  const name = `${owner}: ${Object.values(labels)[0] ?? stated ?? textAt(element, 'savedqueryvisualizationid') ?? 'unnamed'}`;
  const refuse = (reason: string): { items: ReportItem[] } => ({
    items: [{ kind: 'chart', name, status: 'not understood', reason }],
  });
  const id = readGuid(textAt(element, 'savedqueryvisualizationid') ?? '');
  if (id === undefined) return refuse('it has no id');
  if (textAt(element, 'webresourcename') !== undefined) return refuse('a web resource draws it');
  const where = `${path} (${name})`;
  const data = documentOf(element, 'datadescription', where);
  if (typeof data === 'string') return refuse(data);
  const presentation = documentOf(element, 'presentationdescription', where);
  const definition = data.name.toLowerCase() === 'datadefinition' ? data : childOf(data, 'datadefinition');
  const fetches = allAt(definition, 'fetchcollection', 'fetch');
  const categories = allAt(definition, 'categorycollection', 'category');
  const [fetch] = fetches;
  const [first] = categories;
  if (fetch === undefined || first === undefined) return refuse('it has no fetch or no category');
  const query = readQuery(fetch);
  if (typeof query === 'string') return refuse(query);

  const items: ReportItem[] = [];
  const complain = (reason: string): void => void items.push({ kind: 'chart', name, status: 'gap', reason });
  if (fetches.length > 1) complain('draws the first of its queries only');
  if (categories.length > 1) complain('draws the first of its categories only');
  if (typeof presentation === 'string') complain(`is drawn as columns, since ${presentation}`);
  const chart = typeof presentation === 'string' ? undefined : presentation;
  const selected = selectedIn(query);
  const groups = selected.flatMap(({ select, link }) => (select.groupBy ? keyOf(select, link) : []));
  const measures = selected.flatMap(({ select, link }) => (select.aggregate ? keyOf(select, link) : []));
  const named = attributeOf(first, 'alias');
  const category = named !== undefined && groups.includes(named) ? named : groups[0];
  if (category === undefined) return refuse('its query groups by nothing');
  const split = groups.find((key) => key !== category);
  if (groups.length > 2) complain('splits its values by the second of its groupings only');
  const series = seriesOf(first, chart, new Set(measures), complain);
  if (series.length === 0) return refuse('it draws no measure of its query');

  const byCategory = withDateParts(query, category);
  const bySplit = split === undefined ? { query: byCategory.query } : withDateParts(byCategory.query, split);
  const categoryTitle = axisTitle(chart, 'AxisX');
  const valueTitle = axisTitle(chart, 'AxisY');
  return {
    source: {
      chart: {
        id,
        table: query.table,
        name: Object.keys(labels).length > 0 || stated === undefined ? labels : { '1033': stated },
        description: labelsFrom(allAt(element, 'Descriptions', 'Description')),
        isDefault: flagOf(textAt(element, 'isdefault'), false),
        query: bySplit.query,
        category,
        ...(byCategory.parts === undefined ? {} : { categoryParts: byCategory.parts }),
        ...(split === undefined ? {} : { split }),
        ...(bySplit.parts === undefined ? {} : { splitParts: bySplit.parts }),
        series,
        showLegend: isLegend(chart),
        ...(categoryTitle === undefined ? {} : { categoryTitle }),
        ...(valueTitle === undefined ? {} : { valueTitle }),
      },
      dataXml: printXml(data),
      presentationXml: chart === undefined ? '' : printXml(chart),
    },
    items,
  };
}
