import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import '@vaadin/button';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DataClient, LiveResult, LiveRow, Subscription } from '../../data/client.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Column } from '../../shared/metadata/table.ts';
import { withCurrencies } from '../../shared/query/money-columns.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import { dataClientContext } from '../../state/data-client-context.ts';
import { formatsContext } from '../../state/formats-context.ts';
import { linksContext, type Links } from '../../state/links.ts';
import { elementStyles } from '../../styles/element-styles.ts';
import { displayCell } from './display-value.ts';
import { relatedQuery, type Related } from './related-query.ts';

const shownColumns = 4;

/** A short live list of rows that belong to the open record: subgrids and the timeline. */
@customElement('hs-related-list')
@localized()
export class HsRelatedList extends LitElement {
  @property() label = '';
  @property() parentTable = '';
  /** The section around it names it already. */
  @property({ type: Boolean }) headless = false;
  /** Absent: the record is not saved yet. */
  @property() parentId?: string;
  @property() parentName = '';
  @property() table = '';
  @property() viewId?: string;
  /** Schema name of the relationship. */
  @property() relationship?: string;
  /** Instead of a relationship: the lookup column that names the parent. */
  @property() lookupColumn?: string;
  @property({ type: Number }) rowsPerPage = 5;

  @consume({ context: appCatalogContext, subscribe: true })
  @state()
  private _catalog?: AppCatalog;
  @consume({ context: dataClientContext, subscribe: true })
  @state()
  private _data?: DataClient;
  @consume({ context: formatsContext, subscribe: true })
  @state()
  private _formats?: Formats;
  @consume({ context: linksContext, subscribe: true })
  @state()
  private _links?: Links;

  @state() private _result?: LiveResult;
  @state() private _limit = 0;

