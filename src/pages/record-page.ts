import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import '@vaadin/button';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../components/base/hs-empty-state.ts';
import '../components/base/hs-skeleton.ts';
import { showConfirm } from '../components/base/show-confirm.ts';
import { showToast } from '../components/base/show-toast.ts';
import { fieldFormat, FieldWiring } from '../components/form/field-wiring.ts';
import type { FormSelectEvent } from '../components/form/hs-form-switcher.ts';
import '../components/form/hs-record-form.ts';
import type { FormSession } from '../components/form/form-session.ts';
import type { HsRecordForm } from '../components/form/hs-record-form.ts';
import { headTitle } from '../components/record/hs-record-head.ts';
import { errorWords } from '../components/base/problem-words.ts';
import '../components/record/hs-record-notices.ts';
import type { EntryEvent } from '../components/record/hs-record-notices.ts';
import '../components/record/hs-thumb-bar.ts';
import { keyValues } from '../components/record/key-values.ts';
import type { RecordHead, RecordSaveEvent, Standing } from '../components/record/record-head.ts';
import type { DataClient } from '../data/client.ts';
import type { Session } from '../data/session.ts';
import type { Formats } from '../i18n/formats.ts';
import type { Form } from '../shared/metadata/form.ts';
import type { Table } from '../shared/metadata/table.ts';
import { appCatalogContext, type AppCatalog } from '../state/app-catalog.ts';
import { dataClientContext } from '../state/data-client-context.ts';
import { formChoicesContext, type RememberedChoices } from '../state/remembered-choices.ts';
import { FormFactorController } from '../state/form-factor.ts';
import { formatsContext } from '../state/formats-context.ts';
import { linksContext, type Links } from '../state/links.ts';
import { sessionContext } from '../state/session-context.ts';
import { syncStatusContext } from '../state/sync-status-context.ts';
import { elementStyles, buttonStyles } from '../styles/element-styles.ts';
import type { SyncStatus } from '../sync/status.ts';
import type { HsQuickCreate } from './quick-create.ts';
import { QuickCreating } from './quick-creating.ts';
import { RecordController } from './record-controller.ts';
import { recordStyles } from './record-styles.ts';

/** One record: header, form, save, delete. `recordId` absent: a new one, filled with `defaults`. */
@customElement('hs-record-page')
@localized()
export class HsRecordPage extends LitElement {
  @property() tableName = '';
  @property() recordId?: string;
  @property({ attribute: false }) defaults: Readonly<Record<string, string>> = {};

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
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private _session?: Session;
  @consume({ context: syncStatusContext, subscribe: true })
  @state()
  private _status?: SyncStatus;
  @consume({ context: formChoicesContext, subscribe: true })
  @state()
  private _choices?: RememberedChoices;

  @state() private _formId?: string;
  @state() private _saving = false;
  @state() private _failure = '';
  @query('hs-record-form') private _form!: HsRecordForm | null;
  @query('hs-quick-create') private _quick!: HsQuickCreate | null;

