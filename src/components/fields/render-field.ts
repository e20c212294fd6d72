import '@vaadin/checkbox';
import '@vaadin/combo-box';
import '@vaadin/date-picker';
import '@vaadin/email-field';
import '@vaadin/multi-select-combo-box';
import '@vaadin/text-area';
import '@vaadin/text-field';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { nameKey, type Row } from '../../shared/metadata/row.ts';
import type { Column } from '../../shared/metadata/table.ts';
import '../base/hs-icon.ts';
import type { IconName } from '../base/icons.ts';
import type { FieldModel } from './field-model.ts';
import './hs-date-time-field.ts';
import './hs-lookup-field.ts';
import './hs-number-field.ts';
import { datePickerWords } from './date-i18n.ts';

type Editor = (model: FieldModel) => TemplateResult;

/** The value of the text control that an event comes from. */
const textOf = (event: Event): string => (event.target as HTMLInputElement).value;

const textEditor: Editor = (m) => {
  const phone = m.column.format === 'phone';
  const url = m.column.format === 'url';
  const action = phone ? 'phone' : url ? 'url' : undefined;
  return html`<vaadin-text-field
    .label=${m.label}
    .value=${live(String(m.value ?? ''))}
    ?readonly=${m.readonly}
    ?required=${m.required === 'required'}
    ?invalid=${m.error !== ''}
    .errorMessage=${m.error}
    .maxlength=${m.column.maxLength}
    inputmode=${phone ? 'tel' : url ? 'url' : 'text'}
    autocomplete="off"
    @input=${(event: Event) => m.change(textOf(event) === '' ? null : textOf(event))}
    >${m.value !== null && action ? actionLink(String(m.value), action) : nothing}</vaadin-text-field
  >`;
};

type Action = 'phone' | 'url' | 'email';

const actionIcons: Readonly<Record<Action, IconName>> = {
  phone: 'phonecall',
  url: 'external',
  email: 'email',
};

function actionHref(value: string, action: Action): string | undefined {
  switch (action) {
    case 'phone':
      return `tel:${value.replace(/[^\d+*#]/g, '')}`;
    case 'email':
      return /^[^\s@?]+@[^\s@?]+$/.test(value) ? `mailto:${value}` : undefined;
    case 'url':
      return webAddress(value);
  }
}

function actionWords(value: string, action: Action): string {
  switch (action) {
    case 'phone':
      return msg(str`Call ${value}`);
    case 'email':
      return msg(str`Write to ${value}`);
    case 'url':
      return msg(str`Open ${value}`);
  }
}

/** Dials, writes to or opens what the field holds; only addresses that are safe to follow become links. */
function actionLink(value: string, action: Action): TemplateResult | typeof nothing {
  const href = actionHref(value, action);
  if (href === undefined) return nothing;
  const words = actionWords(value, action);
  return html`<a
    slot="suffix"
    class="field-action"
    href=${href}
    title=${words}
    target=${action === 'url' ? '_blank' : '_self'}
    rel="noopener noreferrer"
    ><hs-icon .name=${actionIcons[action]} .label=${words}></hs-icon
  ></a>`;
}

function webAddress(value: string): string | undefined {
  const candidate = /^[a-z]+:/i.test(value) ? value : `https://${value}`;
  return URL.canParse(candidate) && /^https?:$/.test(new URL(candidate).protocol) ? candidate : undefined;
}

const emailEditor: Editor = (m) =>
  html`<vaadin-email-field
    .label=${m.label}
    .value=${live(String(m.value ?? ''))}
    ?readonly=${m.readonly}
    ?required=${m.required === 'required'}
    ?invalid=${m.error !== ''}
    .errorMessage=${m.error}
    .maxlength=${m.column.maxLength}
    manual-validation
    autocomplete="off"
    @input=${(event: Event) => m.change(textOf(event) === '' ? null : textOf(event))}
    >${typeof m.value === 'string' ? actionLink(m.value, 'email') : nothing}</vaadin-email-field
  >`;

const memoEditor: Editor = (m) =>
  html`<vaadin-text-area
    .label=${m.label}
    .value=${live(String(m.value ?? ''))}
    ?readonly=${m.readonly}
    ?required=${m.required === 'required'}
    ?invalid=${m.error !== ''}
    .errorMessage=${m.error}
    .maxlength=${m.column.maxLength}
    min-rows="3"
    max-rows="12"
    @input=${(event: Event) => m.change(textOf(event) === '' ? null : textOf(event))}
  ></vaadin-text-area>`;

const booleanEditor: Editor = (m) => {
  const shown = m.column.options?.find((option) => option.value === (m.value === true ? 1 : 0))?.label;
  return html`<div class="boolean-field" role="group" aria-label=${m.label}>
    <span class="field-label" aria-hidden="true">${m.label}</span>
    <vaadin-checkbox
      .label=${shown ?? m.label}
      .checked=${live(m.value === true)}
      ?readonly=${m.readonly}
      @change=${(event: Event) => m.change((event.target as HTMLInputElement).checked)}
    ></vaadin-checkbox>
  </div>`;
};

interface ChoiceItem {
  readonly value: number;
  readonly label: string;
}

