import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PieController,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
  type Plugin,
} from 'chart.js';
import type { SeriesKind } from '../../shared/metadata/chart.ts';
import type { ChartColors } from './chart-colors.ts';
import type { ChartModel, DrawnSeries } from './chart-model.ts';

export interface DrawOptions {
  readonly model: ChartModel;
  readonly colors: ChartColors;
  readonly showLegend: boolean;
  readonly font: string;
  /** Milliseconds; 0: no motion. */
  readonly motion: number;
  readonly onPoint: (category: number, series: number) => void;
}

/** The chart on its canvas. */
export interface DrawnChart {
  update(options: DrawOptions): void;
  /** Marks a point as hovering would; undefined: none. */
  mark(point: { readonly category: number; readonly series: number } | undefined): void;
  destroy(): void;
}

const isRound = (kind: SeriesKind): boolean => kind === 'pie' || kind === 'doughnut';
const isHorizontal = (kind: SeriesKind): boolean =>
  kind === 'bar' || kind === 'stackedbar' || kind === 'stackedbar100' || kind === 'funnel';
const isArea = (kind: SeriesKind): boolean => kind.endsWith('area') || kind === 'stackedarea100';
const isShare = (kind: SeriesKind): boolean => kind.endsWith('100');
const isStacked = (kind: SeriesKind): boolean => kind.startsWith('stacked');

function typeOf(kind: SeriesKind): 'bar' | 'line' | 'pie' | 'doughnut' {
  if (kind === 'pie' || kind === 'doughnut') return kind;
  return kind === 'line' || isArea(kind) ? 'line' : 'bar';
}

/** What a bar is as long as: the value, its share of the category in per cent, or a stretch around the middle. */
function lengths(model: ChartModel, series: DrawnSeries): (number | null | [number, number])[] {
  return series.points.map(({ value }, index) => {
    if (value === null) return null;
    if (series.kind === 'funnel') return [-value / 2, value / 2];
    if (!isShare(series.kind)) return value;
    const sum = model.series
      .filter((one) => one.kind === series.kind)
      .reduce((all, one) => all + Math.abs(one.points[index]?.value ?? 0), 0);
    return sum === 0 ? 0 : (value / sum) * 100;
  });
}

function dataset(
  options: DrawOptions,
  series: DrawnSeries,
  index: number,
  horizontal: boolean,
): ChartDataset {
  const { model, colors } = options;
  const color = colors.series(index, series.color);
  const each = model.categories.map((_, at) => colors.series(at));
  const round = isRound(series.kind);
  const area = isArea(series.kind);
  const base = {
    type: typeOf(series.kind),
    label: series.label,
    data: lengths(model, series),
    backgroundColor: round || series.kind === 'funnel' ? each : area ? `${color}55` : color,
    borderColor: round ? colors.surface : color,
    borderWidth: round || typeOf(series.kind) === 'line' ? 2 : 0,
  };
  const axis = series.secondAxis ? 'second' : 'value';
  const more = round
    ? {}
    : {
        ...(horizontal ? { xAxisID: axis } : { yAxisID: axis }),
        ...(isStacked(series.kind) ? { stack: series.kind } : { stack: `own ${index}` }),
        ...(typeOf(series.kind) === 'line'
          ? { fill: area, pointRadius: 3, pointHoverRadius: 6, tension: 0, pointBackgroundColor: color }
          : { maxBarThickness: 48, borderRadius: 2, minBarLength: 2 }),
      };
  return { ...base, ...more } as unknown as ChartDataset;
}

/** What is read of chart.js's bars, points and arcs. */
interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly base?: number;
  readonly circumference?: number;
  readonly outerRadius?: number;
}

/** Whether a value fits into its segment: in thin ones values would lie over each other. The table has them all. */
function hasRoom(kind: SeriesKind, drawn: Drawn, width: number): boolean {
  const lineHeight = 14;
  if (isRound(kind)) return ((drawn.circumference ?? 0) * (drawn.outerRadius ?? 0)) / 2 >= lineHeight;
  if (!isStacked(kind) || drawn.base === undefined) return true;
  return isHorizontal(kind)
    ? Math.abs(drawn.base - drawn.x) >= width
    : Math.abs(drawn.base - drawn.y) >= lineHeight;
}