  readonly #record = new RecordController(this);
  readonly #creating = new QuickCreating(this);
  readonly #factor = new FormFactorController(this);
  #opened = '';
  #told = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#guardUnload);
    window.addEventListener('keydown', this.#onKey);
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#guardUnload);
    window.removeEventListener('keydown', this.#onKey);
    this.#opened = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['tableName', 'recordId', '_catalog', '_data'].some((name) => changed.has(name))) this.#open();
  }

  protected override updated(): void {
    this.#tellTitle();
  }

  /** True when nothing typed would be lost, or the person agrees to lose it. Routers ask before they leave. */
  async canLeave(): Promise<boolean> {
    if (!this.#record.isDirty && this._quick?.isDirty !== true) return true;
    return showConfirm({
      heading: msg('Leave without saving?'),
      text: msg('What you typed on this record is not saved yet.'),
      confirm: msg('Leave'),
      cancel: msg('Stay'),
      danger: true,
    });
  }

  /** The router asks before it goes anywhere else. */
  async onBeforeLeave(_location: unknown, commands: { prevent(): unknown }): Promise<unknown> {
    return (await this.canLeave()) ? undefined : commands.prevent();
  }

  #open(): void {
    const table = this._catalog?.table(this.tableName);
    if (this._catalog === undefined || this._data === undefined || table === undefined) return;
    const key = `${this._catalog.package.app.uniqueName}/${this.tableName}/${this.recordId ?? 'new'}/${JSON.stringify(this.defaults)}`;
    if (key === this.#opened) return;
    const before = this.#opened;
    this.#opened = key;
    const { state } = this.#record;
    // A new record that was just saved gets its own address: it is open already.
    if (before !== '' && state.kind === 'open' && state.session.id === this.recordId) return;
    this._failure = '';
    const person = this._session?.kind === 'signed-in' ? this._session.person : undefined;
    this.#record.open({
      catalog: this._catalog,
      data: this._data,
      table,
      recordId: this.recordId,
      defaults: this.defaults,
      person,
      random: { bytes: (into) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) },
    });
  }

  #forms(): readonly Form[] {
    return this._catalog?.forms(this.tableName, 'main') ?? [];
  }

  #currentForm(): Form | undefined {
    const forms = this.#forms();
    const chosen = this._formId ?? this._choices?.get(this.tableName);
    return forms.find((form) => form.id === chosen) ?? forms[0];
  }

  #wiring(): FieldWiring | undefined {
    const { state } = this.#record;
    if (state.kind !== 'open' || !this._catalog || !this._data || !this._formats) return undefined;
    const editable = this.#record.editable;
    const known = this.#record.wiring;
    if (known?.surroundings.session === state.session && known.surroundings.editable === editable)
      return known;
    const links = this._links;
    const catalog = this._catalog;
    this.#record.wiring = new FieldWiring({
      quickCreate: this.#creating.for(catalog),
      session: state.session,
      catalog,
      data: this._data,
      format: fieldFormat(this._formats, catalog),
      editable,
      problem: (column) => this.#record.problem(column),
      href: (table, id) =>
        catalog.table(table) === undefined || catalog.forms(table, 'main').length === 0
          ? undefined
          : links?.record(table, id),
    });
    return this.#record.wiring;
  }

  protected override render() {
    const table = this._catalog?.table(this.tableName);
    if (this._catalog === undefined) return nothing;
    if (table === undefined)
      return html`<hs-empty-state
        icon="search"
        heading=${msg('Not part of this app')}
        text=${msg(str`This app has no table named ${this.tableName}.`)}
      ></hs-empty-state>`;
    const { state } = this.#record;
    if (state.kind === 'loading')
      return html`<hs-skeleton class="loading" .label=${msg('Loading')}></hs-skeleton>`;
    if (state.kind === 'missing')
      return html`<hs-empty-state
        icon="search"
        heading=${msg(str`${table.label} not found`)}
        text=${msg('It was deleted, is not carried on this device, or you may not read it.')}
        ><vaadin-button @click=${() => this._links?.go(this._links.table(this.tableName))}
          >${msg(str`Go to ${table.pluralLabel}`)}</vaadin-button
        >${
          (this._status?.errors ?? 0) > 0
            ? html`<vaadin-button @click=${() => this._links?.go(this._links.outbox())}
                >${msg('Changes that were not sent')}</vaadin-button
              >`
            : nothing
        }</hs-empty-state
      >`;
    const form = this.#currentForm();
    const wiring = this.#wiring();
    const { session, record } = state;
    return html`
      <hs-record-head
        .head=${this.#head(table, session, form)}
        @hs-back=${() => this.#leave()}
        @hs-delete=${() => this.#delete()}
        @hs-discard=${this.#discardEdits}
        @hs-save=${(event: RecordSaveEvent) => this.#save(event.detail.close)}
        @hs-form=${this.#chooseForm}
      ></hs-record-head>
      <hs-record-notices
        .failure=${this._failure}
        .entries=${record?.entries ?? []}
        .labelOf=${(column: string) => this._catalog?.column(this.tableName, column)?.label ?? column}
        @hs-retry=${(event: EntryEvent) => void this._data?.retry(event.detail.id)}
        @hs-discard-change=${(event: EntryEvent) => this.#discardEntry(event.detail.id)}
      ></hs-record-notices>
      <div class="body">
        ${
          form === undefined || wiring === undefined
            ? html`<hs-empty-state
                icon="file"
                heading=${msg('No form')}
                text=${msg(str`The table ${table.label} has no main form for your roles.`)}
              ></hs-empty-state>`
            : html`<hs-record-form
                .form=${form}
                .wiring=${wiring}
                .formFactor=${this.#factor.formFactor}
                .revision=${this.#record.revision}
              ></hs-record-form>`
        }
      </div>
      ${
        this.#factor.isPhone && this.#canSave
          ? html`<hs-thumb-bar
              ?discardable=${!session.isNew}
              ?saving=${this._saving}
              @hs-discard=${this.#discardEdits}
              @hs-save=${(event: RecordSaveEvent) => this.#save(event.detail.close)}
            ></hs-thumb-bar>`
          : nothing
      }
      ${this.#creating.render()}
    `;
  }

  #head(table: Table, session: FormSession, form: Form | undefined): RecordHead {
    const catalog = this._catalog;
    const formats = this._formats;
    return {
      title: headTitle(this.#record.title(), table.label, session.isNew),
      tableLabel: table.label,
      forms: this.#forms(),
      formId: form?.id ?? '',
      standing: this.#standing(session),
      keyValues:
        catalog && formats
          ? keyValues({
              form,
              session,
              catalog,
              format: fieldFormat(formats, catalog),
              formFactor: this.#factor.formFactor,
            })
          : [],
      isNew: session.isNew,
      isPhone: this.#factor.isPhone,
      isDirty: this.#record.isDirty,
      editable: this.#record.editable,
      deletable: this.#record.deletable,
      canSave: !this._saving && this.#canSave,
    };
  }

  #standing(session: FormSession): Standing {
    const { state } = this.#record;
    if (this._saving) return 'saving';
    if (session.isDirty) return 'dirty';
    if (state.kind === 'open' && state.record?.pending === 'problem') return 'problem';
    const { stage } = this.#record.news;
    if (stage === 'saved' || stage === 'sent') return stage;
    return session.isNew ? 'new' : 'up-to-date';
  }

  /** Something could be saved: a new record, or one with edits. */
  get #canSave(): boolean {
    const { state } = this.#record;
    return state.kind === 'open' && this.#record.editable && (state.session.isNew || state.session.isDirty);
  }

  readonly #chooseForm = (event: FormSelectEvent): void => {
    this._formId = event.detail.id;
    this._choices?.set(this.tableName, event.detail.id);
  };

  readonly #discardEdits = (): void => {
    const bringBack = this.#record.discardEdits();
    void showToast(msg('Your edits were discarded.'), { action: { text: msg('Undo'), run: bringBack } });
  };

  /** The document's title and the list of recent places name the record. */
  #tellTitle(): void {
    const { state } = this.#record;
    const title = state.kind === 'open' && !state.session.isDirty ? this.#record.title() : '';
    const told = `${this.recordId ?? ''} ${title}`;
    if (title === '' || this.recordId === undefined || told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(
      new CustomEvent('hs-title', {
        bubbles: true,
        composed: true,
        detail: { title, table: this.tableName, id: this.recordId },
      }),
    );
  }

  async #discardEntry(id: string): Promise<void> {
    const agreed = await showConfirm({
      heading: msg('Discard this change?'),
      text: msg('The record goes back to what the server has.'),
      confirm: msg('Discard'),
      cancel: msg('Keep'),
      danger: true,
    });
    if (agreed) await this._data?.discard(id);
  }

  async #save(close: boolean): Promise<void> {
    if (this._saving) return;
    this._saving = true;
    this._failure = '';
    const wasNew = this.#record.state.kind === 'open' && this.#record.state.session.isNew;
    try {
      const result = await this.#record.save(this.#currentForm());
      if (result.kind === 'invalid') {
        const shown = await this._form?.focusColumn(result.column);
        const label = this._catalog?.column(this.tableName, result.column)?.label ?? result.column;
        if (shown !== true) this._failure = msg(str`Check the value of ${label}.`);
        return;
      }
      // The head says it; a toast is for who leaves the record at once.
      if (result.kind === 'saved' && close) void showToast(msg('Saved on this device'), { duration: 2500 });
      if (close) this._links?.go(this._links.table(this.tableName));
      else if (wasNew && this.#record.state.kind === 'open') this.#takeAddress(this.#record.state.session.id);
    } catch (error) {
      this._failure = errorWords(
        error,
        msg('The change could not be stored on this device. What you typed is still here.'),
      );
    } finally {
      this._saving = false;
    }
  }

  /** A new record that was saved keeps its open form and gets an address of its own. */
  #takeAddress(id: string): void {
    if (this._links !== undefined)
      window.history.replaceState(null, '', this._links.record(this.tableName, id));
    this.recordId = id;
  }

  async #delete(): Promise<void> {
    const agreed = await showConfirm({
      heading: msg(str`Delete ${this.#record.title()}?`),
      text: msg('The record is deleted for everyone once the change is sent.'),
      confirm: msg('Delete'),
      cancel: msg('Cancel'),
      danger: true,
    });
    if (!agreed) return;
    await this.#record.remove();
    this.#record.discardEdits();
    this._links?.go(this._links.table(this.tableName));
  }

  #leave(): void {
    this._links?.go(this._links.table(this.tableName));
  }

  readonly #guardUnload = (event: BeforeUnloadEvent): void => {
    if (this.#record.isDirty) event.preventDefault();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    if (this.#record.editable) void this.#save(false);
  };

  static override styles = [elementStyles, buttonStyles, recordStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-record-page': HsRecordPage;
  }
}
