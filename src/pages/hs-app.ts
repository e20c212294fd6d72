import { provide } from '@lit/context';
import { localized, msg } from '@lit/localize';
import { Router } from '@vaadin/router';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/navigation/hs-shell.ts';
import type { OpenSyncEvent } from '../components/navigation/hs-shell-header.ts';
import { isConnected } from '../components/sync/indicator-look.ts';
import { showSyncFlyout } from '../components/sync/show-sync-flyout.ts';
import type { DataClient } from '../data/client.ts';
import type { Session, SessionClient } from '../data/session.ts';
import { Formats, localeOf } from '../i18n/formats.ts';
import { languages, setUiLocale, uiLocaleOf } from '../i18n/localization.ts';
import { systemClock } from '../i18n/system-clock.ts';
import { appCatalogContext, type AppCatalog } from '../state/app-catalog.ts';
import { dataClientContext } from '../state/data-client-context.ts';
import { RememberedChoices, chartChoicesContext, formChoicesContext } from '../state/remembered-choices.ts';
import { formatsContext } from '../state/formats-context.ts';
import { linksContext } from '../state/links.ts';
import { ListMemory, listMemoryContext } from '../state/list-memory.ts';
import { preferencesContext, type Preferences, type PreferenceStorage } from '../state/preferences.ts';
import { sessionClientContext, sessionContext } from '../state/session-context.ts';
import { syncStatusContext } from '../state/sync-status-context.ts';
import { VisitedPlaces, visitedPlacesContext } from '../state/visited.ts';
import type { SyncStatus } from '../sync/status.ts';
import { appLinks } from './app-links.ts';
import { AppSession } from './app-session.ts';
import { pagePlace, type Page } from './page.ts';
import { signOut } from './sign-out.ts';

/** What main.ts hands in: everything that touches the network, storage or time. */
export interface AppServices {
  readonly session: SessionClient;
  readonly preferences: Preferences;
  readonly storage: PreferenceStorage;
}

/** A waiting version of the code; `apply` switches to it. */
export interface WaitingUpdate {
  readonly apply: () => void;
}

/** The root: gives pages their contexts, frames them in the shell, and keeps what outlives a page. */
@localized()
@customElement('hs-app')
export class HsApp extends LitElement {
  @property({ attribute: false }) services!: AppServices;
  @provide({ context: sessionClientContext }) @state() protected _client?: SessionClient;
  @provide({ context: sessionContext }) @state() private _session?: Session;
  @provide({ context: appCatalogContext }) @state() private _catalog?: AppCatalog;
  @provide({ context: dataClientContext }) @state() private _data?: DataClient;
  @provide({ context: syncStatusContext }) @state() private _status?: SyncStatus;
  @provide({ context: formatsContext }) @state() protected _formats = new Formats({
    locale: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    clock: systemClock,
  });
  @provide({ context: preferencesContext }) @state() private _preferences!: Preferences;
  @provide({ context: visitedPlacesContext }) @state() private _visited?: VisitedPlaces;
  @provide({ context: formChoicesContext }) @state() protected _choices?: RememberedChoices;
  @provide({ context: chartChoicesContext }) @state() protected _charts?: RememberedChoices;
  @provide({ context: linksContext }) private _links = appLinks(
    () => this._catalog?.package.app.uniqueName ?? this.#appName,
  );
  @provide({ context: listMemoryContext }) private _memory = new ListMemory();
  @state() private _page?: Page;
  @state() private _heading = '';
  @state() private _path = window.location.pathname;
  @state() private _update?: WaitingUpdate;

