/** A dashboard as compiled from FormXml. `L` as in {@link Table}: Labels on the server, text in a package. */
export interface Dashboard<L = string> {
  readonly id: string;
  readonly name: L;
  readonly description: L;
  /** `interactive` has streams, tiles and filters over one table. */
  readonly kind: 'standard' | 'interactive';
  readonly isDefault: boolean;
  /** Also offered on phones and tablets. */
  readonly availableOnPhone: boolean;
  /** Ids of the roles it is shown to; absent: everyone. */
  readonly roles?: readonly string[];
  /** What an interactive one filters by: rows of a table, within a time frame of a date column. */
  readonly filter?: DashboardFilter;
  readonly sections: readonly DashboardSection<L>[];
}

export interface DashboardFilter {
  readonly table: string;
  readonly viewId?: string;
  /** Date column of the time frame. */
  readonly column?: string;
  /** FetchXML operator without a value: `today`, `this-week`, `last-month` …; absent: no time frame to begin with. */
  readonly timeFrame?: string;
}

export interface DashboardSection<L = string> {
  readonly label: L;
  readonly showLabel: boolean;
  /** Columns of equal width. */
  readonly columns: number;
  readonly cells: readonly DashboardCell<L>[];
}

export interface DashboardCell<L = string> {
  readonly id: string;
  readonly label: L;
  readonly showLabel: boolean;
  readonly colspan: number;
  /** Rows of the layout; a row is about 32 pixels high. */
  readonly rowspan: number;
  readonly control: DashboardControl;
}

/** What a cell shows. What this version does not show keeps its place with `unsupported`, never breaks the page. */
export type DashboardControl =
  | {
      readonly kind: 'chart';
      readonly table: string;
      readonly viewId: string;
      readonly chartId: string;
      /** The list can be shown beside or instead of the chart. */
      readonly withGrid: boolean;
    }
  | {
      readonly kind: 'grid';
      readonly table: string;
      readonly viewId: string;
      readonly rowsPerPage: number;
      readonly showViewPicker: boolean;
    }
  /** Rows one below the other as cards, of a view or of a queue; several one after the other are tabs. */
  | {
      readonly kind: 'stream';
      readonly streams: readonly { readonly table: string; readonly viewId: string }[];
    }
  /** The number of a view's rows. */
  | { readonly kind: 'tile'; readonly table: string; readonly viewId: string }
  | { readonly kind: 'unsupported'; readonly what: string };
