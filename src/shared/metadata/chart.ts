import type { Query } from '../query/ast.ts';

/**
 * How a series is drawn. MS Chart types that this version does not draw become the nearest of these, and the import
 * report says so.
 */
export type SeriesKind =
  | 'column'
  | 'bar'
  | 'line'
  | 'area'
  | 'pie'
  | 'doughnut'
  | 'funnel'
  | 'stackedcolumn'
  | 'stackedcolumn100'
  | 'stackedbar'
  | 'stackedbar100'
  | 'stackedarea'
  | 'stackedarea100';

/** One measure of a chart. `alias` is the key of its value in the rows of the chart's query. */
export interface ChartSeries {
  readonly alias: string;
  readonly kind: SeriesKind;
  /** Drawn against a second value axis on the other side. */
  readonly secondAxis: boolean;
  readonly showValues: boolean;
  /** CSS colour; absent: the next of the theme's palette. */
  readonly color?: string;
}

/**
 * A chart of a table's rows, as read from a savedqueryvisualization. `L` as in {@link Table}: Labels on the server, text
 * in a package.
 *
 * What is drawn is `query` with the filter of the view that it is shown with (both must hold). `query` is an aggregate;
 * `category` is the alias of its first grouping (the category axis), `split` that of a second one, which makes a series
 * of each of its values.
 *
 * Date groupings give numbers (month: 1 to 12). So that different years do not fall together, the query also groups by
 * what is coarser, and `categoryParts` are the keys of all of it in the rows, coarse to fine, the last one `category`
 * itself: year and month of a month; year, month and day of a day; year and week of a week; fiscal year and quarter of
 * a quarter. A category is then the values of all these keys together, and sorts by them in this order. Absent:
 * `category` alone tells the categories apart, as with a year, a choice, or months of several years as series.
 */
export interface Chart<L = string> {
  readonly id: string;
  readonly table: string;
  readonly name: L;
  readonly description: L;
  readonly isDefault: boolean;
  readonly query: Query;
  readonly category: string;
  readonly categoryParts?: readonly string[];
  readonly split?: string;
  /** Of `split` what `categoryParts` are of `category`. */
  readonly splitParts?: readonly string[];
  readonly series: readonly ChartSeries[];
  readonly showLegend: boolean;
  /** Titles of the axes; absent: the labels of the columns. */
  readonly categoryTitle?: string;
  readonly valueTitle?: string;
}