  /** Session and open app, for the route table. */
  app!: AppSession;
  #appName = '';
  #personId = '';
  #focusSearchNext = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this._preferences = this.services.preferences;
    this._client = this.services.session;
    this.app = new AppSession(this.services.session, () => this.#onChange());
    this._preferences.subscribe(() => void this.#applyPreferences());
    window.addEventListener('keydown', this.#onKey);
    window.addEventListener('vaadin-router-location-changed', this.#onLocation);
    void this.#applyPreferences();
    void this.app.me().then(() => this.#onChange());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('vaadin-router-location-changed', this.#onLocation);
    this.app.close();
  }

  /** Offers a waiting version; the person chooses when. */
  offerUpdate(update: WaitingUpdate): void {
    this._update = update;
  }

  /** The new version has taken over: reloads, or offers to once nothing unsaved is on the page. */
  reloadForUpdate(): void {
    // Whoever guards unsaved input listens to this event; asking it unasked tells whether a reload would lose any.
    const wouldLoseInput = !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    if (wouldLoseInput) this._update = { apply: () => window.location.reload() };
    else window.location.reload();
  }

  /** Tells which app the address names, before it is open. */
  nameApp(name: string): void {
    this.#appName = name;
  }

  /** Shows the page (the route table's last step): title, place in recent, and quick find if that was asked for. */
  enter(page: Page): void {
    this._page = page;
    void page.updateComplete.then(() => {
      this._heading = page.heading ?? this._catalog?.table(page.tableName ?? '')?.label ?? '';
      document.title = this._heading === '' ? 'Haversack' : `${this._heading} · Haversack`;
      if (this.#focusSearchNext) page.focusSearch?.();
      this.#focusSearchNext = false;
      this.dispatchEvent(new CustomEvent('hs-entered'));
    });
    const place = pagePlace(page, this._catalog);
    if (place) this._visited?.visit(place);
  }

  readonly #onTitle = (
    event: CustomEvent<{ readonly title: string; readonly table: string; readonly id: string }>,
  ): void => {
    const { title, table, id } = event.detail;
    document.title = `${title} · Haversack`;
    const app = this._catalog?.package.app.uniqueName;
    if (app !== undefined) this._visited?.visit({ app, table, title, path: this._links.record(table, id) });
  };

  override firstUpdated(): void {
    this.dispatchEvent(new CustomEvent('hs-ready'));
  }

  /** Where the router puts pages. */
  get outlet(): Element {
    const outlet = this.renderRoot.querySelector('#outlet');
    if (!outlet) throw new Error('the outlet is there after the first render');
    return outlet;
  }

  override render() {
    const person = this._session?.kind === 'signed-in' ? this._session.person : undefined;
    const app = this._catalog?.package.app.uniqueName ?? '';
    return html`<hs-shell
      .apps=${this.app.apps}
      .person=${person}
      .heading=${this._heading}
      .path=${this._path}
      .searchIn=${this._catalog?.table(this.#searchTable() ?? '')?.pluralLabel ?? ''}
      .pageSearches=${this._page?.focusSearch !== undefined}
      .entries=${this.app.entries}
      .recent=${this._visited?.recent(app) ?? []}
      .pinned=${this._visited?.pinned(app) ?? []}
      @hs-search=${this.#search}
      @hs-create=${(event: CustomEvent<{ table: string }>) =>
        this._links.go(this._links.newRecord(event.detail.table))}
      @hs-open-sync=${this.#openSync}
      @hs-sign-out=${() => void this.#signOut()}
    >
      ${this.#signInBar()} ${this.#bar()}
      <div id="outlet" @hs-title=${this.#onTitle}></div>
    </hs-shell>`;
  }

  /** The session is over: the server said so at the start, or when sync asked. */
  #signInBar() {
    const { session } = this.app;
    if (session?.kind !== 'signed-in') return nothing;
    if (session.standing !== 'expired' && this._status?.problem?.code !== 'not-signed-in') return nothing;
    void import('../components/sync/hs-sign-in-bar.ts');
    return html`<hs-sign-in-bar slot="bar" @hs-sign-in=${this.#signIn}></hs-sign-in-bar>`;
  }

  readonly #signIn = (): void =>
    this.services.session.signIn(window.location.pathname + window.location.search);

  #bar() {
    const update = this._update;
    const isNewPackage = this.app.hasNewPackage;
    if (!update && !isNewPackage) return nothing;
    void import('../components/sync/hs-update-bar.ts');
    return html`<hs-update-bar
      slot="bar"
      @hs-update-now=${() => {
        if (update) update.apply();
        else void this.#useNewPackage();
      }}
      @hs-update-later=${() => {
        this._update = undefined;
      }}
    ></hs-update-bar>`;
  }

  async #useNewPackage(): Promise<void> {
    await this.app.useNewPackage();
    Router.go(window.location.pathname + window.location.search);
  }

  #onChange(): void {
    // A session that is known already is told while the AppSession is being made.
    if (!this.app) return;
    const { session } = this.app;
    this._session = session;
    this._catalog = this.app.catalog;
    this._data = this.app.data;
    this._status = this.app.status;
    const personId = session?.kind === 'signed-in' ? session.person.userId : '';
    if (personId !== this.#personId) {
      const hasLeft = personId === '' && session !== undefined;
      this.#personId = personId;
      this._memory.clear();
      this._visited = personId === '' ? undefined : new VisitedPlaces(this.services.storage, personId);
      this._visited?.subscribe(() => this.requestUpdate());
      this._choices = personId === '' ? undefined : new RememberedChoices(this.services.storage, personId);
      this._charts =
        personId === '' ? undefined : new RememberedChoices(this.services.storage, personId, 'charts');
      void this.#applyPreferences();
      // Signed out, perhaps in another tab: the page on show is of someone who is gone.
      if (hasLeft) this._links.go(this._links.apps());
    }
    this.requestUpdate();
  }