/** The options a person may pick, plus the present value where it is no longer one of them. */
function choiceItems(m: FieldModel, state: number | undefined): ChoiceItem[] {
  const options = (m.column.options ?? []).filter(
    (option) => state === undefined || option.state === undefined || option.state === state,
  );
  const items = options.map(({ value, label }) => ({ value, label }));
  const present = Array.isArray(m.value)
    ? (m.value as readonly number[])
    : typeof m.value === 'number'
      ? [m.value]
      : [];
  for (const value of present) {
    if (items.some((item) => item.value === value)) continue;
    items.push({
      value,
      label: m.column.options?.find((option) => option.value === value)?.label ?? String(value),
    });
  }
  return items;
}

const choiceEditor: Editor = (m) => {
  const present = m.column.options?.find((option) => option.value === m.value);
  const items = choiceItems(m, m.column.type === 'status' ? present?.state : undefined);
  return html`<vaadin-combo-box
    .label=${m.label}
    .items=${items}
    item-id-path="value"
    item-value-path="value"
    item-label-path="label"
    .selectedItem=${live(items.find((item) => item.value === m.value) ?? null)}
    ?readonly=${m.readonly}
    ?required=${m.required === 'required'}
    ?clear-button-visible=${m.required !== 'required' && m.column.type === 'choice'}
    ?invalid=${m.error !== ''}
    .errorMessage=${m.error}
    @change=${(event: Event) => {
      const picked = (event.target as unknown as { selectedItem?: ChoiceItem | null }).selectedItem;
      m.change(picked?.value ?? null);
    }}
  ></vaadin-combo-box>`;
};

const choicesEditor: Editor = (m) => {
  const items = choiceItems(m, undefined);
  const present = (Array.isArray(m.value) ? m.value : []) as readonly number[];
  return html`<vaadin-multi-select-combo-box
    .label=${m.label}
    .items=${items}
    item-id-path="value"
    item-value-path="value"
    item-label-path="label"
    .selectedItems=${items.filter((item) => present.includes(item.value))}
    ?readonly=${m.readonly}
    ?required=${m.required === 'required'}
    ?invalid=${m.error !== ''}
    .errorMessage=${m.error}
    clear-button-visible
    @change=${(event: Event) => {
      const picked = (event.target as unknown as { selectedItems: ChoiceItem[] }).selectedItems;
      const values = picked.map((item) => item.value).sort((a, b) => a - b);
      m.change(values.length === 0 ? null : values);
    }}
  ></vaadin-multi-select-combo-box>`;
};

const dateEditor: Editor = (m) => {
  const instant = m.column.behavior !== 'dateonly';
  const text = typeof m.value === 'string' ? m.value : '';
  const shown = instant && text !== '' ? m.format.toLocal(text).slice(0, 10) : text;
  return html`<vaadin-date-picker
    .label=${m.label}
    .value=${live(shown)}
    .i18n=${{ ...datePickerWords(m.format.locale, new Date().getFullYear()), today: msg('Today'), cancel: msg('Cancel') }}
    ?readonly=${m.readonly}
    ?required=${m.required === 'required'}
    ?invalid=${m.error !== ''}
    .errorMessage=${m.error}
    ?clear-button-visible=${m.required !== 'required'}
    manual-validation
    @unparsable-change=${() => m.invalid({ key: 'not-a-date' })}
    @change=${(event: Event) => {
      const picked = textOf(event);
      if (picked === '') m.change(null);
      else m.change(instant ? m.format.toInstant(`${picked}T00:00`) : picked);
    }}
  ></vaadin-date-picker>`;
};

const dateTimeEditor: Editor = (m) => html`<hs-date-time-field .model=${m}></hs-date-time-field>`;
const numberEditor: Editor = (m) => html`<hs-number-field .model=${m}></hs-number-field>`;
const lookupEditor: Editor = (m) => html`<hs-lookup-field .model=${m}></hs-lookup-field>`;

/** The field's value and what stands beside it, as a row holds them. */
function rowOf({ column, value, targetName }: FieldModel): Row {
  return { [column.logicalName]: value, [nameKey(column.logicalName)]: targetName ?? null };
}

/** Types without an editor here show their value and say nothing wrong. */
const readOnlyDisplay: Editor = (m) =>
  html`<vaadin-text-field
    .label=${m.label}
    .value=${m.format.display(m.column, rowOf(m)) || '—'}
    readonly
  ></vaadin-text-field>`;

function editorFor(column: Column): Editor {
  switch (column.type) {
    case 'string':
      return column.format === 'email' ? emailEditor : column.format === 'textarea' ? memoEditor : textEditor;
    case 'memo':
      return memoEditor;
    case 'integer':
      return column.format === undefined || column.format === 'duration' || column.format === 'text'
        ? numberEditor
        : readOnlyDisplay;
    case 'bigint':
    case 'decimal':
    case 'double':
    case 'money':
      return numberEditor;
    case 'boolean':
      return booleanEditor;
    case 'choice':
    case 'status':
      return choiceEditor;
    case 'choices':
      return choicesEditor;
    case 'datetime':
      return column.behavior === 'dateonly' || column.dateOnlyFormat === true ? dateEditor : dateTimeEditor;
    case 'lookup':
    case 'customer':
    case 'owner':
      return lookupEditor;
    case 'state':
    case 'partylist':
    case 'uniqueidentifier':
    case 'entityname':
    case 'file':
    case 'image':
    case 'virtual':
      return readOnlyDisplay;
  }
}

/** The editor, or the read-only display, that is right for the column's type and format. */
export function renderField(model: FieldModel): TemplateResult {
  return editorFor(model.column)(model);
}
