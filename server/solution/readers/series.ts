import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ChartSeries, SeriesKind } from '../../../src/shared/metadata/chart.ts';
import { attributeOf, flagOf } from '../element.ts';

const kinds: ReadonlySet<string> = new Set<SeriesKind>([
  'column',
  'bar',
  'line',
  'area',
  'pie',
  'doughnut',
  'funnel',
  'stackedcolumn',
  'stackedcolumn100',
  'stackedbar',
  'stackedbar100',
  'stackedarea',
  'stackedarea100',
]);

/** Types of MS Chart that are not drawn, lower-case, and the nearest that is. */
const nearest: Readonly<Record<string, SeriesKind>> = {
  point: 'line',
  fastpoint: 'line',
  bubble: 'line',
  spline: 'line',
  stepline: 'line',
  fastline: 'line',
  radar: 'line',
  polar: 'line',
  stock: 'line',
  candlestick: 'line',
  kagi: 'line',
  renko: 'line',
  pointandfigure: 'line',
  threelinebreak: 'line',
  splinearea: 'area',
  range: 'area',
  splinerange: 'area',
  rangebar: 'bar',
  tag: 'bar',
  treemap: 'bar',
  donut: 'doughnut',
  pyramid: 'funnel',
};

/** The kind, and whether it is only the nearest. Without a type MS Chart draws columns. */
export function seriesKind(type: string | undefined): { readonly kind: SeriesKind; readonly exact: boolean } {
  const lower = type?.toLowerCase() ?? 'column';
  if (kinds.has(lower)) return { kind: lower as SeriesKind, exact: true };
  return { kind: nearest[lower] ?? 'column', exact: false };
}

/** CSS colour of `r, g, b`, `a, r, g, b`, `#rrggbb` or a name; undefined for anything else. */
export function cssColor(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^#[0-9a-f]{6}$/i.test(text) || /^[a-z]+$/i.test(text)) return text.toLowerCase();
  const numbers = text.split(',').map((one) => (/^\s*\d{1,3}\s*$/.test(one) ? Number(one) : NaN));
  if (numbers.some((one) => !(one <= 255))) return undefined;
  const [red, green, blue] = numbers.slice(-3);
  if (numbers.length === 3) return `rgb(${red} ${green} ${blue})`;
  const alpha = Math.round(((numbers[0] ?? 255) / 255) * 100) / 100;
  return numbers.length === 4 ? `rgb(${red} ${green} ${blue} / ${alpha})` : undefined;
}

/** Reads a series of the presentation; undefined element: columns. */
export function readSeries(element: XmlElement | undefined, alias: string): ChartSeries {
  const color = cssColor(attributeOf(element, 'Color'));
  return {
    alias,
    kind: seriesKind(attributeOf(element, 'ChartType')).kind,
    secondAxis: attributeOf(element, 'YAxisType')?.toLowerCase() === 'secondary',
    showValues: flagOf(attributeOf(element, 'IsValueShownAsLabel'), false),
    ...(color === undefined ? {} : { color }),
  };
}
