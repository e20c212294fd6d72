import '@vaadin/tabs';
import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Form, FormCell, FormSection, FormTab } from '../../shared/metadata/form.ts';
import type { FormFactor } from '../../state/form-factor.ts';
import { elementStyles } from '../../styles/element-styles.ts';
import { renderField } from '../fields/render-field.ts';
import type { FieldWiring } from './field-wiring.ts';
import { formStyles } from './form-styles.ts';
import { tabsWithHeader } from './header-section.ts';
import './hs-quick-view.ts';
import './hs-related-list.ts';

const fields =
  ':is(vaadin-text-field, vaadin-text-area, vaadin-email-field, vaadin-combo-box, vaadin-multi-select-combo-box, vaadin-date-picker, vaadin-date-time-picker, vaadin-checkbox)';

/** Tabs, sections and cells of a compiled form over one record. It edits the session; saving is the page's. */
@customElement('hs-record-form')
@localized()
export class HsRecordForm extends LitElement {
  @property({ attribute: false }) form!: Form;
  @property({ attribute: false }) wiring!: FieldWiring;
  @property() formFactor: FormFactor = 'desktop';
  /** Raised by the page whenever the session changed. */
  @property({ type: Number }) revision = 0;

  @state() private _tab = 0;

  static override styles = [elementStyles, formStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form')) this._tab = 0;
  }

  /** Puts the cursor into the first field that can be written. */
  focusFirst(): void {
    const writable = [...this.renderRoot.querySelectorAll<HTMLElement>(fields)].find(
      (field) => !field.hasAttribute('readonly'),
    );
    writable?.focus();
  }

