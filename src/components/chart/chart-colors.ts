export interface ChartColors {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  /** `#rrggbb` of the series with this number; the chart's own colour where it can be seen on the surface. */
  readonly series: (index: number, own?: string) => string;
}

type Rgb = readonly [number, number, number];

const palette = 8;
/** What WCAG asks of graphics. */
const leastContrast = 3;

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const value = part / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours as WCAG counts it, 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function hex(color: Rgb): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** Reads the tokens as they are now: a canvas knows neither custom properties nor light-dark(). */
export function readColors(host: HTMLElement): ChartColors {
  const probe = document.createElement('span');
  probe.hidden = true;
  (host.shadowRoot ?? host).append(probe);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const read = (value: string): Rgb => {
    probe.style.color = '';
    probe.style.color = value;
    if (!context) return [0, 0, 0];
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b];
  };
  const surface = read('var(--hs-surface)');
  const tokens = Array.from({ length: palette }, (_, index) => hex(read(`var(--hs-chart-${index + 1})`)));
  const owns = new Map<string, string | undefined>();
  const ownColor = (own: string): string | undefined => {
    if (!CSS.supports('color', own)) return undefined;
    const rgb = read(own);
    return contrast(rgb, surface) >= leastContrast ? hex(rgb) : undefined;
  };
  const colors: ChartColors = {
    text: hex(read('var(--hs-text)')),
    muted: hex(read('var(--hs-text-muted)')),
    line: hex(read('var(--hs-line)')),
    surface: hex(surface),
    series: (index, own) => {
      if (own !== undefined) {
        if (!owns.has(own)) {
          (host.shadowRoot ?? host).append(probe);
          owns.set(own, ownColor(own));
          probe.remove();
        }
        const color = owns.get(own);
        if (color !== undefined) return color;
      }
      return tokens[index % palette] ?? '#000000';
    },
  };
  probe.remove();
  return colors;
}
