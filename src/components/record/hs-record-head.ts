import { localized, msg, str } from '@lit/localize';
import '@vaadin/button';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { buttonStyles, elementStyles } from '../../styles/element-styles.ts';
import '../base/hs-badge.ts';
import '../base/hs-icon.ts';
import '../form/hs-form-switcher.ts';
import type { FormSelectEvent } from '../form/hs-form-switcher.ts';
import type { RecordHead } from './record-head.ts';
import { recordHeadStyles } from './record-head-styles.ts';

/**
 * The head of a record: its name, where its changes stand, key values, and the commands. Fires `hs-back`, `hs-delete`,
 * `hs-discard`, `hs-save` ({ close }) and `hs-form` ({ id }).
 */
@customElement('hs-record-head')
@localized()
export class HsRecordHead extends LitElement {
  @property({ attribute: false }) head!: RecordHead;

  protected override render() {
    const { title, tableLabel, isNew, isPhone } = this.head;
    const keys = isNew ? nothing : this.#renderKeyValues();
    return html`<header>
        <div class="bar">
          <vaadin-button
            theme="tertiary icon"
            aria-label=${msg('Back to the list')}
            @click=${() => this.#fire('hs-back')}
          >
            <hs-icon name="back"></hs-icon>
          </vaadin-button>
          <div class="names">
            <h1 class="ellipsis" title=${title}>${title}</h1>
            <p class="kind">
              <span class="table">${tableLabel}${this.#renderForms()} · </span>${this.#renderStanding()}
            </p>
          </div>
          ${isPhone ? nothing : keys}
          <div class="commands">${this.#renderDelete()} ${this.#renderSaving()}</div>
        </div>
      </header>
      ${isPhone ? keys : nothing}`;
  }

  #renderDelete() {
    if (!this.head.deletable) return nothing;
    return html`<vaadin-button
      theme="tertiary icon"
      aria-label=${msg('Delete')}
      title=${msg('Delete')}
      @click=${() => this.#fire('hs-delete')}
      ><hs-icon name="trash"></hs-icon
    ></vaadin-button>`;
  }

  #renderSaving() {
    const { editable, isPhone, isDirty, isNew, canSave } = this.head;
    if (!editable) return html`<hs-badge tone="neutral">${msg('Read-only')}</hs-badge>`;
    if (isPhone) return nothing;
    return html`${
        isDirty && !isNew
          ? html`<vaadin-button
              theme="tertiary icon"
              aria-label=${msg('Discard edits')}
              title=${msg('Discard edits')}
              @click=${() => this.#fire('hs-discard')}
              ><hs-icon name="undo"></hs-icon
            ></vaadin-button>`
          : nothing
      }
      <vaadin-button ?disabled=${!canSave} @click=${() => this.#fire('hs-save', { close: true })}
        >${msg('Save & close')}</vaadin-button
      >
      <vaadin-button
        theme="primary"
        ?disabled=${!canSave}
        @click=${() => this.#fire('hs-save', { close: false })}
        >${msg('Save')}</vaadin-button
      >`;
  }

  #renderForms() {
    const { forms, formId } = this.head;
    if (forms.length < 2) return nothing;
    return html` ·
      <hs-form-switcher
        .forms=${forms}
        .formId=${formId}
        @hs-form=${(event: FormSelectEvent) => this.#fire('hs-form', event.detail)}
      ></hs-form-switcher>`;
  }

  #renderStanding(): TemplateResult {
    switch (this.head.standing) {
      case 'saving':
        return html`<span role="status">${msg('Saving…')}</span>`;
      case 'dirty':
        return html`<span class="dirty" role="status">${msg('Unsaved changes')}</span>`;
      case 'problem':
        return html`<span class="error" role="status">${msg('A change was not accepted')}</span>`;
      case 'saved':
        return html`<span class="saved" role="status"
          ><hs-icon name="changes-waiting"></hs-icon>${msg('Saved on this device')}</span
        >`;
      case 'sent':
        return html`<span class="sent" role="status"><hs-icon name="check"></hs-icon>${msg('Sent')}</span>`;
      case 'new':
        return html`<span role="status">${msg('Not saved yet')}</span>`;
      case 'up-to-date':
        return html`<span role="status">${msg('Up to date')}</span>`;
    }
  }

  #renderKeyValues() {
    const { keyValues } = this.head;
    if (keyValues.length === 0) return nothing;
    return html`<dl class="keys">
      ${keyValues.map(
        ({ label, text }) =>
          html`<div>
            <dt>${label}</dt>
            <dd class="ellipsis" title=${text}>${text === '' ? '—' : text}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #fire(name: string, detail?: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static override styles = [elementStyles, buttonStyles, recordHeadStyles];
}

/** Names a new record by its table until it has a name of its own. */
export function headTitle(title: string, tableLabel: string, isNew: boolean): string {
  return isNew && title === tableLabel ? msg(str`New ${tableLabel}`) : title;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-record-head': HsRecordHead;
  }
}
