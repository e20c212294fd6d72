import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Person } from '../../data/session.ts';
import type { AppSummary } from '../../shared/metadata/app.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import type { FormFactor } from '../../state/form-factor.ts';
import { linksContext, type Links } from '../../state/links.ts';
import { preferencesContext, type Preferences, type Theme } from '../../state/preferences.ts';
import { syncStatusContext } from '../../state/sync-status-context.ts';
import type { SyncStatus } from '../../sync/status.ts';
import '../base/hs-avatar.ts';
import '../base/hs-icon.ts';
import '../base/hs-menu.ts';
import type { MenuSelectEvent } from '../base/hs-menu.ts';
import type { MenuItem } from '../base/menu-item.ts';
import '../sync/hs-sync-indicator.ts';
import { indicatorLook } from '../sync/indicator-look.ts';
import { shellHeaderStyles } from './shell-header-styles.ts';
import { tableIcon } from './table-icon.ts';

export type OpenSyncEvent = CustomEvent<{
  readonly target: HTMLElement;
  readonly position: 'bottom-end' | 'top-start' | 'top';
}>;

const themeIcons = { system: 'theme', light: 'sun', dark: 'moon' } as const;
const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/**
 * The bar at the top. Its events cross shadow roots, since the shell only passes them on: `hs-search`,
 * `hs-open-sync`, `hs-create` ({ table }), `hs-sign-out`, and `hs-toggle-navigation` for the shell.
 */