  async #applyPreferences(): Promise<void> {
    const { theme, language } = this._preferences.values;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    const person = this._session?.kind === 'signed-in' ? this._session.person : undefined;
    const chosen = languages.find((one) => one.locale === language);
    const lcid = chosen?.lcid ?? person?.language;
    this._formats = new Formats({
      locale: (lcid === undefined ? undefined : localeOf(lcid)) ?? navigator.language,
      timeZone: person?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      clock: systemClock,
    });
    // Offline before the texts were ever fetched: English is better than nothing.
    if (lcid !== undefined) await setUiLocale(uiLocaleOf(lcid)).catch(() => undefined);
    this.requestUpdate();
  }

  readonly #onLocation = (): void => {
    this._path = window.location.pathname;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && this._catalog) {
      event.preventDefault();
      this.#search();
    }
  };

  readonly #search = (): void => {
    if (this._page?.focusSearch) {
      this._page.focusSearch();
      return;
    }
    const known = this.#searchTable();
    if (known === undefined) return;
    this.#focusSearchNext = true;
    this._links.go(this._links.table(known));
  };

  /** The table that the page is about, else the first of the app. */
  #searchTable(): string | undefined {
    const table = this._path.split('/')[3];
    return table && this._catalog?.table(table) ? table : this.#firstTable();
  }

  #firstTable(): string | undefined {
    for (const { target } of this._catalog?.subAreas() ?? [])
      if (target.kind === 'table') return target.table;
    return undefined;
  }

  readonly #openSync = (event: OpenSyncEvent): void => {
    const data = this._data;
    if (!data) return;
    void showSyncFlyout({
      target: event.detail.target,
      host: this.renderRoot as ShadowRoot,
      label: msg('Sync status'),
      position: event.detail.position,
      watchEntries: (onChange) => data.watchOutbox(onChange),
      usage: () => data.usage(),
      onSyncNow: () => void data.syncNow(),
      onSignIn: this.#signIn,
    });
  };

  async #signOut(): Promise<void> {
    // Once signed out, the places and choices are nobody's any more.
    const visited = this._visited;
    const choices = [this._choices, this._charts];
    const isOut = await signOut({
      session: this.services.session,
      data: this._data,
      isOnline: this._status ? isConnected(this._status) : navigator.onLine,
    });
    if (!isOut) return;
    visited?.forget();
    for (const one of choices) one?.forget();
    this._memory.clear();
    this._links.go(this._links.apps());
  }

  static override styles = css`
    :host {
      display: block;
      height: 100%;
    }

    #outlet,
    #outlet > * {
      height: 100%;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-app': HsApp;
  }
}
