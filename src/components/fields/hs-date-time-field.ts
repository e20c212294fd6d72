import '@vaadin/date-time-picker';
import { msg } from '@lit/localize';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { datePickerWords } from './date-i18n.ts';
import type { FieldModel } from './field-model.ts';

/** Date and time in the person's zone; a time-zone independent column shows and keeps its wall time. */
@customElement('hs-date-time-field')
export class HsDateTimeField extends LitElement {
  @property({ attribute: false }) model!: FieldModel;

  protected override render() {
    const { column, format } = this.model;
    const text = typeof this.model.value === 'string' ? this.model.value : '';
    const independent = column.behavior === 'timezoneindependent';
    const shown = text === '' ? '' : independent ? text.slice(0, 16) : format.toLocal(text);
    return html`<vaadin-date-time-picker
      .label=${this.model.label}
      .value=${live(shown)}
      .i18n=${{
        ...datePickerWords(format.locale, new Date().getFullYear()),
        ...timeWords(format.locale),
        today: msg('Today'),
        cancel: msg('Cancel'),
      }}
      .step=${1800}
      ?readonly=${this.model.readonly}
      ?required=${this.model.required === 'required'}
      ?invalid=${this.model.error !== ''}
      .errorMessage=${this.model.error}
      manual-validation
      @unparsable-change=${() => this.model.invalid({ key: 'not-a-date' })}
      @change=${(event: Event) => {
        const picked = (event.target as HTMLInputElement).value;
        if (picked === '') this.model.change(null);
        else
          this.model.change(
            independent ? `${picked.slice(0, 16)}:00Z` : format.toInstant(picked.slice(0, 16)),
          );
      }}
    ></vaadin-date-time-picker>`;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

interface Time {
  readonly hours: number | string;
  readonly minutes: number | string;
}

/** Times as the locale writes them, read in both the 12 and the 24 hour way. */
function timeWords(locale: string): {
  formatTime(time?: Time): string;
  parseTime(text: string): Time | undefined;
} {
  const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  return {
    formatTime: (time) =>
      time === undefined ? '' : format.format(Date.UTC(2000, 0, 1, Number(time.hours), Number(time.minutes))),
    parseTime(text) {
      const match = /^\s*(\d{1,2})(?:[:.h\s]?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
      if (match === null) return undefined;
      const afternoon = match[3]?.toLowerCase();
      const typed = Number(match[1]);
      const hours = afternoon === undefined ? typed : (typed % 12) + (afternoon === 'p' ? 12 : 0);
      const minutes = Number(match[2] ?? '0');
      return hours < 24 && minutes < 60 ? { hours, minutes } : undefined;
    },
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-date-time-field': HsDateTimeField;
  }
}