  #subscription: Subscription | undefined;
  #related: Related | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#start();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const inputs = [
      'parentId',
      'parentName',
      'parentTable',
      'table',
      'viewId',
      'relationship',
      '_catalog',
      '_data',
    ];
    if (inputs.some((name) => changed.has(name))) this.#start();
  }

  #stop(): void {
    this.#subscription?.close();
    this.#subscription = undefined;
  }

  #start(): void {
    this.#stop();
    this._result = undefined;
    this.#related = undefined;
    this._limit = this.rowsPerPage;
    const table = this._catalog?.table(this.table);
    if (
      this._catalog === undefined ||
      this._data === undefined ||
      table === undefined ||
      this.parentId === undefined
    )
      return;
    if (!this._catalog.isCarried(this.table)) return;
    const relationship = this._catalog.package.relationships.find(
      (one) => one.schemaName === this.relationship,
    );
    if (this.relationship !== undefined && this.relationship !== '' && relationship === undefined) return;
    const view =
      (this.viewId === undefined ? undefined : this._catalog.view(this.viewId)) ??
      this._catalog.views(this.table, 'associated')[0] ??
      this._catalog.views(this.table)[0];
    this.#related = relatedQuery({
      table,
      view,
      parentTable: this.parentTable,
      parentId: this.parentId,
      parentName: this.parentName,
      relationship,
      lookupColumn: this.lookupColumn,
    });
    this.#subscription = this._data.subscribe(
      withCurrencies(this._catalog, this.#related.query).query,
      { offset: 0, limit: this._limit },
      (result) => {
        this._result = result;
      },
    );
  }

  protected override render() {
    const table = this._catalog?.table(this.table);
    const heading = this.label !== '' ? this.label : (table?.pluralLabel ?? this.table);
    const action = this.#renderNew(table?.label);
    const count =
      this._result === undefined ? nothing : html`<span class="count">${this._result.total}</span>`;
    const head =
      this.headless && action === nothing
        ? nothing
        : html`<div class="head">
            ${this.headless ? html`<h3 class="count">${count}<span class="sr-only"> ${heading}</span></h3>` : html`<h3>${heading} ${count}</h3>`}
            ${action}
          </div>`;
    return html`${head} ${this.#renderBody()}`;
  }

  #renderNew(label: string | undefined) {
    const defaults = this.#related?.defaults;
    if (
      defaults === undefined ||
      this.table === 'activitypointer' ||
      this._catalog?.can(this.table, 'create') !== true
    )
      return nothing;
    return html`<a class="new" href=${this._links?.newRecord(this.table, defaults) ?? nothing}
      >${msg(str`New ${label ?? this.table}`)}</a
    >`;
  }

  #renderBody() {
    if (this.parentId === undefined)
      return html`<p class="note">${msg('Save the record first; its related rows are shown then.')}</p>`;
    if (this._catalog?.isCarried(this.table) === false)
      return html`<p class="note">${msg('These rows are not on this device.')}</p>`;
    const related = this.#related;
    if (related === undefined)
      return this._catalog === undefined
        ? nothing
        : html`<p class="note">${msg('This list is not available here.')}</p>`;
    if (this._result === undefined) return html`<div class="skeleton" aria-hidden="true"></div>`;
    if (this._result.rows.length === 0) return html`<p class="note">${msg('Nothing here yet.')}</p>`;
    const columns = related.columns
      .map((name) => ({ name, column: this.#column(name) }))
      .filter((one) => one.column !== undefined);
    const shown = columns.slice(0, shownColumns);
    return html`<div class="scroll">
        <table>
          <thead>
            <tr>
              ${shown.map(({ column }) => html`<th scope="col">${column?.label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this._result.rows.map((row) => this.#renderRow(row, shown))}
          </tbody>
        </table>
      </div>
      ${
        this._result.total > this._result.rows.length
          ? html`<vaadin-button theme="tertiary" @click=${this.#more}
              >${msg(str`Show more (${this._result.total - this._result.rows.length})`)}</vaadin-button
            >`
          : nothing
      }`;
  }

  #renderRow(row: LiveRow, shown: readonly { name: string; column: Column | undefined }[]) {
    const table = this._catalog?.table(this.table);
    const target = row.values['activitytypecode'];
    const rowTable = this.table === 'activitypointer' && typeof target === 'string' ? target : this.table;
    const href = this._links?.record(rowTable, row.id);
    return html`<tr>
      ${shown.map(({ name, column }, index) => {
        const text = this.#text(row, name, column);
        const link = index === 0 || name === table?.primaryName;
        return html`<td title=${text}>
          ${link && href !== undefined ? html`<a href=${href}>${text === '' ? msg('(no name)') : text}</a>` : text}
        </td>`;
      })}
    </tr>`;
  }

  #column(name: string): Column | undefined {
    const dot = name.indexOf('.');
    if (dot < 0) return this._catalog?.column(this.table, name);
    const link = this.#related?.query.links.find((one) => one.alias === name.slice(0, dot));
    return link === undefined ? undefined : this._catalog?.column(link.table, name.slice(dot + 1));
  }

  #text(row: LiveRow, name: string, column: Column | undefined): string {
    const { _catalog: catalog, _formats: formats } = this;
    if (column === undefined || catalog === undefined || formats === undefined) return '';
    const value = row.values[name];
    if (column.type === 'entityname' && typeof value === 'string')
      return catalog.table(value)?.label ?? value;
    return displayCell({ formats, catalog }, column, name, row.values);
  }

  readonly #more = (): void => {
    this._limit += Math.max(this.rowsPerPage, 25);
    this.#subscription?.setWindow({ offset: 0, limit: this._limit });
  };

  static override styles = [
    elementStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        min-width: 0;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--hs-space-2);
        min-height: 28px;
      }
      h3 {
        font-size: var(--hs-text-m);
        font-weight: var(--hs-weight-strong);
      }
      .count {
        color: var(--hs-text-muted);
        font-weight: var(--hs-weight-normal);
      }
      .new {
        font-size: var(--hs-text-s);
      }
      .note {
        padding-block: var(--hs-space-2);
        color: var(--hs-text-muted);
        font-size: var(--hs-text-s);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
        font-size: var(--hs-text-m);
      }
      th {
        color: var(--hs-text-muted);
        font-size: var(--hs-text-s);
        font-weight: var(--hs-weight-medium);
        text-align: start;
      }
      th,
      td {
        height: var(--hs-row);
        padding: 0 var(--hs-space-2) 0 0;
        border-block-end: 1px solid var(--hs-line);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      tbody tr:last-child td {
        border-block-end: 0;
      }
      .skeleton {
        height: calc(var(--hs-row) * 3);
      }
      @container (max-width: 560px) {
        th:nth-child(n + 4),
        td:nth-child(n + 4) {
          display: none;
        }
      }
      @container (max-width: 420px) {
        th:nth-child(n + 3),
        td:nth-child(n + 3) {
          display: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-related-list': HsRelatedList;
  }
}
