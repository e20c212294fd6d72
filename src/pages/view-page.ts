import '@vaadin/button/vaadin-button.js';
import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/base/hs-badge.ts';
import '../components/base/hs-icon.ts';
import '../components/base/hs-menu.ts';
import type { MenuSelectEvent } from '../components/base/hs-menu.ts';
import '../components/base/hs-page-frame.ts';
import type { PointChosenEvent } from '../components/chart/hs-chart-panel.ts';
import '../components/grid/hs-search-field.ts';
import '../components/grid/hs-view-grid.ts';
import type { GridSelectionEvent, GridTotalEvent, HsViewGrid } from '../components/grid/hs-view-grid.ts';
import type { SortColumn } from '../components/grid/view-query.ts';
import type { HsSearchField } from '../components/grid/hs-search-field.ts';
import type { DataClient, LiveRow } from '../data/client.ts';
import type { Formats } from '../i18n/formats.ts';
import type { Chart } from '../shared/metadata/chart.ts';
import type { View } from '../shared/metadata/view.ts';
import { appCatalogContext, type AppCatalog } from '../state/app-catalog.ts';
import { dataClientContext } from '../state/data-client-context.ts';
import { chartChoicesContext, type RememberedChoices } from '../state/remembered-choices.ts';
import { FormFactorController } from '../state/form-factor.ts';
import { formatsContext } from '../state/formats-context.ts';
import { linksContext, type Links } from '../state/links.ts';
import { listMemoryContext, type ListMemory, type Segment } from '../state/list-memory.ts';
import { deleteRecords } from './delete-records.ts';
import { viewPageStyles } from './view-page-styles.ts';
import './problem-page.ts';

