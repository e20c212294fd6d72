import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RecordView } from '../../data/client.ts';
import type { Form } from '../../shared/metadata/form.ts';
import { typeKey } from '../../shared/metadata/row.ts';
import { elementStyles } from '../../styles/element-styles.ts';
import type { FieldWiring } from './field-wiring.ts';

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

  @state() private _record?: RecordView;
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
      (record) => (this._record = record),
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
    const { session, catalog, format } = this.wiring.surroundings;
    const target = this.#target();
    const heading = this.label === '' ? nothing : html`<h3>${this.label}</h3>`;
    if (session.value(this.column) === null)
      return html`${heading}
        <p class="note">${msg('Nothing chosen.')}</p>`;
    if (target === undefined)
      return html`${heading}
        <p class="note">${msg('This record is not on this device.')}</p>`;
    const record = this._record;
    const form = this.#form(target.table);
    const cells =
      form?.tabs.flatMap((tab) =>
        tab.columns.flatMap((part) => part.sections.flatMap((section) => section.rows.flat())),
      ) ?? [];
    return html`${heading}
      <dl>
        ${cells.map((cell) => {
          if (cell.control?.kind !== 'column' || record === undefined) return nothing;
          const column = catalog.column(target.table, cell.control.column);
          if (column === undefined) return nothing;
          const text = format.display(column, record.values);
          return html`<dt>${cell.label === '' ? column.label : cell.label}</dt>
            <dd title=${text}>${text === '' ? '—' : text}</dd>`;
        })}
      </dl>`;
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