  /** Opens the tab of a column and puts the cursor there; false when the form does not show it. */
  async focusColumn(column: string): Promise<boolean> {
    const shows = (cell: FormCell): boolean =>
      cell.control?.kind === 'column' && cell.control.column === column;
    const index = this.#tabs().findIndex((tab) =>
      tab.columns.some((part) =>
        part.sections.some((section) => section.rows.some((row) => row.some(shows))),
      ),
    );
    if (index >= 0) this._tab = index;
    await this.updateComplete;
    const field = this.renderRoot.querySelector<HTMLElement>(
      `[data-column="${CSS.escape(column)}"] ${fields}`,
    );
    field?.focus();
    return field !== null;
  }

  protected override render() {
    const tabs = this.#tabs();
    const open = tabs[Math.min(this._tab, tabs.length - 1)];
    if (open === undefined) return html`<p class="note">${msg('This form has nothing to show.')}</p>`;
    return html`
      ${
        tabs.length < 2
          ? nothing
          : html`<vaadin-tabs
              .selected=${this._tab}
              aria-label=${msg('Form tabs')}
              @selected-changed=${(event: CustomEvent<{ value: number }>) => (this._tab = event.detail.value)}
            >
              ${tabs.map((tab) => html`<vaadin-tab>${tab.label === '' ? msg('General') : tab.label}</vaadin-tab>`)}
            </vaadin-tabs>`
      }
      ${this.#renderTab(open)}
    `;
  }

  #tabs(): readonly FormTab[] {
    return tabsWithHeader(this.form, msg('Key facts')).filter(
      (tab) =>
        tab.visible &&
        this.#isOn(tab) &&
        tab.columns.some((part) => part.sections.some((section) => this.#isShown(section))),
    );
  }

  #isOn(part: { readonly availableOnPhone: boolean }): boolean {
    return this.formFactor !== 'phone' || part.availableOnPhone;
  }

  #isShown(section: FormSection): boolean {
    return (
      section.visible &&
      this.#isOn(section) &&
      section.rows.some((row) => row.some((cell) => this.#isCellShown(cell)))
    );
  }

  #isCellShown(cell: FormCell): boolean {
    return cell.control !== undefined && cell.visible && this.#isOn(cell);
  }

  #renderTab(tab: FormTab): TemplateResult {
    const parts = tab.columns.filter((part) => part.sections.some((section) => this.#isShown(section)));
    const widths = parts.map((part) => `minmax(0, ${Math.max(part.width, 20)}fr)`).join(' ');
    const halves = parts.length > 1 ? 'repeat(2, minmax(0, 1fr))' : 'minmax(0, 1fr)';
    const byFactor = { desktop: widths, tablet: halves, phone: 'minmax(0, 1fr)' } as const;
    // On a tablet the third column goes on below the second, instead of below the tallest of the first two.
    const stacks =
      this.formFactor === 'tablet' ? [parts.slice(0, 1), parts.slice(1)] : parts.map((part) => [part]);
    const template = byFactor[this.formFactor];
    return html`<div class="tab" style=${styleMap({ gridTemplateColumns: template })}>
      ${stacks
        .filter((stack) => stack.length > 0)
        .map(
          (stack) =>
            html`<div class="column">
              ${stack
                .flatMap((part) => part.sections)
                .filter((section) => this.#isShown(section))
                .map((section) => this.#renderSection(section))}
            </div>`,
        )}
    </div>`;
  }

  #renderSection(section: FormSection): TemplateResult {
    const heading = section.showLabel && section.label !== '';
    const columns = this.formFactor === 'phone' ? 1 : section.columns;
    const cells = section.rows
      .flat()
      .filter((cell) => cell.visible && this.#isOn(cell) && (cell.control !== undefined || columns > 1));
    return html`<section class="card" aria-label=${heading ? nothing : section.label || nothing}>
      ${heading ? html`<h2>${section.label}</h2>` : nothing}
      <div class="cells" style=${styleMap({ '--columns': String(columns) })}>
        ${cells.map((cell) => this.#renderCell(cell, columns, heading ? section.label : ''))}
      </div>
    </section>`;
  }

  #renderCell(cell: FormCell, columns: number, heading: string): TemplateResult {
    const wide = cell.control !== undefined && cell.control.kind !== 'column';
    const span = wide ? columns : Math.min(cell.colspan, columns);
    const column = cell.control?.kind === 'column' ? cell.control.column : nothing;
    return html`<div
      class=${classMap({ cell: true, spacer: cell.control === undefined })}
      data-column=${column}
      style=${styleMap({ gridColumn: `span ${span}` })}
    >
      ${this.#renderControl(cell, heading)}
    </div>`;
  }

  #renderControl(cell: FormCell, heading: string): TemplateResult | typeof nothing {
    const control = cell.control;
    if (control === undefined) return nothing;
    // A section that holds one list is often named like it: the name is read once.
    const repeats = (label: string): boolean => label.trim().toLowerCase() === heading.trim().toLowerCase();
    const { session } = this.wiring.surroundings;
    const primary = session.table.primaryName;
    const parentName = primary === undefined ? '' : String(session.value(primary) ?? '');
    switch (control.kind) {
      case 'column': {
        const model = this.wiring.model(cell);
        if (model === undefined)
          return html`<p class="note">${msg(str`The column ${control.column} is not there.`)}</p>`;
        return renderField(model);
      }
      case 'subgrid':
        return html`<hs-related-list
          .label=${cell.showLabel ? cell.label : ''}
          ?headless=${heading !== '' && (!cell.showLabel || repeats(cell.label))}
          .parentTable=${session.table.logicalName}
          .parentId=${session.isNew ? undefined : session.id}
          .parentName=${parentName}
          .table=${control.table}
          .viewId=${control.viewId}
          .relationship=${control.relationship}
          .rowsPerPage=${control.rowsPerPage}
        ></hs-related-list>`;
      case 'timeline':
        return html`<hs-related-list
          .label=${cell.label === '' ? msg('Timeline') : cell.label}
          ?headless=${heading !== ''}
          .parentTable=${session.table.logicalName}
          .parentId=${session.isNew ? undefined : session.id}
          .parentName=${parentName}
          .table=${'activitypointer'}
          .lookupColumn=${'regardingobjectid'}
          .rowsPerPage=${8}
        ></hs-related-list>`;
      case 'quickview':
        return html`<hs-quick-view
          .wiring=${this.wiring}
          .column=${control.column}
          .forms=${control.forms}
          .label=${repeats(cell.label) ? '' : cell.label}
          .revision=${this.revision}
        ></hs-quick-view>`;
      case 'unsupported':
        return html`<p class="note">${msg(str`Not shown here: ${control.what}`)}</p>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-record-form': HsRecordForm;
  }
}
