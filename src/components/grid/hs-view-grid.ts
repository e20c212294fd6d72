import '@vaadin/grid/vaadin-grid.js';
import '@vaadin/grid/vaadin-grid-column.js';
import '@vaadin/grid/vaadin-grid-selection-column.js';
import '@vaadin/grid/vaadin-grid-sort-column.js';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import type { Grid, GridDataProvider, GridItemModel } from '@vaadin/grid/vaadin-grid.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DataClient, LiveRow } from '../../data/client.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { View } from '../../shared/metadata/view.ts';
import type { Filter } from '../../shared/query/ast.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import { dataClientContext } from '../../state/data-client-context.ts';
import { FormFactorController } from '../../state/form-factor.ts';
import { formatsContext } from '../../state/formats-context.ts';
import { linksContext, type Links } from '../../state/links.ts';
import '../base/hs-empty-state.ts';
import '../base/hs-icon.ts';
import '../base/hs-skeleton.ts';
import { errorWords } from '../base/problem-words.ts';
import { cardLayout, type CardLayout } from './card-columns.ts';
import { gridColumns, type GridColumn } from './grid-columns.ts';
import { renderCard, renderCell, type CellContext } from './render-cell.ts';
import { RowWindow } from './row-window.ts';
import { viewGridStyles } from './view-grid-styles.ts';
import { viewQuery, type SortColumn } from './view-query.ts';

export type GridSelectionEvent = CustomEvent<{ readonly rows: readonly LiveRow[] }>;
export type GridTotalEvent = CustomEvent<{ readonly total: number }>;

const pageSize = 50;

/**
 * A view's rows: a grid, or cards on a phone; live, over any number of rows. Fires `hs-open` ({ row }) for Enter and
 * double click, `hs-selection`, `hs-total` and `hs-sort`. The default slot is shown with the empty state.
 */
