import '@vaadin/app-layout/vaadin-app-layout.js';
import { consume } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Person } from '../../data/session.ts';
import type { AppSummary } from '../../shared/metadata/app.ts';
import { appCatalogContext, type AppCatalog } from '../../state/app-catalog.ts';
import { FormFactorController } from '../../state/form-factor.ts';
import { linksContext, type Links } from '../../state/links.ts';
import { preferencesContext, type Preferences, type Visited } from '../../state/preferences.ts';
import type { OutboxEntry } from '../../store/entry.ts';
import '../base/hs-icon.ts';
import '../sync/hs-sync-footer.ts';
import './hs-shell-header.ts';
import './hs-site-nav.ts';
import { shellStyles } from './shell-styles.ts';

/**
 * The frame around every page. Desktop: header, rail or full navigation, status line. Tablet: rail, and the full
 * navigation as a drawer. Phone: drawer alone. The default slot is the page.
 * Fires `hs-open-sync` ({ target }) and passes on what the header fires.
 */
@localized()
@customElement('hs-shell')
export class HsShell extends LitElement {
  @property({ attribute: false }) apps: readonly AppSummary[] = [];
  @property({ attribute: false }) person?: Person;
  /** Title of the current page; the header shows it on phones. */
  @property() heading = '';
  /** Plural label of the table that the header's search leads to. */
  @property() searchIn = '';
  @property({ type: Boolean }) pageSearches = false;
  @property() path = '';
  @property({ attribute: false }) entries: readonly OutboxEntry[] = [];
  @property({ attribute: false }) recent: readonly Visited[] = [];
  @property({ attribute: false }) pinned: readonly Visited[] = [];
  @consume({ context: appCatalogContext, subscribe: true }) @state() private _catalog?: AppCatalog;
  @consume({ context: preferencesContext }) @state() private _preferences?: Preferences;
  @consume({ context: linksContext }) @state() private _links?: Links;
  @state() private _drawerOpened = false;
  readonly #form = new FormFactorController(this);

  override render() {
    const { formFactor } = this.#form;
    const hasNavigation = this._catalog !== undefined;
    const isDesktop = formFactor === 'desktop';
    const collapsed = isDesktop && (this._preferences?.values.railCollapsed ?? false);
    return html`<button class="skip" type="button" @click=${this.#skip}>${msg('Skip to content')}</button>
      <vaadin-app-layout
        no-scroll
        class=${collapsed ? 'collapsed' : ''}
        .i18n=${{ drawer: msg('Navigation') }}
        .drawerOpened=${hasNavigation && (isDesktop || this._drawerOpened)}
        @drawer-opened-changed=${this.#onDrawer}
      >
        <hs-shell-header
          slot="navbar"
          .apps=${this.apps}
          .person=${this.person}
          .heading=${this.heading}
          .searchIn=${this.searchIn}
          .pageSearches=${this.pageSearches}
          .formFactor=${formFactor}
          @hs-toggle-navigation=${this.#toggleNavigation}
        ></hs-shell-header>
        ${
          hasNavigation
            ? html`<div slot="drawer" class="drawer">
                ${isDesktop ? nothing : this.#appName()} ${this.#navigation(collapsed)}
                ${isDesktop ? this.#collapse(collapsed) : nothing}
              </div>`
            : nothing
        }
        <div class="frame">
          ${hasNavigation && formFactor === 'tablet' ? html`<div class="rail">${this.#navigation(true)}</div>` : nothing}
          <div class="column">
            <slot name="bar"></slot>
            <main id="page" tabindex="-1"><slot></slot></main>
            ${hasNavigation ? this.#footer(formFactor === 'phone') : nothing}
          </div>
        </div>
      </vaadin-app-layout>`;
  }

  #footer(compact: boolean) {
    return html`<hs-sync-footer
      ?compact=${compact}
      @hs-open-sync=${(event: Event) => this.#openSync(event, 'top-start')}
    ></hs-sync-footer>`;
  }

  /** The drawer covers the header, so it says by itself which app this is. */
  #appName() {
    const app = this._catalog?.package.app;
    return html`<a class="app" href=${this._links?.apps() ?? '/'}>
      <hs-icon name="apps"></hs-icon><span class="ellipsis">${app?.name}</span>
      <span class="all">${msg('All apps')}</span>
    </a>`;
  }

  #navigation(compact: boolean) {
    return html`<hs-site-nav
      ?compact=${compact}
      .path=${this.path}
      .entries=${this.entries}
      .recent=${this.recent}
      .pinned=${this.pinned}
    ></hs-site-nav>`;
  }

  #collapse(collapsed: boolean) {
    const text = collapsed ? msg('Show navigation') : msg('Collapse navigation');
    return html`<button
      class="icon-button collapse"
      type="button"
      aria-label=${text}
      title=${text}
      aria-expanded=${collapsed ? 'false' : 'true'}
      @click=${() => {
        this._preferences?.set({ railCollapsed: !collapsed });
        this.requestUpdate();
      }}
    >
      <hs-icon .name=${collapsed ? 'panel-expand' : 'panel-collapse'}></hs-icon>
    </button>`;
  }

  #openSync(event: Event, position: 'top-start' | 'top'): void {
    this.dispatchEvent(
      new CustomEvent('hs-open-sync', { detail: { target: event.currentTarget, position } }),
    );
  }

  readonly #toggleNavigation = (): void => {
    this._drawerOpened = !this._drawerOpened;
  };

  readonly #onDrawer = (event: CustomEvent<{ value: boolean }>): void => {
    if (!this.#form.isDesktop) this._drawerOpened = event.detail.value;
  };

  readonly #skip = (): void => {
    this.renderRoot.querySelector<HTMLElement>('#page')?.focus();
  };

  static override styles = shellStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-shell': HsShell;
  }
}
