import '@vaadin/side-nav/vaadin-side-nav.js';
import '@vaadin/side-nav/vaadin-side-nav-item.js';
import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SiteMapArea, SubArea } from '../../shared/metadata/app.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import { linksContext, type Links } from '../../state/links.ts';
import type { Visited } from '../../state/preferences.ts';
import { syncStatusContext } from '../../state/sync-status-context.ts';
import type { OutboxEntry } from '../../store/entry.ts';
import type { SyncStatus } from '../../sync/status.ts';
import '../base/hs-icon.ts';
import '../base/hs-menu.ts';
import type { MenuSelectEvent } from '../base/hs-menu.ts';
import './hs-table-icon.ts';
import { siteNavStyles } from './site-nav-styles.ts';
import { subAreaLook, subAreaStatus } from './sub-area-status.ts';

/** The site map as navigation: areas, groups and subareas, with recent and pinned places above them. */
@localized()
@customElement('hs-site-nav')
export class HsSiteNav extends LitElement {
  /** A rail of icons; the words stay for screen readers and as tooltips. */
  @property({ type: Boolean, reflect: true }) compact = false;
  /** Path of the current page: marks its item. */
  @property() path = '';
  @property({ attribute: false }) entries: readonly OutboxEntry[] = [];
  @property({ attribute: false }) recent: readonly Visited[] = [];
  @property({ attribute: false }) pinned: readonly Visited[] = [];
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: syncStatusContext, subscribe: true }) @state() private _status?: SyncStatus;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @state() private _area?: string;

  override render() {
    const catalog = this._catalog;
    if (!catalog) return nothing;
    const { siteMap } = catalog.package;
    const areas = siteMap.areas.filter((area) => this.#offered(area, catalog).length > 0);
    const area =
      areas.find((candidate) => candidate.id === this._area) ?? this.#areaOfPath(areas) ?? areas[0];
    return html`
      <nav aria-label=${msg('Site map')}>
        ${this.#places(msg('Pinned'), 'pin', siteMap.showPinned ? this.pinned : [])}
        ${this.#places(msg('Recent'), 'history', siteMap.showRecent ? this.recent : [])}
        ${area ? this.#groups(area, catalog) : nothing}
      </nav>
      ${areas.length > 1 && area ? this.#areaSwitch(areas, area) : nothing}
    `;
  }

  #groups(area: SiteMapArea, catalog: AppCatalog) {
    const all = area.groups.flatMap((group) => group.subAreas);
    const hasOneDashboard = all.filter(({ target }) => target.kind === 'dashboard').length === 1;
    return area.groups.map((group) => {
      const subAreas = group.subAreas.filter((subArea) => catalog.isOffered(subArea));
      if (subAreas.length === 0) return nothing;
      return html`<vaadin-side-nav .location=${this.path}>
        ${group.title ? html`<span slot="label" class="label">${group.title}</span>` : nothing}
        ${subAreas.map((subArea) => this.#subArea(subArea, catalog, hasOneDashboard))}
      </vaadin-side-nav>`;
    });
  }

  /** `hasOneDashboard`: its entry stands for all dashboards. */
  #subArea(subArea: SubArea, catalog: AppCatalog, hasOneDashboard: boolean) {
    const { target } = subArea;
    if (target.kind === 'url')
      return html`<vaadin-side-nav-item
        .path=${target.url}
        target="_blank"
        router-ignore
        title=${subArea.title}
      >
        <hs-icon slot="prefix" name="external"></hs-icon><span class="text">${subArea.title}</span>
      </vaadin-side-nav-item>`;
    if (target.kind === 'dashboard')
      // One that is not for the person leads to the first that is.
      return html`<vaadin-side-nav-item
        .path=${this._links?.dashboard(catalog.dashboard(target.dashboardId ?? '')?.id) ?? null}
        .pathAliases=${hasOneDashboard ? [this._links?.dashboard() ?? ''] : []}
        match-nested
        title=${subArea.title}
      >
        <hs-icon slot="prefix" name="dashboard"></hs-icon><span class="text">${subArea.title}</span>
      </vaadin-side-nav-item>`;
    if (target.kind !== 'table') return nothing;
    const status = subAreaStatus(target.table, catalog.isCarried(target.table), this._status, this.entries);
    const look = subAreaLook(status);
    return html`<vaadin-side-nav-item
      .path=${this._links?.table(target.table, target.viewId) ?? null}
      .pathAliases=${[this._links?.table(target.table) ?? '']}
      match-nested
      title=${`${subArea.title} (${look.text})`}
    >
      <hs-table-icon slot="prefix" .table=${target.table} .label=${subArea.title}></hs-table-icon>
      <span class="text">${subArea.title}</span>
      <hs-icon
        slot="suffix"
        class="status"
        data-status=${status}
        style="color: ${look.color}"
        .name=${look.icon}
        .label=${look.text}
      ></hs-icon>
    </vaadin-side-nav-item>`;
  }

  #places(label: string, icon: 'pin' | 'history', places: readonly Visited[]) {
    if (places.length === 0 || this.compact) return nothing;
    return html`<vaadin-side-nav collapsible .collapsed=${icon === 'history'} .location=${this.path}>
      <span slot="label" class="label">${label}</span>
      ${places.map(
        (place) =>
          html`<vaadin-side-nav-item .path=${place.path} title=${place.title}>
            <hs-table-icon slot="prefix" .table=${place.table} .label=${place.title}></hs-table-icon>
            <span class="text">${place.title}</span>
          </vaadin-side-nav-item>`,
      )}
    </vaadin-side-nav>`;
  }

  #areaSwitch(areas: readonly SiteMapArea[], current: SiteMapArea) {
    return html`<hs-menu
      class="areas"
      position="top-start"
      .label=${this.compact ? current.title : undefined}
      .items=${areas.map((area) => ({ id: area.id, text: area.title, checked: area.id === current.id }))}
      @hs-select=${(event: MenuSelectEvent) => {
        this._area = event.detail.id;
      }}
    >
      <hs-icon name="apps"></hs-icon>
      ${this.compact ? nothing : html`<span class="ellipsis">${current.title}</span><hs-icon name="chevron-down"></hs-icon>`}
    </hs-menu>`;
  }

  #offered(area: SiteMapArea, catalog: AppCatalog): readonly SubArea[] {
    return area.groups.flatMap((group) => group.subAreas).filter((subArea) => catalog.isOffered(subArea));
  }

  #areaOfPath(areas: readonly SiteMapArea[]): SiteMapArea | undefined {
    return areas.find((area) =>
      area.groups.some((group) =>
        group.subAreas.some((subArea) => {
          if (subArea.target.kind !== 'table') return false;
          const base = this._links?.table(subArea.target.table);
          return base !== undefined && (this.path === base || this.path.startsWith(`${base}/`));
        }),
      ),
    );
  }

  static override styles = siteNavStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-site-nav': HsSiteNav;
  }
}
