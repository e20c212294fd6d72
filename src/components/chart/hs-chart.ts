import { localized, msg, str } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Row } from '../../shared/metadata/row.ts';
import '../base/hs-empty-state.ts';
import '../base/hs-icon.ts';
import '../base/hs-skeleton.ts';
import { readColors } from './chart-colors.ts';
import type { ChartModel } from './chart-model.ts';
import { chartStyles } from './chart-styles.ts';
import type { drawChart, DrawnChart, DrawOptions } from './draw-chart.ts';

/** `row`: of the chart's query; `label`: the point's category and series as read. */
export type ChartDrillEvent = CustomEvent<{ readonly row: Row; readonly label: string }>;

interface Point {
  readonly category: number;
  readonly series: number;
}

/**
 * Draws a model, or shows it as a table. Arrow keys go through the points (left and right: categories, up and down:
 * series), Enter or a click fires `chart-drill`; the drawing's code loads with the first chart. Fires `hs-retry`.
 */
@localized()
@customElement('hs-chart')
export class HsChart extends LitElement {
  /** Absent: loading. */
  @property({ attribute: false }) model?: ChartModel;
  @property() heading = '';
  @property({ type: Boolean }) showLegend = false;
  /** A sentence; the chart could not be read. */
  @property() error?: string;
  @property({ type: Boolean, reflect: true }) asTable = false;
  @state() private _point?: Point;
  @state() private _cannotDraw = false;
  @query('canvas') private _canvas!: HTMLCanvasElement | null;
  #drawn?: DrawnChart;
  #drawnOn?: HTMLCanvasElement;
  #drawing = 0;
  readonly #dark = window.matchMedia('(prefers-color-scheme: dark)');
  readonly #theme = new MutationObserver(() => void this.#draw());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#dark.addEventListener('change', this.#onTheme);
    this.#theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    if (this.hasUpdated) void this.#draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dark.removeEventListener('change', this.#onTheme);
    this.#theme.disconnect();
    this.#erase();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('model') || !this._point) return;
    const { category, series } = this._point;
    if (!this.model?.series[series]?.points[category]) this._point = undefined;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('_point') && changed.size === 1) this.#drawn?.mark(this._point);
    else void this.#draw();
  }

  override render() {
    if (this.error !== undefined)
      return html`<hs-empty-state
        icon="error"
        tone="error"
        .heading=${msg('This chart could not be read')}
        .text=${this.error}
        ><button class="plain" type="button" @click=${() => this.dispatchEvent(new CustomEvent('hs-retry'))}>
          ${msg('Try again')}
        </button></hs-empty-state
      >`;
    if (!this.model) return html`<hs-skeleton .label=${msg('Loading')}></hs-skeleton>`;
    if (this.model.categories.length === 0)
      return html`<hs-empty-state
        icon="dashboard"
        .heading=${msg('Nothing to draw yet')}
        .text=${msg('Records that match this view appear here by themselves.')}
      ></hs-empty-state>`;
    const { unknownKind } = this.model;
    const asTable = this.asTable || this._cannotDraw || unknownKind !== undefined;
    return html`${
        unknownKind === undefined
          ? nothing
          : html`<p class="note">
              ${msg(str`This version cannot draw charts of the kind ${unknownKind}; these are its values.`)}
            </p>`
      }
      ${
        asTable
          ? nothing
          : html`<div class="drawing">
              <canvas
                role="img"
                tabindex="0"
                aria-label=${this.#description(this.model)}
                aria-describedby="keys"
                @keydown=${this.#onKey}
                @blur=${() => {
                  this._point = undefined;
                }}
              ></canvas>
            </div>`
      }
      <p id="keys" class="sr-only">
        ${msg('Arrow keys go through the values, Enter shows the records behind one.')}
      </p>
      <p class="sr-only" role="status">${this._point ? this.#pointLabel(this._point) : ''}</p>
      ${this.#table(this.model, asTable)}`;
  }

  #table(model: ChartModel, shown: boolean) {
    return html`<div
      class=${shown ? 'table' : 'sr-only'}
      tabindex=${shown ? 0 : nothing}
      role=${shown ? 'group' : nothing}
      aria-label=${shown ? this.heading : nothing}
    >
      <table>
        <caption class="sr-only">
          ${this.heading}
        </caption>
        <thead>
          <tr>
            <th scope="col">${model.categoryTitle || msg('Category')}</th>
            ${model.series.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${model.categories.map(
            (category, at) =>
              html`<tr>
                <th scope="row">${category}</th>
                ${model.series.map((series, index) => this.#cell(series.points[at]?.text ?? '', { category: at, series: index }, shown))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #cell(text: string, point: Point, shown: boolean) {
    const hasRows = shown && this.model?.series[point.series]?.points[point.category]?.row !== undefined;
    return html`<td class="number tabular">
      ${
        hasRows
          ? html`<button
              class="plain"
              type="button"
              title=${msg('Show records')}
              @click=${() => this.#drill(point)}
            >
              ${text || '—'}
            </button>`
          : text
      }
    </td>`;
  }

  #description(model: ChartModel): string {
    const series = model.series.map(({ label }) => label).join(', ');
    return msg(
      str`Chart ${this.heading}: ${series} by ${model.categoryTitle}, ${model.categories.length} values`,
    );
  }

  #pointLabel({ category, series }: Point): string {
    const found = this.model?.series[series];
    return `${this.model?.categories[category] ?? ''}, ${found?.label ?? ''}: ${found?.points[category]?.text ?? ''}`;
  }

  #drill({ category, series }: Point): void {
    const { model } = this;
    const row = model?.series[series]?.points[category]?.row;
    if (!model || !row) return;
    const name = model.categories[category] ?? '';
    const label = model.series.length > 1 ? `${name} · ${model.series[series]?.label ?? ''}` : name;
    this.dispatchEvent(new CustomEvent('chart-drill', { detail: { row, label } }));
  }

  readonly #onTheme = (): void => void this.#draw();

  readonly #onKey = (event: KeyboardEvent): void => {
    const { model, _point: point } = this;
    if (!model) return;
    if (event.key === 'Enter') {
      if (point) this.#drill(point);
      return;
    }
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
      ArrowDown: [0, 1],
      ArrowUp: [0, -1],
      Home: [-model.categories.length, 0],
      End: [model.categories.length, 0],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const inside = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
    this._point = point
      ? {
          category: inside(point.category + step[0], model.categories.length),
          series: inside(point.series + step[1], model.series.length),
        }
      : { category: event.key === 'End' ? model.categories.length - 1 : 0, series: 0 };
  };

  #erase(): void {
    this.#drawing += 1;
    this.#drawn?.destroy();
    this.#drawn = undefined;
    this.#drawnOn = undefined;
  }

  async #draw(): Promise<void> {
    const canvas = this._canvas;
    const { model } = this;
    if (!canvas || !model) {
      this.#erase();
      return;
    }
    const turn = (this.#drawing += 1);
    let code: { readonly drawChart: typeof drawChart };
    try {
      code = await import('./draw-chart.ts');
    } catch {
      // Offline before the code was ever fetched: the table says the same.
      this._cannotDraw = true;
      return;
    }
    if (turn !== this.#drawing || !canvas.isConnected) return;
    const options: DrawOptions = {
      model,
      colors: readColors(this),
      showLegend: this.showLegend,
      font: getComputedStyle(this).fontFamily,
      motion: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      onPoint: (category, series) => this.#drill({ category, series }),
    };
    if (this.#drawn && this.#drawnOn === canvas) {
      this.#drawn.update(options);
      return;
    }
    this.#drawn?.destroy();
    this.#drawn = code.drawChart(canvas, options);
    this.#drawnOn = canvas;
    this.dispatchEvent(new CustomEvent('hs-drawn'));
  }

  static override styles = chartStyles;
}

declare global {
  interface HTMLElementTagNameMap {
    'hs-chart': HsChart;
  }
}
