import '@vaadin/text-field';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { isSymbolFirst, moneyDigits } from '../../shared/base/money-text.ts';
import type { RowValue } from '../../shared/metadata/row.ts';
import type { Column } from '../../shared/metadata/table.ts';
import type { FieldModel } from './field-model.ts';
import { printNumber, readNumber, withoutSymbol } from './number-text.ts';

function scaleOf(column: Column): number {
  if (column.type === 'integer' || column.type === 'bigint') return 0;
  return column.precision ?? 2;
}

/** Integer and float rest as numbers, decimal, money and bigint as decimal text (src/shared/metadata/row.ts). */
function toValue(text: string, column: Column): RowValue {
  return column.type === 'integer' || column.type === 'double' ? Number(text) : text;
}

function toText(value: RowValue, { column, format, currency }: FieldModel): string {
  const { locale } = format;
  if (value === null) return '';
  if (typeof value === 'string') {
    const digits = currency === undefined ? undefined : moneyDigits(value, currency.precision);
    const text = digits === undefined ? value : (readNumber(value, 'en-US', digits) ?? value);
    return printNumber(text, locale);
  }
  if (typeof value !== 'number') return '';
  const text = column.type === 'double' ? readNumber(String(value), 'en-US', scaleOf(column)) : String(value);
  return text === undefined ? String(value) : printNumber(text, locale);
}

/** Whole, decimal, float and money values, written the way the person's locale does. Formats itself when left. */
@customElement('hs-number-field')
export class HsNumberField extends LitElement {
  @property({ attribute: false }) model!: FieldModel;

  /** What is being typed; undefined while the field is not being edited. */
  @state() private _typed: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('model') || this._typed === undefined) return;
    // The value changed from outside (reset, a rule) while text stood here: the value wins.
    const read = this.#read(this._typed);
    if (read !== undefined && read !== this.model.value) this._typed = undefined;
  }

  protected override render() {
    const { column, format, currency } = this.model;
    const symbol = currency?.symbol ?? '';
    const isFirst = symbol !== '' && isSymbolFirst(symbol, format.locale);
    const suffix = column.format === 'duration' ? 'min' : isFirst ? '' : symbol;
    return html`<vaadin-text-field
      .label=${this.model.label}
      .value=${live(this._typed ?? toText(this.model.value, this.model))}
      ?readonly=${this.model.readonly}
      ?required=${this.model.required === 'required'}
      ?invalid=${this.model.error !== ''}
      .errorMessage=${this.model.error}
      inputmode=${scaleOf(column) === 0 ? 'numeric' : 'decimal'}
      autocomplete="off"
      manual-validation
      @input=${this.#onInput}
      @change=${() => (this._typed = this.model.error === '' ? undefined : this._typed)}
    >
      ${isFirst ? html`<span slot="prefix">${symbol}</span>` : nothing}
      ${suffix === '' ? nothing : html`<span slot="suffix">${suffix}</span>`}
    </vaadin-text-field>`;
  }

  /** Same DOM as its neighbours: the form's styles and focus order apply without a shadow root between. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #onInput(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    this._typed = text;
    if (text.trim() === '') {
      this.model.change(null);
      return;
    }
    const value = this.#read(text);
    if (value === undefined) this.model.invalid({ key: 'not-a-number' });
    else this.model.change(value);
  }

  #read(text: string): RowValue | undefined {
    const { column, currency, format } = this.model;
    const plain = withoutSymbol(text, currency?.symbol);
    const read = readNumber(plain, format.locale, scaleOf(column));
    return read === undefined ? undefined : toValue(read, column);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-number-field': HsNumberField;
  }
}
