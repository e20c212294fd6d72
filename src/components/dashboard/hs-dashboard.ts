import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Dashboard, DashboardCell } from '../../shared/metadata/dashboard.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import { linksContext, type Links } from '../../state/links.ts';
import '../base/hs-empty-state.ts';
import '../base/hs-icon.ts';
import '../chart/hs-chart-panel.ts';
import type { PointChosenEvent } from '../chart/hs-chart-panel.ts';
import '../grid/hs-view-grid.ts';
import { dashboardStyles } from './dashboard-styles.ts';

/** `filter` and `label`: the rows behind the point; they are of the view. */
export type DashboardDrillEvent = CustomEvent<
  PointChosenEvent['detail'] & { readonly table: string; readonly viewId: string; readonly chartId: string }
>;

/** The parts of a dashboard in their layout; what cannot be shown says so in its place. Fires `hs-dashboard-drill`. */
@localized()
@customElement('hs-dashboard')
export class HsDashboard extends LitElement {
  @property({ attribute: false }) dashboard?: Dashboard;
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: linksContext }) @state() private _links?: Links;

  override render() {
    const { dashboard } = this;
    if (!dashboard) return nothing;
    return html`${
      dashboard.filter?.timeFrame === undefined
        ? nothing
        : html`<p class="note">${msg('The time frame of this dashboard is not applied yet.')}</p>`
    }
    ${dashboard.sections.map(
      (section) =>
        html`${section.showLabel && section.label ? html`<h2>${section.label}</h2>` : nothing}
          <div class="section" style="--columns: ${section.columns}">
            ${section.cells.map((cell) => this.#cell(cell))}
          </div>`,
    )}`;
  }

  #cell(cell: DashboardCell) {
    const style = `--colspan: ${cell.colspan}; --rowspan: ${Math.max(cell.rowspan, 2)}`;
    return html`<div class="cell" style=${style} data-kind=${cell.control.kind}>${this.#control(cell)}</div>`;
  }

  #control({ control, label }: DashboardCell) {
    switch (control.kind) {
      case 'chart':
        return this.#chart(control, label);
      case 'grid':
      case 'tile':
        return this.#list(control.table, control.viewId, label);
      case 'stream':
        return control.streams.map(({ table, viewId }) => this.#list(table, viewId, ''));
      case 'unsupported':
        return this.#absent(label, msg(str`This version does not show this part: ${control.what}`));
    }
  }

  #chart(
    control: { readonly table: string; readonly viewId: string; readonly chartId: string },
    label: string,
  ) {
    const { table, viewId, chartId } = control;
    const chart = this._catalog?.chart(chartId);
    const view = this._catalog?.view(viewId);
    if (!chart || !view)
      return this.#absent(label, msg('Its chart or view is not in this app, or not for your roles.'));
    return html`<hs-chart-panel
      .chart=${chart}
      .view=${view}
      @hs-point-chosen=${(event: PointChosenEvent) =>
        this.dispatchEvent(
          new CustomEvent('hs-dashboard-drill', { detail: { ...event.detail, table, viewId, chartId } }),
        )}
      >${this.#link(table, viewId, chart.name, chartId)}</hs-chart-panel
    >`;
  }

  #list(table: string, viewId: string, label: string) {
    const view = this._catalog?.view(viewId);
    if (!view) return this.#absent(label, msg('Its view is not in this app, or not for your roles.'));
    return html`<section class="list" aria-label=${label || view.name}>
      <div class="head">
        <h2 class="ellipsis" title=${label || view.name}>${label || view.name}</h2>
        ${this.#link(table, viewId, view.name)}
      </div>
      <hs-view-grid
        .view=${view}
        @hs-open=${(event: CustomEvent<{ row: { readonly id: string } }>) =>
          this._links?.go(this._links.record(table, event.detail.row.id))}
      ></hs-view-grid>
    </section>`;
  }

  #link(table: string, viewId: string, name: string, chartId?: string) {
    const text = msg(str`See all records of ${name}`);
    return html`<a
      slot="commands"
      class="all"
      href=${this._links?.table(table, viewId, chartId) ?? nothing}
      aria-label=${text}
      title=${text}
      ><hs-icon name="external"></hs-icon
    ></a>`;
  }

  #absent(label: string, text: string) {
    return html`<hs-empty-state
      icon="dashboard"
      .heading=${label || msg('Not shown here')}
      .text=${text}
    ></hs-empty-state>`;
  }

  static override styles = dashboardStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-dashboard': HsDashboard;
  }
}