@localized()
@customElement('hs-shell-header')
export class HsShellHeader extends LitElement {
  @property({ attribute: false }) apps: readonly AppSummary[] = [];
  @property({ attribute: false }) person?: Person;
  @property() heading = '';
  /** Plural label of the table that is searched; empty: not known yet. */
  @property() searchIn = '';
  /** The page has a search field of its own: a second box beside it would be one too many. A phone's button opens that field. */
  @property({ type: Boolean }) pageSearches = false;
  @property({ reflect: true, attribute: 'form-factor' }) formFactor: FormFactor = 'desktop';
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: syncStatusContext, subscribe: true }) @state() private _status?: SyncStatus;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @consume({ context: preferencesContext }) @state() private _preferences?: Preferences;

  override render() {
    const isPhone = this.formFactor === 'phone';
    const hasApp = this._catalog !== undefined;
    return html`<header>
      ${
        hasApp && this.formFactor !== 'desktop'
          ? html`<button
              class="icon-button"
              type="button"
              aria-label=${msg('Navigation')}
              @click=${() => this.#fire('hs-toggle-navigation')}
            >
              <hs-icon name="menu"></hs-icon>
            </button>`
          : nothing
      }
      ${isPhone && this.heading !== '' ? this.#phoneHeading(hasApp) : this.#appSwitcher()}
      ${hasApp && !isPhone && !this.pageSearches ? this.#searchField() : html`<span class="grow"></span>`}
      ${hasApp && isPhone ? this.#searchButton() : nothing}
      ${this._status ? this.#indicator(this._status) : nothing}
      ${hasApp && !isPhone ? this.#create() : nothing}
      ${this.formFactor === 'desktop' ? this.#settings() : nothing}
      ${this.person ? this.#avatar(this.person) : nothing}
    </header>`;
  }

  /** On phones the page's title stands here; its own h1 is for screen readers alone. */
  #phoneHeading(hasApp: boolean) {
    return html`${
        hasApp
          ? nothing
          : html`<a class="brand" href=${this._links?.apps() ?? '/'} aria-label=${msg('My apps')}
              ><img src="/icons/icon.svg" alt="" width="24" height="24"
            /></a>`
      }<span class="heading ellipsis" aria-hidden="true">${this.heading}</span>`;
  }

  #appSwitcher() {
    const current = this._catalog?.package.app;
    const items: MenuItem[] = [
      ...this.apps.map((app) => ({
        id: app.uniqueName,
        text: app.name,
        checked: app.uniqueName === current?.uniqueName,
      })),
      { id: 'divider', text: '', divider: true },
      { id: '', text: msg('All apps'), icon: 'apps' },
    ];
    if (!current)
      return html`<a class="brand" href=${this._links?.apps() ?? '/'}
        ><img src="/icons/icon.svg" alt="" width="24" height="24" />Haversack</a
      >`;
    return html`<hs-menu
      class="apps"
      .items=${items}
      @hs-select=${(event: MenuSelectEvent) => {
        const { id } = event.detail;
        this._links?.go(id === '' ? this._links.apps() : this._links.app(id));
      }}
    >
      <hs-icon name="apps"></hs-icon><span class="sr-only">${msg('Switch app')}</span>
      <span class="name ellipsis">${current.name}</span><hs-icon class="small" name="chevron-down"></hs-icon>
    </hs-menu>`;
  }

  /** It searches one table, and says which. */
  #searchWords(): string {
    return this.searchIn === '' ? msg('Search') : msg(str`Find in ${this.searchIn}`);
  }

  #searchField() {
    return html`<div class="grow search">
      <button type="button" @click=${() => this.#fire('hs-search')}>
        <hs-icon name="search"></hs-icon><span class="ellipsis">${this.#searchWords()}</span>
        <kbd aria-hidden="true">${msg('Ctrl K')}</kbd>
      </button>
    </div>`;
  }

  #searchButton() {
    return html`<button
      class="icon-button"
      type="button"
      aria-label=${this.#searchWords()}
      title=${this.#searchWords()}
      @click=${() => this.#fire('hs-search')}
    >
      <hs-icon name="search"></hs-icon>
    </button>`;
  }

  #indicator(status: SyncStatus) {
    const { word } = indicatorLook(status.indicator);
    return html`<button
      class="icon-button indicator"
      type="button"
      aria-haspopup="dialog"
      aria-label=${msg(str`Sync status: ${word}`)}
      title=${word}
      @click=${(event: Event) =>
        this.dispatchEvent(
          new CustomEvent('hs-open-sync', {
            bubbles: true,
            composed: true,
            // On a phone the flyout is as wide as the screen, so it hangs from the whole header.
            detail: {
              target: this.formFactor === 'phone' ? this : event.currentTarget,
              position: 'bottom-end',
            },
          }),
        )}
    >
      <hs-sync-indicator
        .indicator=${status.indicator}
        ?wordy=${this.formFactor === 'desktop' && status.indicator !== 'connected'}
      ></hs-sync-indicator>
    </button>`;
  }

  #create() {
    const catalog = this._catalog;
    if (!catalog) return nothing;
    const tables = new Map(
      catalog
        .subAreas()
        .flatMap((subArea) => (subArea.target.kind === 'table' ? [subArea.target.table] : []))
        .filter((name) => catalog.can(name, 'create'))
        .map((name) => [name, catalog.table(name)?.label ?? name]),
    );
    if (tables.size === 0) return nothing;
    return html`<hs-menu
      position="bottom-end"
      .label=${msg('New record')}
      .items=${[...tables].map(([id, text]) => ({ id, text, icon: tableIcon(id) ?? ('plus' as const) }))}
      @hs-select=${(event: MenuSelectEvent) => this.#fire('hs-create', { table: event.detail.id })}
      ><hs-icon name="plus"></hs-icon
    ></hs-menu>`;
  }

  #settings() {
    const theme = this._preferences?.values.theme ?? 'system';
    const names: Readonly<Record<Theme, string>> = {
      system: msg('Theme: as the system'),
      light: msg('Theme: light'),
      dark: msg('Theme: dark'),
    };
    return html`<a
        class="icon-button"
        href=${this._links?.settings() ?? '#'}
        aria-label=${msg('Settings')}
        title=${msg('Settings')}
        ><hs-icon name="settings"></hs-icon
      ></a>
      <button
        class="icon-button"
        type="button"
        aria-label=${names[theme]}
        title=${names[theme]}
        @click=${() => {
          this._preferences?.set({ theme: nextTheme[theme] });
          this.requestUpdate();
        }}
      >
        <hs-icon .name=${themeIcons[theme]}></hs-icon>
      </button>`;
  }

  #avatar(person: Person) {
    const items: MenuItem[] = [
      { id: 'apps', text: msg('My apps'), icon: 'apps' },
      { id: 'settings', text: msg('Settings'), icon: 'settings' },
      ...(person.isAdministrator
        ? [
            { id: 'solutions', text: msg('Solutions'), icon: 'storage' as const },
            { id: 'tables', text: msg('Tables'), icon: 'list' as const },
          ]
        : []),
      ...(this._catalog ? [{ id: 'outbox', text: msg('Waiting changes'), icon: 'inbox' as const }] : []),
      { id: 'divider', text: '', divider: true },
      { id: 'sign-out', text: msg('Sign out'), icon: 'sign-out' },
    ];
    return html`<hs-menu
      position="bottom-end"
      .label=${msg(str`Account: ${person.name}`)}
      .items=${items}
      @hs-select=${this.#onAccount}
      ><hs-avatar .name=${person.name}></hs-avatar
    ></hs-menu>`;
  }

  readonly #onAccount = (event: MenuSelectEvent): void => {
    const links = this._links;
    switch (event.detail.id) {
      case 'apps':
        links?.go(links.apps());
        break;
      case 'settings':
        links?.go(links.settings());
        break;
      case 'solutions':
        links?.go(links.solutions());
        break;
      case 'tables':
        links?.go(links.tables());
        break;
      case 'outbox':
        links?.go(links.outbox());
        break;
      case 'sign-out':
        this.#fire('hs-sign-out');
        break;
    }
  };

  #fire(name: 'hs-search' | 'hs-create' | 'hs-sign-out' | 'hs-toggle-navigation', detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  static override styles = shellHeaderStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-shell-header': HsShellHeader;
  }
}
