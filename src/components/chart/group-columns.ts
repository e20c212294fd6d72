import type { Chart } from '../../shared/metadata/chart.ts';
import type { Row } from '../../shared/metadata/row.ts';
import type { Column } from '../../shared/metadata/table.ts';
import type { Link, Query, SelectColumn } from '../../shared/query/ast.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';

type Grouping = NonNullable<SelectColumn['dateGrouping']>;

/** A value of a chart's query: what is selected, of which column, through which links. */
export interface ChartColumn {
  readonly alias: string;
  readonly select: SelectColumn;
  readonly table: string;
  readonly column: Column;
  readonly path: readonly Link[];
}

function aliasOf(select: SelectColumn, link: Link | undefined): string {
  return select.alias ?? (link === undefined ? select.column : `${link.alias}.${select.column}`);
}

function find(query: Query, alias: string): Omit<ChartColumn, 'column'> | undefined {
  const inColumns = (
    columns: Query['columns'],
    table: string,
    path: readonly Link[],
  ): Omit<ChartColumn, 'column'> | undefined => {
    const select =
      columns === 'all' ? undefined : columns.find((one) => aliasOf(one, path[path.length - 1]) === alias);
    return select && { alias, select, table, path };
  };
  const inLinks = (
    links: readonly Link[],
    path: readonly Link[],
  ): Omit<ChartColumn, 'column'> | undefined => {
    for (const link of links) {
      const here = [...path, link];
      const found = inColumns(link.columns, link.table, here) ?? inLinks(link.links, here);
      if (found) return found;
    }
    return undefined;
  };
  return inColumns(query.columns, query.table, []) ?? inLinks(query.links, []);
}

/** The column behind an alias of the chart's query; undefined where the query or the package has none. */
export function chartColumn(catalog: AppCatalog, chart: Chart, alias: string): ChartColumn | undefined {
  const found = find(chart.query, alias);
  const column = found && catalog.column(found.table, found.select.column);
  return found && column ? { ...found, column } : undefined;
}

/** The category or the split of a chart: its columns coarse to fine (year, month), `own` the last of them. */
export interface ChartGroup {
  readonly own: ChartColumn;
  readonly parts: readonly ChartColumn[];
}

/** Undefined where the chart has none, or the package not its columns. */
export function chartGroup(
  catalog: AppCatalog,
  chart: Chart,
  which: 'category' | 'split',
): ChartGroup | undefined {
  const alias = chart[which];
  const own = alias === undefined ? undefined : chartColumn(catalog, chart, alias);
  if (!own) return undefined;
  const aliases = (which === 'category' ? chart.categoryParts : chart.splitParts) ?? [own.alias];
  const parts = aliases.map((one) => chartColumn(catalog, chart, one)).filter((one) => one !== undefined);
  return { own, parts };
}

/** The value of a date grouping (`year` of a month) in a row; undefined where the parts have none. */
export function partValue(parts: readonly ChartColumn[], grouping: Grouping, row: Row): number | undefined {
  const alias = parts.find(({ select }) => select.dateGrouping === grouping)?.alias;
  const value = alias === undefined ? null : (row[alias] ?? null);
  return value === null ? undefined : Number(value);
}