/** The list of one table through one of its views. */
@localized()
@customElement('hs-view-page')
export class HsViewPage extends LitElement {
  @property() tableName = '';
  /** From the address; absent: where the person was, else the default view. */
  @property() viewId?: string;
  /** Chart to open with; absent: the one chosen for the view before. */
  @property() chartId?: string;
  @property() search?: string;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: dataClientContext, subscribe: true }) @state() private _data?: DataClient;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @consume({ context: chartChoicesContext }) @state() private _charts?: RememberedChoices;
  @consume({ context: listMemoryContext }) @state() private _memory?: ListMemory;
  @state() private _view?: View;
  @state() private _search = '';
  @state() private _sort: readonly SortColumn[] = [];
  /** Shown beside the list, on phones instead of it. */
  @state() private _chart?: Chart;
  /** The segment of a chart whose rows are shown. */
  @state() private _segment?: Segment;
  @state() private _total?: number;
  @state() private _selected: readonly LiveRow[] = [];
  @state() private _selecting = false;
  /** On phones quick find takes a line only while it is used. */
  @state() private _searching = false;
  @query('hs-view-grid') private _grid!: HsViewGrid | null;
  @query('hs-search-field') private _field!: HsSearchField | null;
  readonly #form = new FormFactorController(this);
  #firstRow = 0;
  /** What a phone goes back to from the rows of a segment. */
  #lastChart?: Chart | undefined;
  #selectedIds: readonly string[] = [];
  #isOpened = false;

  get heading(): string {
    return this._catalog?.table(this.tableName)?.pluralLabel ?? this.tableName;
  }

  /** Puts the cursor into quick find. */
  focusSearch(): void {
    this._searching = true;
    void this.updateComplete.then(() => this._field?.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#remember();
  }

  override willUpdate(changed: PropertyValues): void {
    if (this.#isOpened || !this._catalog) {
      if (changed.has('_catalog') && this._view)
        this._view = this._catalog?.view(this._view.id) ?? this.#pick();
      return;
    }
    this.#isOpened = true;
    const remembered = this._memory?.get(this.#memoryKey());
    const known =
      remembered && (this.viewId === undefined || this.viewId === remembered.viewId) ? remembered : undefined;
    this._view = this.#pick(this.viewId ?? known?.viewId);
    this._segment = known?.segment;
    const shown = this.#chartOf(this.chartId) ?? this.#chosenChart();
    // A phone has room for one: the rows of a segment, or the chart.
    this.#lastChart = shown;
    this.#showChart(this.#form.isPhone && this._segment ? undefined : shown);
    this._search = this.search ?? known?.search ?? '';
    this._sort = known?.sort ?? [];
    const isSame = known !== undefined && known.search === this._search;
    this.#firstRow = isSame ? known.firstRow : 0;
    this.#selectedIds = isSame ? known.selected : [];
  }

  override render() {
    const { _catalog: catalog, _view: view } = this;
    if (!catalog) return nothing;
    if (!catalog.table(this.tableName)) return html`<hs-problem-page problem="no-table"></hs-problem-page>`;
    if (!view) return html`<hs-problem-page problem="no-view"></hs-problem-page>`;
    return html`<hs-page-frame fixed>
      ${this.#title(catalog, view)}
      <div
        slot="commands"
        class="commands"
        ?hidden=${this.#form.isPhone && !this._searching && this._search === ''}
      >
        <hs-search-field
          .value=${this._search}
          .label=${msg(str`Find in ${this.heading}`)}
          @hs-search-text=${this.#onSearch}
        ></hs-search-field>
      </div>
      ${this.#commandBar(catalog)} ${this.#segmentChip()}
      <div class="split">
        <hs-view-grid
          .view=${view}
          .search=${this._search}
          .filter=${this._segment?.filter}
          ?hidden=${this.#form.isPhone && this._chart !== undefined}
          .sort=${this._sort}
          .firstRow=${this.#firstRow}
          .selectedIds=${this.#selectedIds}
          .selecting=${this._selecting}
          @hs-open=${(event: CustomEvent<{ row: LiveRow }>) => this.#open(event.detail.row)}
          @hs-selection=${(event: GridSelectionEvent) => {
            this._selected = event.detail.rows;
          }}
          @hs-sort=${(event: CustomEvent<{ sort: readonly SortColumn[] }>) => {
            this._sort = event.detail.sort;
          }}
          @hs-total=${(event: GridTotalEvent) => {
            this._total = event.detail.total;
          }}
          >${this.#emptyAction(catalog)}</hs-view-grid
        >
        ${this.#chartPanel(catalog, view)}
      </div>
      ${
        // An empty list offers the same by itself.
        this.#form.isPhone && !this._chart && this._total !== 0 && catalog.can(this.tableName, 'create')
          ? html`<a slot="action" class="float" href=${this.#newHref()} aria-label=${this.#newText(catalog)}
              ><hs-icon name="plus"></hs-icon
            ></a>`
          : nothing
      }
    </hs-page-frame>`;
  }

  #title(catalog: AppCatalog, view: View) {
    const views = catalog.views(this.tableName);
    return html`<div slot="title" class="title">
      <h1 class=${this.#form.isPhone ? 'sr-only' : 'ellipsis'}>${this.heading}</h1>
      <hs-menu
        class="switcher"
        .items=${views.map((one) => ({ id: one.id, text: one.name, checked: one.id === view.id }))}
        @hs-select=${(event: MenuSelectEvent) => this.#switchView(event.detail.id)}
      >
        <span class="sr-only">${msg('View:')}</span><span class="ellipsis">${view.name}</span>
        <hs-icon class="small" name="chevron-down"></hs-icon>
      </hs-menu>
      ${
        this._total === undefined || !this._formats
          ? nothing
          : html`<span class="total tabular" role="status"
              >${
                this._total === 1 ? msg('1 record') : msg(str`${this._formats.integer(this._total)} records`)
              }</span
            >`
      }
      ${
        this.#form.isPhone && catalog.charts(this.tableName).length > 0
          ? html`<button
              class="icon-button"
              type="button"
              aria-pressed=${this._chart ? 'true' : 'false'}
              aria-label=${msg('Show chart')}
              @click=${this.#toggleChart}
            >
              <hs-icon name="chart"></hs-icon>
            </button>`
          : nothing
      }
    </div>`;
  }

  #chartPanel(catalog: AppCatalog, view: View) {
    const chart = this._chart;
    if (!chart) return nothing;
    return html`<hs-chart-panel
      .chart=${chart}
      .charts=${catalog.charts(this.tableName)}
      .view=${view}
      .search=${this._search}
      @hs-chart-chosen=${(event: CustomEvent<{ id: string }>) =>
        this.#chooseChart(catalog.chart(event.detail.id))}
      @hs-point-chosen=${(event: PointChosenEvent) => {
        this._segment = event.detail;
        this._grid?.clearSelection();
        // The rows take the chart's place; the choice is as it was.
        if (this.#form.isPhone) this._chart = undefined;
      }}
    ></hs-chart-panel>`;
  }

  #segmentChip() {
    const segment = this._segment;
    if (!segment) return nothing;
    return html`<div class="chips">
      <button
        class="chip"
        type="button"
        title=${msg(str`Remove filter ${segment.label}`)}
        aria-label=${msg(str`Remove filter ${segment.label}`)}
        @click=${() => {
          this._segment = undefined;
          this._grid?.clearSelection();
          if (this.#form.isPhone) this.#showChart(this.#lastChart);
        }}
      >
        <hs-icon name="filter"></hs-icon><span class="ellipsis">${segment.label}</span
        ><hs-icon name="close"></hs-icon>
      </button>
    </div>`;
  }

  #commandBar(catalog: AppCatalog) {
    const count = this._selected.length;
    const isPhone = this.#form.isPhone;
    if (isPhone && !this._selecting && count === 0) return nothing;
    const deletable = this._selected.filter((row) => row.rights === 0 || (row.rights & 65536) !== 0);
    return html`<div class="bar" role="toolbar" aria-label=${msg('Commands')}>
      ${
        catalog.can(this.tableName, 'create') && !isPhone
          ? html`<vaadin-button theme="primary" @click=${() => this._links?.go(this.#newHref())}
              ><hs-icon slot="prefix" name="plus"></hs-icon>${msg('New')}</vaadin-button
            >`
          : nothing
      }
      ${
        catalog.can(this.tableName, 'delete')
          ? html`<vaadin-button
              ?disabled=${deletable.length === 0}
              @click=${() => void this.#delete(catalog, deletable)}
              ><hs-icon slot="prefix" name="trash"></hs-icon>${msg('Delete')}</vaadin-button
            >`
          : nothing
      }
      ${
        isPhone
          ? nothing
          : html`<vaadin-button @click=${() => void this._data?.syncNow()}
              ><hs-icon slot="prefix" name="refresh"></hs-icon>${msg('Refresh')}</vaadin-button
            >`
      }
      ${
        !isPhone && catalog.charts(this.tableName).length > 0
          ? html`<vaadin-button aria-pressed=${this._chart ? 'true' : 'false'} @click=${this.#toggleChart}
              ><hs-icon slot="prefix" name="chart"></hs-icon
              >${this._chart ? msg('Hide chart') : msg('Show chart')}</vaadin-button
            >`
          : nothing
      }
      ${
        count > 0
          ? html`<span class="selected tabular">${msg(str`${count} selected`)}</span>
              <vaadin-button theme="tertiary" @click=${this.#clear}>${msg('Clear')}</vaadin-button>`
          : nothing
      }
    </div>`;
  }

  #emptyAction(catalog: AppCatalog) {
    if (this._search.trim() !== '')
      return html`<vaadin-button @click=${() => this.#setSearch('')}>${msg('Clear search')}</vaadin-button>`;
    return catalog.can(this.tableName, 'create')
      ? html`<vaadin-button theme="primary" @click=${() => this._links?.go(this.#newHref())}
          >${this.#newText(catalog)}</vaadin-button
        >`
      : nothing;
  }

  #newText(catalog: AppCatalog): string {
    return msg(str`New ${catalog.table(this.tableName)?.label ?? ''}`);
  }

  #newHref(): string {
    return this._links?.newRecord(this.tableName) ?? '';
  }

  #open(row: LiveRow): void {
    this.#remember();
    this._links?.go(this._links.record(this.tableName, row.id));
  }

  readonly #toggleChart = (): void =>
    this.#chooseChart(this._chart ? undefined : this._catalog?.charts(this.tableName)[0]);

  /** Remembers the choice for the view; undefined: no chart. */
  #chooseChart(chart: Chart | undefined): void {
    if (this._view) this._charts?.set(this._view.id, chart?.id ?? '');
    if (!chart) {
      this._segment = undefined;
      this.#lastChart = undefined;
    }
    this.#showChart(chart);
  }

  /** The chart's code loads with the first one shown. */
  #showChart(chart: Chart | undefined): void {
    this._chart = chart;
    this.#lastChart = chart ?? this.#lastChart;
    if (chart) void import('../components/chart/hs-chart-panel.ts');
  }

  #chosenChart(): Chart | undefined {
    return this.#chartOf(this._charts?.get(this._view?.id ?? ''));
  }

  #chartOf(id: string | undefined): Chart | undefined {
    const chart = this._catalog?.chart(id ?? '');
    return chart?.table === this.tableName ? chart : undefined;
  }

  readonly #clear = (): void => {
    this._grid?.clearSelection();
    this._selecting = false;
  };

  readonly #onSearch = (event: CustomEvent<{ text: string }>): void => this.#setSearch(event.detail.text);

  #setSearch(text: string): void {
    if (text === this._search) return;
    this._search = text;
    this._grid?.clearSelection();
    this.#writeAddress();
  }

  #switchView(id: string): void {
    const view = this.#pick(id);
    if (!view || view.id === this._view?.id) return;
    this._sort = [];
    this._total = undefined;
    this._view = view;
    this._segment = undefined;
    this.#lastChart = undefined;
    this.#showChart(this.#chosenChart());
    this._grid?.clearSelection();
    this.#writeAddress();
  }

  #pick(id?: string): View | undefined {
    const views = this._catalog?.views(this.tableName) ?? [];
    return views.find((view) => view.id === id) ?? views[0];
  }

  /** The address always tells what is shown, so that a reload and a shared link show the same. */
  #writeAddress(): void {
    const url = new URL(window.location.href);
    if (this._view) url.searchParams.set('view', this._view.id);
    if (this._search.trim() === '') url.searchParams.delete('q');
    else url.searchParams.set('q', this._search);
    window.history.replaceState(window.history.state, '', url);
  }

  #memoryKey(): string {
    return `${this._catalog?.package.app.uniqueName ?? ''}/${this.tableName}`;
  }

  #remember(): void {
    if (!this._view) return;
    this._memory?.set(this.#memoryKey(), {
      viewId: this._view.id,
      search: this._search,
      sort: this._sort,
      firstRow: this._grid?.topRow ?? 0,
      selected: this._selected.map((row) => row.id),
      ...(this._segment ? { segment: this._segment } : {}),
    });
  }

  async #delete(catalog: AppCatalog, rows: readonly LiveRow[]): Promise<void> {
    if (!this._data) return;
    const done = await deleteRecords({ catalog, data: this._data, table: this.tableName, rows });
    if (done) this.#clear();
  }

  static override styles = viewPageStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-view-page': HsViewPage;
  }
}
