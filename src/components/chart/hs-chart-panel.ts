import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DataClient, LiveRow, Subscription } from '../../data/client.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { Chart } from '../../shared/metadata/chart.ts';
import type { View } from '../../shared/metadata/view.ts';
import type { Filter } from '../../shared/query/ast.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import { dataClientContext } from '../../state/data-client-context.ts';
import { formatsContext } from '../../state/formats-context.ts';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import '../base/hs-icon.ts';
import '../base/hs-menu.ts';
import type { MenuSelectEvent } from '../base/hs-menu.ts';
import { chartModel, type ChartModel } from './chart-model.ts';
import { chartQuery } from './chart-query.ts';
import './hs-chart.ts';
import type { ChartDrillEvent } from './hs-chart.ts';
import { pointFilter } from './point-filter.ts';

/** `filter`: the rows behind the point; `label`: how it reads. */
export type PointChosenEvent = CustomEvent<{ readonly filter: Filter; readonly label: string }>;

/** Groups drawn at most: more than that no one can tell apart. */
const mostGroups = 500;

/**
 * A chart over the rows of a view, live, with its name or a picker of `charts`. Fires `hs-chart-chosen` ({ id }) and
 * `hs-point-chosen`. Slot `commands` stands beside the name.
 */
@localized()
@customElement('hs-chart-panel')
export class HsChartPanel extends LitElement {
  @property({ attribute: false }) chart?: Chart;
  /** To choose from; fewer than two: no picker. */
  @property({ attribute: false }) charts: readonly Chart[] = [];
  @property({ attribute: false }) view?: View;
  @property() search = '';
  @property({ attribute: false }) filter?: Filter;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: dataClientContext, subscribe: true }) @state() private _data?: DataClient;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @state() private _rows?: readonly LiveRow[];
  @state() private _hasMore = false;
  @state() private _error?: string;
  @state() private _asTable = false;
  #subscription?: Subscription;
  #model?: ChartModel;
  #query = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#subscription?.close();
  }

  override willUpdate(changed: PropertyValues): void {
    if (['chart', 'view', 'search', 'filter', '_catalog', '_data'].some((name) => changed.has(name)))
      this.#open();
    if (['_rows', 'chart', '_formats', '_catalog'].some((name) => changed.has(name)))
      this.#model = this.#makeModel();
  }

  override render() {
    const { chart } = this;
    if (!chart) return nothing;
    return html`<div class="head">
        ${
          this.charts.length > 1
            ? html`<hs-menu
                .items=${this.charts.map(({ id, name }) => ({ id, text: name, checked: id === chart.id }))}
                @hs-select=${(event: MenuSelectEvent) =>
                  this.dispatchEvent(new CustomEvent('hs-chart-chosen', { detail: { id: event.detail.id } }))}
              >
                <span class="sr-only">${msg('Chart:')}</span><span class="ellipsis">${chart.name}</span>
                <hs-icon class="small" name="chevron-down"></hs-icon>
              </hs-menu>`
            : html`<h2 class="ellipsis" title=${chart.description || chart.name}>${chart.name}</h2>`
        }
        <span class="space"></span>
        <button
          class="icon-button"
          type="button"
          aria-pressed=${this._asTable ? 'true' : 'false'}
          aria-label=${msg('Show as table')}
          title=${msg('Show as table')}
          @click=${() => {
            this._asTable = !this._asTable;
          }}
        >
          <hs-icon name="columns"></hs-icon>
        </button>
        <slot name="commands"></slot>
      </div>
      <hs-chart
        .model=${this.#model}
        .heading=${chart.name}
        .error=${this._error}
        ?showLegend=${chart.showLegend}
        ?asTable=${this._asTable}
        @chart-drill=${this.#onDrill}
        @hs-retry=${() => {
          this.#query = '';
          this.#open();
        }}
      ></hs-chart>
      ${this._hasMore ? html`<p class="note">${msg('There are more groups than can be drawn.')}</p>` : nothing}`;
  }

  readonly #onDrill = (event: ChartDrillEvent): void => {
    const { chart, _catalog: catalog } = this;
    if (!chart || !catalog) return;
    const { row, label } = event.detail;
    const filter = pointFilter(catalog, chart, row);
    if (filter) this.dispatchEvent(new CustomEvent('hs-point-chosen', { detail: { filter, label } }));
  };

  #makeModel(): ChartModel | undefined {
    const { chart, _rows: rows, _catalog: catalog, _formats: formats } = this;
    if (!chart || !rows || !catalog || !formats) return undefined;
    return chartModel(
      { catalog, formats },
      chart,
      rows.map(({ values }) => values),
    );
  }

  #open(): void {
    const { chart, view, search, filter, _catalog: catalog, _data: data } = this;
    if (!chart || !catalog || !data) return;
    const query = chartQuery(catalog, chart, {
      search,
      ...(view ? { view } : {}),
      ...(filter ? { filter } : {}),
    });
    const text = JSON.stringify(query);
    this.#subscription?.close();
    // The same question once more keeps what is shown; another one is not answered with old bars.
    if (text !== this.#query) this._rows = undefined;
    this.#query = text;
    this._error = undefined;
    this.#subscription = data.subscribe(
      query,
      { offset: 0, limit: mostGroups },
      ({ rows, total }) => {
        this._error = undefined;
        this._rows = rows;
        this._hasMore = total > rows.length;
      },
      (error) => {
        this._error = error.message;
      },
    );
  }

  static override styles = [
    elementStyles,
    buttonStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        padding: var(--hs-space-2) var(--hs-space-3) var(--hs-space-3);
        border: 1px solid var(--hs-line);
        border-radius: var(--hs-radius);
        background: var(--hs-surface);
      }

      .head {
        display: flex;
        align-items: center;
        gap: var(--hs-space-1);
        min-height: var(--hs-control);
      }

      h2,
      hs-menu {
        min-width: 0;
        font-size: var(--hs-text-m);
        font-weight: var(--hs-weight-strong);
      }

      .small {
        --hs-icon: 14px;
      }

      .space {
        flex: 1;
      }

      [aria-pressed='true'] {
        background: var(--hs-accent-soft);
        color: var(--hs-accent);
      }

      hs-chart {
        flex: 1;
      }

      .note {
        color: var(--hs-text-muted);
        font-size: var(--hs-text-s);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-chart-panel': HsChartPanel;
  }
}
