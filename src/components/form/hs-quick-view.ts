import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RecordView } from '../../data/client.ts';
import type { Form, FormCell, FormSection } from '../../shared/metadata/form.ts';
import { nameKey, typeKey } from '../../shared/metadata/row.ts';
import { elementStyles } from '../../styles/element-styles.ts';
import type { FieldWiring } from './field-wiring.ts';

const sectionsOf = (form: Form): readonly FormSection[] =>
  form.tabs
    .filter((tab) => tab.visible)
    .flatMap((tab) => tab.columns)
    .flatMap((part) => part.sections)
    .filter((section) => section.visible);

/** Read-only values of the row that a lookup of the open record points at, in the shape of a quick view form. */
@customElement('hs-quick-view')
@localized()
export class HsQuickView extends LitElement {
  @property({ attribute: false }) wiring!: FieldWiring;
  @property() column = '';
  @property({ attribute: false }) forms: readonly { table: string; formId: string }[] = [];
  @property() label = '';
  /** Raised with every change of the record, so that a changed lookup is followed. */
  @property({ type: Number }) revision = 0;

  /** undefined: not told yet; null: not on this device. */
  @state() private _record: RecordView | null | undefined;
  #watched = '';
  #stop: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = undefined;
    this.#watched = '';
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const target = this.#target();
    const key = target === undefined ? '' : `${target.table}/${target.id}`;
    if (key === this.#watched) return;
    this.#stop?.();
    this.#watched = key;
    this._record = undefined;
    if (target === undefined) return;
    const watch = this.wiring.surroundings.data.watchRecord(
      target.table,
      target.id,
      (record) => (this._record = record ?? null),
    );
    this.#stop = () => watch.close();
  }

  #target(): { table: string; id: string } | undefined {
    const { session, catalog } = this.wiring.surroundings;
    const id = session.value(this.column);
    if (typeof id !== 'string') return undefined;
    const type = session.value(typeKey(this.column));
    const table =
      typeof type === 'string' ? type : catalog.column(session.table.logicalName, this.column)?.targets?.[0];
    return table === undefined || !catalog.isCarried(table) ? undefined : { table, id };
  }

  #form(table: string): Form | undefined {
    const { catalog } = this.wiring.surroundings;
    const wanted = this.forms.find((one) => one.table === table)?.formId;
    const offered = catalog.forms(table, 'quickview');
    return offered.find((form) => form.id === wanted) ?? offered[0];
  }

  protected override render() {
    const { session } = this.wiring.surroundings;
    return html`${this.label === '' ? nothing : html`<h3>${this.label}</h3>`}
    ${session.value(this.column) === null ? html`<p class="note">${msg('Nothing chosen.')}</p>` : this.#renderTarget()}`;
  }

  #renderTarget() {
    const target = this.#target();
    if (target === undefined || this._record === null) return this.#renderAbsent();
    const record = this._record;
    if (record === undefined) return html`<div class="coming" aria-hidden="true"></div>`;
    const form = this.#form(target.table);
    if (form === undefined) return html`<p class="note">${msg('There is no form for these details.')}</p>`;
    const href = this.wiring.surroundings.href(target.table, target.id);
    const name = this.#name();
    return html`${name === '' || href === undefined ? nothing : html`<p class="name"><a href=${href}>${name}</a></p>`}
      <dl>
        ${sectionsOf(form).flatMap((section) =>
          section.rows.flat().map((cell) => this.#renderCell(cell, target.table, record)),
        )}
      </dl>`;
  }

  /** Its row is not here; its name came with the record that names it. */
  #renderAbsent() {
    const name = this.#name();
    return html`${name === '' ? nothing : html`<p class="name">${name}</p>`}
      <p class="note">${msg('This record is not on this device.')}</p>`;
  }

  #name(): string {
    const name = this.wiring.surroundings.session.value(nameKey(this.column));
    return typeof name === 'string' ? name : '';
  }

  #renderCell(cell: FormCell, table: string, record: RecordView) {
    if (cell.control?.kind !== 'column' || !cell.visible) return nothing;
    const { catalog, format } = this.wiring.surroundings;
    const column = catalog.column(table, cell.control.column);
    if (column === undefined) return nothing;
    const text = format.display(column, record.values);
    return html`<dt>${cell.label === '' ? column.label : cell.label}</dt>
      <dd title=${text}>${text === '' ? '—' : text}</dd>`;
  }

  static override styles = [
    elementStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      h3 {
        font-size: var(--hs-text-m);
        font-weight: var(--hs-weight-strong);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(80px, 2fr) 3fr;
        gap: var(--hs-space-1) var(--hs-space-3);
        margin: var(--hs-space-2) 0 0;
      }
      dt {
        color: var(--hs-text-muted);
        font-size: var(--hs-text-s);
      }
      dd {
        min-width: 0;
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name {
        margin-block-start: var(--hs-space-1);
        font-weight: var(--hs-weight-medium);
      }
      .coming {
        height: calc(1lh * 3);
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
    'hs-quick-view': HsQuickView;
  }
}
