import '@vaadin/combo-box';
import type { ComboBoxDataProviderCallback, ComboBoxDataProviderParams } from '@vaadin/combo-box';
import { comboBoxRenderer } from '@vaadin/combo-box/lit.js';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../base/hs-icon.ts';
import type { FieldModel, LookupSource, LookupTarget } from './field-model.ts';

interface Item extends LookupTarget {
  readonly key: string;
  /** Not a row, but the way to make one, named as was typed. */
  readonly typed?: string;
}

const keyOf = (table: string, id: string): string => `${table}/${id}`;
const pageSize = 50;
/** Rows that are seen at once with what comes after them. */
const shortList = 6;
const itemStyle = 'flex:1;contain:inline-size;line-height:1.35';
const newStyle = 'flex:1;display:flex;align-items:center;gap:var(--hs-space-2);color:var(--hs-accent)';
const lineStyle = 'overflow:hidden;text-overflow:ellipsis;white-space:nowrap';

/** A lookup: search as you type over the possible tables, the present target as a link. */
@customElement('hs-lookup-field')
export class HsLookupField extends LitElement {
  @property({ attribute: false }) model!: FieldModel;

  #offers(source: LookupSource, typed: string): Item[] {
    return source.creatable.map(({ table, label }) => ({
      key: keyOf(table, 'new'),
      table,
      id: '',
      name: msg(str`New ${label}`),
      typed,
    }));
  }

  readonly #provide = (
    params: ComboBoxDataProviderParams,
    callback: ComboBoxDataProviderCallback<Item>,
  ): void => {
    const source = this.model.lookup;
    if (source === undefined || params.page > 0) {
      callback([], 0);
      return;
    }
    const offers = this.#offers(source, params.filter);
    source.search(params.filter, pageSize).then(
      (found) => {
        const rows = found.map((target): Item => ({ ...target, key: keyOf(target.table, target.id) }));
        // Below what was found, unless the list is so long that its end is out of sight.
        const items = rows.length > shortList ? [...offers, ...rows] : [...rows, ...offers];
        callback(items, items.length);
      },
      () => callback(offers, offers.length),
    );
  };

  protected override render() {
    const { lookup, value, targetTable, targetName } = this.model;
    const searchable = (lookup?.tables.length ?? 0) > 0;
    const table = targetTable ?? this.model.column.targets?.[0] ?? '';
    const selected =
      typeof value === 'string'
        ? { key: keyOf(table, value), table, id: value, name: targetName ?? msg('(not on this device)') }
        : null;
    const href =
      selected === null || targetName === undefined ? undefined : lookup?.href(selected.table, selected.id);
    const absent = lookup?.absent ?? [];
    return html`<vaadin-combo-box
      title=${selected?.name ?? nothing}
      .label=${this.model.label}
      .dataProvider=${this.#provide}
      .pageSize=${pageSize}
      item-id-path="key"
      item-value-path="key"
      item-label-path="name"
      .selectedItem=${live(selected)}
      .helperText=${!this.model.readonly && !searchable && absent.length > 0 ? `${absent.join(', ')}: ${msg('not on this device')}` : ''}
      ?readonly=${this.model.readonly || !searchable}
      ?required=${this.model.required === 'required'}
      ?invalid=${this.model.error !== ''}
      .errorMessage=${this.model.error}
      ?clear-button-visible=${this.model.required !== 'required'}
      manual-validation
      @change=${this.#onChange}
      ${comboBoxRenderer<Item>((item) => this.#renderItem(item), [lookup])}
    >
      ${
        href === undefined
          ? nothing
          : html`<a
              slot="prefix"
              class="field-action"
              href=${href}
              title=${msg(str`Open ${selected?.name ?? ''}`)}
              ><hs-icon name="open" .label=${msg(str`Open ${selected?.name ?? ''}`)}></hs-icon
            ></a>`
      }
    </vaadin-combo-box>`;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #renderItem(item: Item) {
    if (item.typed !== undefined)
      return html`<div style=${newStyle}>
        <hs-icon name="plus"></hs-icon><span style=${lineStyle}>${item.name}</span>
      </div>`;
    const several = (this.model.lookup?.tables.length ?? 0) > 1;
    const label = this.model.lookup?.tables.find((one) => one.table === item.table)?.label;
    const second = [several ? label : undefined, item.detail]
      .filter((part) => part !== undefined && part !== '')
      .join(' · ');
    // Items are drawn inside the combo box, where the form's styles do not reach.
    return html`<div title=${second === '' ? item.name : `${item.name}\n${second}`} style=${itemStyle}>
      <div style=${lineStyle}>${item.name}</div>
      ${second === '' ? nothing : html`<div style="${lineStyle};font-size:var(--hs-text-s);color:var(--hs-text-muted)">${second}</div>`}
    </div>`;
  }

  #onChange(event: Event): void {
    const picked = (event.target as unknown as { selectedItem?: Item | null }).selectedItem;
    if (picked?.typed !== undefined) void this.#create(picked.table, picked.typed);
    // The combo box also tells of the value that it had; its name may be words of ours, which are no edit.
    else if ((picked?.id ?? null) !== this.model.value) this.model.changeLookup(picked ?? null);
  }

  /** The field keeps its value until there is a new one. */
  async #create(table: string, typed: string): Promise<void> {
    this.requestUpdate();
    const made = await this.model.lookup?.create(table, typed);
    if (made !== undefined) this.model.changeLookup(made);
    this.renderRoot.querySelector<HTMLElement>('vaadin-combo-box')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-lookup-field': HsLookupField;
  }
}
