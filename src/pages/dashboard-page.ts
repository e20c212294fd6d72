import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/base/hs-empty-state.ts';
import '../components/base/hs-icon.ts';
import '../components/base/hs-menu.ts';
import type { MenuSelectEvent } from '../components/base/hs-menu.ts';
import '../components/base/hs-page-frame.ts';
import '../components/dashboard/hs-dashboard.ts';
import type { DashboardDrillEvent } from '../components/dashboard/hs-dashboard.ts';
import type { Dashboard } from '../shared/metadata/dashboard.ts';
import { appCatalogContext, type AppCatalog } from '../state/app-catalog.ts';
import { FormFactorController } from '../state/form-factor.ts';
import { linksContext, type Links } from '../state/links.ts';
import { listMemoryContext, type ListMemory } from '../state/list-memory.ts';
import { elementStyles } from '../styles/element-styles.ts';

/** A dashboard of the app, and the choice among them: on phones and tablets those meant for these. */
@localized()
@customElement('hs-dashboard-page')
export class HsDashboardPage extends LitElement {
  /** Empty: the first one offered. */
  @property() dashboardId = '';
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @consume({ context: listMemoryContext }) @state() private _memory?: ListMemory;
  readonly #form = new FormFactorController(this);

  get heading(): string {
    return this.#shown()?.name ?? msg('Dashboards');
  }

  override render() {
    const shown = this.#shown();
    if (!this._catalog) return nothing;
    const offered = this.#offered();
    return html`<hs-page-frame .heading=${this.heading}>
      ${
        offered.length > 1 && shown
          ? html`<hs-menu
              slot="title"
              .items=${offered.map(({ id, name }) => ({ id, text: name, checked: id === shown.id }))}
              @hs-select=${(event: MenuSelectEvent) =>
                this._links?.go(this._links.dashboard(event.detail.id))}
            >
              <span class="sr-only">${msg('Dashboard:')}</span>
              <h1 class="ellipsis">${shown.name}</h1>
              <hs-icon name="chevron-down"></hs-icon>
            </hs-menu>`
          : nothing
      }
      ${
        shown
          ? html`<hs-dashboard .dashboard=${shown} @hs-dashboard-drill=${this.#onDrill}></hs-dashboard>`
          : html`<hs-empty-state
              icon="dashboard"
              .heading=${msg('No dashboard here')}
              .text=${msg('It may have been removed, or is not meant for your roles.')}
            ></hs-empty-state>`
      }
    </hs-page-frame>`;
  }

  #offered(): readonly Dashboard[] {
    const all = this._catalog?.dashboards() ?? [];
    return this.#form.isDesktop ? all : all.filter((one) => one.availableOnPhone);
  }

  /** One that the address names is shown on every device. */
  #shown(): Dashboard | undefined {
    if (this.dashboardId === '') return this.#offered()[0];
    return this._catalog?.dashboard(this.dashboardId);
  }

  /** The list opens with the rows of the segment and the chart beside them. */
  readonly #onDrill = (event: DashboardDrillEvent): void => {
    const { table, viewId, chartId, filter, label } = event.detail;
    const app = this._catalog?.package.app.uniqueName ?? '';
    this._memory?.set(`${app}/${table}`, {
      viewId,
      search: '',
      sort: [],
      firstRow: 0,
      selected: [],
      segment: { filter, label },
    });
    this._links?.go(this._links.table(table, viewId, chartId));
  };

  static override styles = [
    elementStyles,
    css`
      h1 {
        font-size: var(--hs-text-l);
        font-weight: var(--hs-weight-strong);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-dashboard-page': HsDashboardPage;
  }
}