@localized()
@customElement('hs-view-grid')
export class HsViewGrid extends LitElement {
  @property({ attribute: false }) view?: View;
  @property() search = '';
  /** Must hold beside the view's own filter. */
  @property({ attribute: false }) filter?: Filter;
  /** The person's order; empty: the view's own. */
  @property({ attribute: false }) sort: readonly SortColumn[] = [];
  /** Row to show first, read when the view opens. */
  @property({ type: Number }) firstRow = 0;
  /** Ids selected at first. */
  @property({ attribute: false }) selectedIds: readonly string[] = [];
  /** Cards get check boxes too. */
  @property({ type: Boolean }) selecting = false;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: dataClientContext, subscribe: true }) @state() private _data?: DataClient;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @state() private _total?: number;
  @state() private _error?: unknown;
  @state() private _selected: readonly LiveRow[] = [];
  @query('vaadin-grid') private _grid!: Grid<LiveRow> | null;

  readonly #form = new FormFactorController(this);
  #window?: RowWindow;
  #columns: readonly GridColumn[] = [];
  #cardLayout: CardLayout | undefined;
  #sort: readonly SortColumn[] = [];
  #isSortingReady = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #restore: number | undefined;
  #scroller?: HTMLElement;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#window?.close();
  }

  override willUpdate(changed: PropertyValues): void {
    if (this._catalog && this.view && (changed.has('view') || changed.has('_catalog'))) {
      this.#columns = gridColumns(this._catalog, this.view);
      this.#cardLayout = cardLayout(this._catalog, this.view.table);
    }
    if (changed.has('view')) {
      this.#sort = this.sort.length > 0 ? this.sort : this.#viewSort();
      this.#settleSorting();
    }
    if (['view', 'search', 'filter', '_data', '_catalog'].some((name) => changed.has(name))) this.#open();
  }

  override updated(): void {
    const grid = this._grid;
    if (!grid || this._total === undefined) return;
    // The scroller is the grid's own and there after its first render; it fires nothing that leaves its shadow root.
    const scroller = grid.shadowRoot?.getElementById('table') ?? undefined;
    if (scroller && scroller !== this.#scroller) {
      this.#scroller = scroller;
      scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    }
    if (this.#restore !== undefined && this._total > 0) {
      const row = this.#restore;
      this.#restore = undefined;
      grid.scrollToIndex(Math.min(row, (this._total ?? 1) - 1));
    }
  }

  override render() {
    if (!this.view || !this._catalog || !this._formats) return nothing;
    if (this._error !== undefined)
      return html`<hs-empty-state
        icon="error"
        tone="error"
        .heading=${msg('This list could not be read')}
        .text=${errorWords(this._error, msg('Something went wrong.'))}
        ><button class="plain" type="button" @click=${() => this.#open()}>
          ${msg('Try again')}
        </button></hs-empty-state
      >`;
    return html`
      ${this._total === undefined ? html`<hs-skeleton .label=${msg('Loading')}></hs-skeleton>` : nothing}
      ${this._total === 0 ? this.#empty() : nothing} ${this.#renderGrid()}
    `;
  }

  #renderGrid() {
    const isPhone = this.#form.isPhone;
    return html`<vaadin-grid
      class=${isPhone ? 'cards' : 'table'}
      theme=${isPhone ? 'no-border' : ''}
      aria-label=${this.view?.name ?? ''}
      item-id-path="id"
      column-reordering-allowed
      .i18n=${{ selectAll: msg('Select all'), selectRow: msg('Select row') }}
      .size=${this._total ?? 0}
      .pageSize=${pageSize}
      .dataProvider=${this.#provide}
      .selectedItems=${[...this._selected]}
      ?hidden=${!this._total}
      @selected-items-changed=${this.#onSelected}
      @dblclick=${this.#onDoubleClick}
      @keydown=${{ handleEvent: this.#onKey, capture: true }}
    >
      ${
        !isPhone || this.selecting
          ? html`<vaadin-grid-selection-column
              frozen
              width="44px"
              flex-grow="0"
            ></vaadin-grid-selection-column>`
          : nothing
      }
      ${
        isPhone
          ? html`<vaadin-grid-column
              .header=${null}
              ${columnBodyRenderer(this.#card, [this.#columns, this._selected, this._formats])}
            ></vaadin-grid-column>`
          : repeat(
              this.#columns,
              (column) => column.key,
              (column) => this.#renderColumn(column),
            )
      }
    </vaadin-grid>`;
  }

  #renderColumn(column: GridColumn) {
    const body = columnBodyRenderer<LiveRow>(
      (row) => this.#cell(column, row),
      [this._formats, this.#columns],
    );
    if (!column.isSortable)
      return html`<vaadin-grid-column
        resizable
        .header=${column.column ? column.label : msg(str`${column.label} (not on this device)`)}
        .textAlign=${column.align}
        .width=${`${column.width}px`}
        .flexGrow=${column.width / 100}
        ${body}
      ></vaadin-grid-column>`;
    const sort = this.#sort.find((one) => one.column === column.key);
    return html`<vaadin-grid-sort-column
      resizable
      .path=${column.key}
      .header=${column.label}
      .direction=${sort ? (sort.descending ? 'desc' : 'asc') : null}
      .textAlign=${column.align}
      .width=${`${column.width}px`}
      .flexGrow=${column.width / 100}
      ${body}
    ></vaadin-grid-sort-column>`;
  }

  #empty() {
    const isSearch = this.search.trim() !== '';
    const plural = this._catalog?.table(this.view?.table ?? '')?.pluralLabel ?? '';
    return html`<hs-empty-state
      .icon=${isSearch ? 'search' : 'list'}
      .heading=${isSearch ? msg(str`Nothing found for “${this.search}”`) : msg(str`No ${plural} here yet`)}
      .text=${
        isSearch
          ? msg('Try fewer letters, or another view.')
          : msg('Records that match this view appear here by themselves.')
      }
      ><slot></slot
    ></hs-empty-state>`;
  }

  readonly #card = (row: LiveRow, model: GridItemModel<LiveRow>) => {
    const context = this.#context();
    if (context === undefined) return html``;
    const shown = { columns: this.#columns, card: this.#cardLayout };
    return renderCard(context, shown, row, model.selected === true);
  };

  #cell(column: GridColumn, row: LiveRow) {
    const context = this.#context();
    return context ? renderCell(context, column, row) : html``;
  }

  #context(): CellContext | undefined {
    const { _catalog: catalog, _formats: formats, _links: links, view } = this;
    return catalog && formats && view ? { catalog, formats, links, table: view.table } : undefined;
  }

  /** The order the view brings, as far as its columns are shown, so that the header tells the truth. */
  #viewSort(): readonly SortColumn[] {
    return (this.view?.query.orders ?? [])
      .map((order) => ({
        column: order.link === undefined ? order.column : `${order.link}.${order.column}`,
        descending: order.descending,
      }))
      .filter((sort) => this.#columns.some((column) => column.key === sort.column && column.isSortable))
      .slice(0, 1);
  }

  #open(): void {
    const { view, _catalog: catalog, _data: data } = this;
    if (!view || !catalog || !data) return;
    this._error = undefined;
    this._total = undefined;
    this.#window?.close();
    this.#window = new RowWindow(data, {
      onRows: (total) => this.#onRows(total),
      onError: (error) => {
        this._error = error;
      },
    });
    this.#restore = this.firstRow > 0 ? this.firstRow : undefined;
    const first = this.firstRow;
    this.#topRow = first;
    this.firstRow = 0;
    const { search, filter } = this;
    const options = { search, sort: this.#sort, ...(filter ? { filter } : {}) };
    this.#window.open(viewQuery(catalog, view, options), first, pageSize);
  }

  #onRows(total: number): void {
    const isFirst = this._total === undefined;
    this._total = total;
    if (isFirst && this.selectedIds.length > 0) this.#restoreSelection();
    if (this._grid) {
      this._grid.size = total;
      this._grid.clearCache();
    }
    this.dispatchEvent(new CustomEvent('hs-total', { detail: { total } }));
  }

  #restoreSelection(): void {
    const rows = this.selectedIds.map((id) => ({ id, values: {}, rights: 0 }));
    this.selectedIds = [];
    this._selected = rows;
  }

  readonly #provide: GridDataProvider<LiveRow> = (parameters, callback) => {
    const sort = parameters.sortOrders
      .filter((order) => order.direction)
      .map((order) => ({ column: order.path, descending: order.direction === 'desc' }));
    if (this.#isSortingReady && JSON.stringify(sort) !== JSON.stringify(this.#sort)) {
      this.#sort = sort;
      this.dispatchEvent(new CustomEvent('hs-sort', { detail: { sort } }));
      this.#open();
      return;
    }
    this.#window?.load(parameters.page, parameters.pageSize, (rows) => callback(rows));
  };

  /** New sorters report their directions late; until then the grid's idea of the order is not the person's. */
  #settleSorting(): void {
    this.#isSortingReady = false;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#isSortingReady = true;
    }, 100);
  }

  /** The row at the top of the view, for coming back to it. */
  get topRow(): number {
    return this.#topRow;
  }
  #topRow = 0;

  readonly #onScroll = (): void => {
    const index = (this._grid as unknown as { readonly _firstVisibleIndex?: number } | null)
      ?._firstVisibleIndex;
    if (index !== undefined) this.#topRow = index;
  };

  readonly #onSelected = (event: CustomEvent<{ value: LiveRow[] }>): void => {
    const rows = event.detail.value;
    if (
      rows.length === this._selected.length &&
      rows.every((row, index) => row.id === this._selected[index]?.id)
    )
      return;
    this._selected = rows;
    this.dispatchEvent(new CustomEvent('hs-selection', { detail: { rows } }));
  };

  /** Takes the selection back. */
  clearSelection(): void {
    this._selected = [];
    this.dispatchEvent(new CustomEvent('hs-selection', { detail: { rows: [] } }));
  }

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const row = this._grid?.getEventContext(event).item;
    if (row) this.dispatchEvent(new CustomEvent('hs-open', { detail: { row } }));
  };

  /** Enter on a row or a cell opens the record; inside a cell (a link, a check box) it keeps its meaning. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    const from = event.composedPath()[0];
    if (!(from instanceof HTMLTableCellElement) && !(from instanceof HTMLTableRowElement)) return;
    const context = this._grid?.getEventContext(event);
    if (!context?.item || context.section !== 'body') return;
    event.stopPropagation();
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('hs-open', { detail: { row: context.item } }));
  };

  static override styles = viewGridStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-view-grid': HsViewGrid;
  }
}
