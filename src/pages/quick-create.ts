import { consume } from '@lit/context';
import { localized, msg, str } from '@lit/localize';
import '@vaadin/button';
import '@vaadin/dialog/vaadin-dialog.js';
import { dialogFooterRenderer, dialogRenderer } from '@vaadin/dialog/lit.js';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { errorWords } from '../components/base/problem-words.ts';
import { showConfirm } from '../components/base/show-confirm.ts';
import type { LookupTarget } from '../components/fields/field-model.ts';
import { fieldFormat, FieldWiring } from '../components/form/field-wiring.ts';
import '../components/form/hs-record-form.ts';
import type { HsRecordForm } from '../components/form/hs-record-form.ts';
import '../components/record/hs-record-notices.ts';
import type { DataClient } from '../data/client.ts';
import type { Session } from '../data/session.ts';
import type { Formats } from '../i18n/formats.ts';
import type { Form } from '../shared/metadata/form.ts';
import { appCatalogContext, type AppCatalog } from '../state/app-catalog.ts';
import { dataClientContext } from '../state/data-client-context.ts';
import { FormFactorController } from '../state/form-factor.ts';
import { formatsContext } from '../state/formats-context.ts';
import { sessionContext } from '../state/session-context.ts';
import { buttonStyles, elementStyles } from '../styles/element-styles.ts';
import { namedValues } from './named-values.ts';
import { quickCreateStyles } from './quick-create-styles.ts';
import { RecordController } from './record-controller.ts';

/** `target`: the record that was made; absent: the person went back without making one. */
export type QuickCreateEvent = CustomEvent<{ readonly target?: LookupTarget }>;

/**
 * A table's quick create form in a dialog. The record is saved on the device as a change of its own; then, or once the
 * person goes back, `hs-quick-created` says so, once.
 */
@customElement('hs-quick-create')
@localized()
export class HsQuickCreate extends LitElement {
  @property({ attribute: false }) form!: Form;
  /** What the person had typed where the record was looked for: its name. */
  @property() typed = '';

  @consume({ context: appCatalogContext }) @state() private _catalog?: AppCatalog;
  @consume({ context: dataClientContext }) @state() private _data?: DataClient;
  @consume({ context: formatsContext, subscribe: true }) @state() private _formats?: Formats;
  @consume({ context: sessionContext }) @state() private _session?: Session;
  @state() private _saving = false;
  @state() private _failure = '';
  @state() private _isOpen = true;

  readonly #record = new RecordController(this);
  readonly #factor = new FormFactorController(this);
  #target: LookupTarget | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#guardUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#guardUnload);
  }

  readonly #guardUnload = (event: BeforeUnloadEvent): void => {
    if (this.isDirty) event.preventDefault();
  };

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    const table = this._catalog?.table(this.form.table);
    if (this._catalog === undefined || this._data === undefined || table === undefined) return;
    this.#record.open({
      catalog: this._catalog,
      data: this._data,
      table,
      recordId: undefined,
      defaults: namedValues(table, this.typed),
      person: this._session?.kind === 'signed-in' ? this._session.person : undefined,
      random: { bytes: (into) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) },
    });
  }

  #wiring(): FieldWiring | undefined {
    const { state } = this.#record;
    const { _catalog: catalog, _data: data, _formats: formats } = this;
    if (state.kind !== 'open' || !catalog || !data || !formats) return undefined;
    this.#record.wiring ??= new FieldWiring({
      session: state.session,
      catalog,
      data,
      format: fieldFormat(formats, catalog),
      editable: true,
      problem: (column) => this.#record.problem(column),
      // Following a link would leave the record that this one is made for.
      href: () => undefined,
    });
    return this.#record.wiring;
  }

  protected override render() {
    const label = this._catalog?.table(this.form.table)?.label ?? this.form.table;
    const { revision } = this.#record;
    return html`<vaadin-dialog
      header-title=${msg(str`New ${label}`)}
      .opened=${this._isOpen}
      width="min(560px, calc(100vw - 32px))"
      no-close-on-outside-click
      no-close-on-esc
      @keydown=${this.#onKey}
      @closed=${this.#onClosed}
      ${dialogRenderer(() => this.#renderForm(), [revision, this._failure, this._formats, this.#factor.formFactor])}
      ${dialogFooterRenderer(() => this.#renderCommands(), [this._saving])}
    ></vaadin-dialog>`;
  }

  #renderForm() {
    const wiring = this.#wiring();
    if (wiring === undefined) return html``;
    return html`${
        this._failure === ''
          ? nothing
          : html`<hs-record-notices .failure=${this._failure}></hs-record-notices>`
      }<hs-record-form
        .form=${this.form}
        .wiring=${wiring}
        .formFactor=${this.#factor.isPhone ? 'phone' : 'tablet'}
        .revision=${this.#record.revision}
      ></hs-record-form>`;
  }

  #renderCommands() {
    return html`<vaadin-button ?disabled=${this._saving} @click=${() => this.#cancel()}
        >${msg('Cancel')}</vaadin-button
      >
      <vaadin-button theme="primary" ?disabled=${this._saving} @click=${() => this.#save()}
        >${msg('Save')}</vaadin-button
      >`;
  }

  get #formElement(): HsRecordForm | null {
    return this.renderRoot.querySelector('hs-record-form');
  }

  protected override firstUpdated(): void {
    void this.#putFocus();
  }

  /** The first field is where typing begins. The dialog draws its content, and takes the focus, in the next frame. */
  async #putFocus(): Promise<void> {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.#formElement?.updateComplete;
    this.#formElement?.focusFirst();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    // The page below listens for these, too; here they are about this record.
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      void this.#cancel();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      event.stopPropagation();
      void this.#save();
    }
  };

  async #cancel(): Promise<void> {
    if (this._saving) return;
    const agreed =
      !this.#record.isDirty ||
      (await showConfirm({
        heading: msg('Leave without saving?'),
        text: msg('What you typed on this record is not saved yet.'),
        confirm: msg('Leave'),
        cancel: msg('Stay'),
        danger: true,
      }));
    if (agreed) this._isOpen = false;
  }

  async #save(): Promise<void> {
    const { state } = this.#record;
    if (this._saving || state.kind !== 'open') return;
    this._saving = true;
    this._failure = '';
    try {
      const result = await this.#record.save(this.form);
      if (result.kind === 'invalid') {
        const shown = await this.#formElement?.focusColumn(result.column);
        const label = this._catalog?.column(this.form.table, result.column)?.label ?? result.column;
        if (shown !== true) this._failure = msg(str`Check the value of ${label}.`);
        return;
      }
      this.#target = { table: this.form.table, id: state.session.id, name: this.#record.title() };
      this._isOpen = false;
    } catch (error) {
      this._failure = errorWords(
        error,
        msg('The change could not be stored on this device. What you typed is still here.'),
      );
    } finally {
      this._saving = false;
    }
  }

  readonly #onClosed = (): void => {
    const detail = this.#target === undefined ? {} : { target: this.#target };
    this.dispatchEvent(new CustomEvent('hs-quick-created', { detail }) satisfies QuickCreateEvent);
  };

  /** Something typed here would be lost. */
  get isDirty(): boolean {
    return this._isOpen && this.#record.isDirty;
  }

  static override styles = [elementStyles, buttonStyles, quickCreateStyles];
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-quick-create': HsQuickCreate;
  }
}