/** Writes values beside bars and points, and into segments of pies. */
function valueLabels(current: () => DrawOptions): Plugin {
  return {
    id: 'hs-value-labels',
    afterDatasetsDraw(chart) {
      const { model, colors, font } = current();
      const { ctx } = chart;
      ctx.save();
      ctx.font = `12px ${font}`;
      model.series.forEach((series, at) => {
        if (!series.showValues && series.kind !== 'funnel') return;
        if (!chart.isDatasetVisible(at)) return;
        chart.getDatasetMeta(at).data.forEach((element, index) => {
          const text = series.points[index]?.text ?? '';
          if (text === '') return;
          const { x, y } = element.tooltipPosition(true);
          const inside = isRound(series.kind) || isStacked(series.kind) || series.kind === 'funnel';
          const plain = isHorizontal(series.kind) && !inside;
          ctx.textAlign = plain ? 'left' : 'center';
          ctx.textBaseline = inside || plain ? 'middle' : 'bottom';
          const point = element as unknown as Drawn;
          if (!hasRoom(series.kind, point, ctx.measureText(text).width)) return;
          const funnelMiddle = ((point.base ?? point.x) + point.x) / 2;
          const textAt = {
            x: series.kind === 'funnel' ? funnelMiddle : plain ? point.x + 4 : (x ?? point.x),
            y: inside ? (series.kind === 'funnel' ? point.y : (y ?? point.y)) : plain ? point.y : point.y - 4,
          };
          // The outline keeps the text legible on any fill.
          ctx.lineWidth = 3;
          ctx.strokeStyle = colors.surface;
          ctx.fillStyle = colors.text;
          ctx.strokeText(text, textAt.x, textAt.y);
          ctx.fillText(text, textAt.x, textAt.y);
        });
      });
      ctx.restore();
    },
  };
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

function scales(
  options: DrawOptions,
  horizontal: boolean,
): NonNullable<ChartConfiguration['options']>['scales'] {
  const { model, colors } = options;
  const isFunnel = model.series.every(({ kind }) => kind === 'funnel');
  const ticks = { color: colors.muted, font: { family: options.font } };
  const title = (text: string) => ({ display: text !== '', text, color: colors.muted });
  const stacked = model.series.some(({ kind }) => isStacked(kind));
  const valueAxis = (second: boolean) => {
    const own = model.series.filter((series) => series.secondAxis === second);
    const share = own.length > 0 && own.every(({ kind }) => isShare(kind));
    return {
      type: 'linear' as const,
      axis: horizontal ? ('x' as const) : ('y' as const),
      position: horizontal
        ? second
          ? ('top' as const)
          : ('bottom' as const)
        : second
          ? ('right' as const)
          : ('left' as const),
      display: own.length > 0 && !isFunnel,
      beginAtZero: true,
      stacked,
      grace: stacked ? 0 : '8%',
      ...(share ? { max: 100 } : {}),
      border: { display: false },
      grid: { color: colors.line, drawOnChartArea: !second },
      title: title(second ? (own[0]?.label ?? '') : model.valueTitle),
      ticks: {
        ...ticks,
        maxTicksLimit: 6,
        callback: (value: string | number) =>
          share ? `${Number(value)} %` : (own[0]?.format(Number(value)) ?? String(value)),
      },
    };
  };
  const category = {
    type: 'category' as const,
    stacked,
    border: { color: colors.line },
    grid: { display: false },
    title: title(model.categoryTitle),
    ticks: { ...ticks, callback: (_: unknown, index: number) => shorten(model.categories[index] ?? '') },
  };
  return { [horizontal ? 'y' : 'x']: category, value: valueAxis(false), second: valueAxis(true) };
}

function configure(options: DrawOptions, current: () => DrawOptions): ChartConfiguration {
  const { model, colors } = options;
  const kinds = model.series.map(({ kind }) => kind);
  const round = kinds.length > 0 && kinds.every(isRound);
  const horizontal = kinds.length > 0 && kinds.every(isHorizontal);
  return {
    type: round ? 'pie' : 'bar',
    data: {
      labels: [...model.categories],
      datasets: model.series.map((series, index) => dataset(options, series, index, horizontal)),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: options.motion === 0 ? false : { duration: options.motion },
      indexAxis: horizontal ? 'y' : 'x',
      interaction: { mode: 'nearest', intersect: true },
      layout: { padding: 4 },
      onClick: (_, elements) => {
        const hit = elements[0];
        if (hit) current().onPoint(hit.index, hit.datasetIndex);
      },
      onHover: (event, elements) => {
        const target = event.native?.target;
        if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 ? 'pointer' : 'default';
      },
      plugins: {
        legend: {
          display: options.showLegend && (round || model.series.length > 1),
          position: 'bottom',
          labels: { color: colors.text, boxWidth: 12, boxHeight: 12, font: { family: options.font } },
        },
        tooltip: {
          animation: options.motion === 0 ? false : { duration: options.motion },
          callbacks: {
            label: ({ datasetIndex, dataIndex }) => {
              const series = current().model.series[datasetIndex];
              return `${series?.label ?? ''}: ${series?.points[dataIndex]?.text ?? ''}`;
            },
          },
        },
      },
      ...(round ? {} : { scales: scales(options, horizontal) }),
    },
    plugins: [valueLabels(current)],
  };
}

/** Draws the chart and keeps it the size of the canvas' parent. */
export function drawChart(canvas: HTMLCanvasElement, first: DrawOptions): DrawnChart {
  Chart.register(
    ...[ArcElement, BarController, BarElement, CategoryScale, DoughnutController, Filler, Legend],
    ...[LineController, LineElement, LinearScale, PieController, PointElement, Tooltip],
  );
  let options = first;
  const current = (): DrawOptions => options;
  let shape = JSON.stringify(options.model.series.map(({ kind, secondAxis }) => [kind, secondAxis]));
  let chart = new Chart(canvas, configure(options, current));
  return {
    update(next) {
      options = next;
      const nextShape = JSON.stringify(next.model.series.map(({ kind, secondAxis }) => [kind, secondAxis]));
      const config = configure(next, current);
      if (nextShape !== shape) {
        shape = nextShape;
        chart.destroy();
        chart = new Chart(canvas, config);
        return;
      }
      chart.data = config.data;
      if (config.options) chart.options = config.options;
      chart.update();
    },
    mark(point) {
      const active = point ? [{ datasetIndex: point.series, index: point.category }] : [];
      chart.setActiveElements(active);
      chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
}
