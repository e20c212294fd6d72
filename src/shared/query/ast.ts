/**
 * The one query language inside Haversack. FetchXML, OData and the grid's own filters are read into it; the server
 * compiles it to SQL, the device evaluates it over rows in memory, with the same rows in the same order (I7).
 * Nodes are plain frozen JSON values: they travel in app packages and through postMessage; behaviour lives elsewhere.
 */
export interface Query {
  readonly kind: 'query';
  readonly table: string;
  readonly columns: readonly SelectColumn[] | 'all';
  readonly filter?: Filter;
  readonly links: readonly Link[];
  readonly orders: readonly Order[];
  readonly distinct?: boolean;
  readonly aggregate?: boolean;
  /** At most this many rows in all. */
  readonly top?: number;
  /** One page: `size` rows from page `number`, counted from 1. */
  readonly page?: { readonly size: number; readonly number: number };
  /** Also count all matching rows. */
  readonly count?: boolean;
  /** Orders by a choice compare its values, not its labels. */
  readonly rawOrder?: boolean;
}

export interface SelectColumn {
  readonly column: string;
  readonly alias?: string;
  readonly aggregate?: 'count' | 'countcolumn' | 'sum' | 'avg' | 'min' | 'max';
  readonly distinct?: boolean;
  readonly groupBy?: boolean;
  readonly dateGrouping?: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-period' | 'fiscal-year';
  /** Date grouping in the person's zone (default) or in UTC. */
  readonly userTimeZone?: boolean;
}

export type LinkType = 'inner' | 'outer' | 'exists' | 'in' | 'matchfirstrowusingcrossapply';

/**
 * A join: rows of `table` whose `from` equals `to` of the parent. Result keys are `alias.column`.
 * Its filter is part of the join, so with `outer` it never removes a parent row.
 */
export interface Link {
  readonly kind: 'link';
  readonly table: string;
  readonly alias: string;
  readonly from: string;
  readonly to: string;
  readonly type: LinkType;
  readonly columns: readonly SelectColumn[] | 'all';
  readonly filter?: Filter;
  readonly links: readonly Link[];
  readonly orders: readonly Order[];
  /** The linked table is the intersect table of an N:N relationship. */
  readonly intersect?: boolean;
}

export type Filter = GroupFilter | NotFilter | Condition | LinkFilter;

export interface GroupFilter {
  readonly kind: 'and' | 'or';
  readonly filters: readonly Filter[];
  /** Each condition's value is the quick-find text. */
  readonly quickFind?: boolean;
}

export interface NotFilter {
  readonly kind: 'not';
  readonly filter: Filter;
}

/** `link` names the alias of a joined table; absent: the table the filter stands in. */
export interface Condition {
  readonly kind: 'condition';
  readonly column: string;
  readonly link?: string;
  /** A FetchXML operator as spelt there, `neq` read as `ne`. */
  readonly operator: string;
  readonly values: readonly string[];
  /** Compares with another column instead of values (FetchXML valueof; every object has a `valueOf` already). */
  readonly compareTo?: { readonly column: string; readonly link?: string };
}

/** A link inside a filter: decides rows, adds none. `all` and `not all` mean what FetchXML's documents say. */
export interface LinkFilter {
  readonly kind: 'link-filter';
  readonly type: 'any' | 'not any' | 'all' | 'not all';
  readonly table: string;
  readonly alias: string;
  readonly from: string;
  readonly to: string;
  readonly filter?: Filter;
  readonly links: readonly Link[];
}

export interface Order {
  readonly column: string;
  /** Alias of a joined table; absent: the table the order stands in. */
  readonly link?: string;
  /** The name is an alias of an aggregate column. */
  readonly byAlias?: boolean;
  readonly descending: boolean;
}

/** What a query may ask about the person and the moment; fixed before either executor runs. */
export interface QueryContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly userId: string;
  readonly businessUnitId: string;
  readonly teamIds: readonly string[];
  /** LCID. */
  readonly language: number;
  readonly timeZone: ZoneTable;
  readonly fiscalYearStart: FiscalYearStart;
}

/** The day the organisation's fiscal year starts on: month 1 to 12, day 1 to 28. */
export interface FiscalYearStart {
  readonly month: number;
  readonly day: number;
}

/** UTC offsets of a zone as a table: from `at` (ms) on, local = UTC + `offset` minutes. Ascending, first `at` -Infinity as null. */
export interface ZoneTable {
  readonly name: string;
  readonly transitions: readonly { readonly at: number | null; readonly offset: number }[];
}
