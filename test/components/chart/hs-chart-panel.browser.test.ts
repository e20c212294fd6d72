import { assert, expect } from '@open-wc/testing';
import { Chart as Drawing, animator, type BarElement } from 'chart.js';
import '../../../src/components/chart/hs-chart-panel.ts';
import type { HsChartPanel, PointChosenEvent } from '../../../src/components/chart/hs-chart-panel.ts';
import type { HsChart } from '../../../src/components/chart/hs-chart.ts';
import type { Chart, SeriesKind } from '../../../src/shared/metadata/chart.ts';
import {
  byIndustry,
  fakeChart,
  fakeCharts,
  kindCharts,
  packageWithCharts,
} from '../../support/fake-charts.ts';
import { FakeDataClient, type FakeDataOptions } from '../../support/fake-data-client.ts';
import { mount, until, type Mounted } from '../../support/mount.ts';

const text = (element: Element | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('hs-chart-panel', () => {
  let mounted: Mounted;
  let panel: HsChartPanel;

  const show = async (chart: Chart, options: FakeDataOptions = {}): Promise<HsChart> => {
    panel = document.createElement('hs-chart-panel');
    panel.chart = chart;
    panel.style.height = '400px';
    mounted = await mount(panel, {
      data: new FakeDataClient({ rows: { account: 90 }, ...options }),
      package: packageWithCharts,
    });
    await panel.updateComplete;
    const drawing = panel.renderRoot.querySelector('hs-chart');
    if (!drawing) throw new Error('the panel shows a chart');
    return drawing;
  };
  /** The drawing once ink is on the canvas and nothing moves any more. */
  const drawn = (chart: HsChart) =>
    until(() => {
      const canvas = chart.renderRoot.querySelector('canvas');
      const drawing = canvas ? Drawing.getChart(canvas) : undefined;
      if (!canvas || !drawing || canvas.width === 0 || animator.running(drawing)) return undefined;
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return pixels.some((value) => value > 0) ? drawing : undefined;
    }, 'the chart is drawn');
  const chosen = (): PointChosenEvent['detail'][] => {
    const all: PointChosenEvent['detail'][] = [];
    panel.addEventListener('hs-point-chosen', (event) => all.push((event as PointChosenEvent).detail));
    return all;
  };
  const press = (chart: HsChart, ...keys: readonly string[]): void => {
    const canvas = chart.renderRoot.querySelector('canvas');
    for (const key of keys) canvas?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  };

  afterEach(() => {
    mounted.host.remove();
    delete document.documentElement.dataset['theme'];
  });

  for (const chart of kindCharts)
    it(`draws the kind ${chart.name}`, async () => {
      const drawing = await drawn(await show(chart));
      const { datasets } = drawing.data;
      assert.deepEqual(drawing.data.labels, [
        'Accounting',
        'Building Supply',
        'Wholesale and Retail of Very Small Things',
      ]);
      assert.equal(datasets.length, chart.split === undefined ? 1 : 8);
    });

  it('says the numbers in the way of writing of the person, with the sign of money', async () => {
    const chart = await show(fakeCharts.money);
    await drawn(chart);
    const cells = [...chart.renderRoot.querySelectorAll('tbody tr:first-child td')].map(text);
    assert.match(cells[0] ?? '', /^€[\d,]+\.\d\d$/);
    assert.match(cells[1] ?? '', /^[\d,]+/);
  });

  it('follows the rows as they change', async () => {
    const chart = await show(fakeCharts.industry);
    const drawing = await drawn(chart);
    assert.deepEqual(drawing.data.datasets[0]?.data, [30, 30, 30]);
    mounted.data.addRow('account', { id: 'x', rights: 0, values: { industrycode: 1 } });
    await until(() => drawing.data.datasets[0]?.data[0] === 31, 'the bar grows');
  });

  it('tells the rows of a bar that is clicked', async () => {
    const chart = await show(fakeCharts.industry);
    const drawing = await drawn(chart);
    const all = chosen();
    const bar = drawing.getDatasetMeta(0).data[1] as BarElement | undefined;
    if (!bar) throw new Error('there is a bar');
    const { x, y } = bar.getCenterPoint(true) as { x: number; y: number };
    const box = drawing.canvas.getBoundingClientRect();
    drawing.canvas.dispatchEvent(
      new MouseEvent('click', { clientX: box.x + x, clientY: box.y + y, bubbles: true }),
    );
    await until(() => all.length > 0, 'a point is chosen');
    assert.deepEqual(all, [
      {
        label: 'Building Supply',
        filter: { kind: 'condition', column: 'industrycode', operator: 'eq', values: ['2'] },
      },
    ]);
  });

  it('goes through the values by keyboard, says them and tells their rows', async () => {
    const chart = await show(fakeCharts.industry);
    await drawn(chart);
    const all = chosen();
    press(chart, 'ArrowRight', 'ArrowRight');
    await chart.updateComplete;
    assert.equal(
      text(chart.renderRoot.querySelector('[role=status]')),
      'Building Supply, Number of records: 30',
    );
    press(chart, 'Enter');
    assert.deepEqual(
      all.map(({ label }) => label),
      ['Building Supply'],
    );
  });

  it('is a table for who wants one, from which rows are reached too', async () => {
    const chart = await show(fakeCharts.split);
    await drawn(chart);
    const all = chosen();
    panel.renderRoot.querySelector<HTMLElement>('[aria-label="Show as table"]')?.click();
    const button = await until(() => chart.renderRoot.querySelector<HTMLElement>('td button'), 'a table');
    assert.isNull(chart.renderRoot.querySelector('canvas'));
    button.click();
    assert.match(all[0]?.label ?? '', /^Accounting · /);
    await expect(panel).to.be.accessible();
  });

  it('says when there is nothing to draw', async () => {
    const chart = await show(fakeCharts.industry, { rows: { account: 0 } });
    await until(() => chart.renderRoot.querySelector('hs-empty-state'), 'empty state');
    await expect(panel).to.be.accessible();
  });

  it('says what failed, and tries again', async () => {
    const chart = await show(fakeCharts.industry, { failing: true });
    const empty = await until(() => chart.renderRoot.querySelector('hs-empty-state'), 'error state');
    assert.equal(empty.text, 'The local database cannot be opened.');
    const asked = mounted.data.log.queries.length;
    chart.renderRoot.querySelector<HTMLElement>('button.plain')?.click();
    assert.equal(mounted.data.log.queries.length, asked + 1);
  });

  it('shows the values where it knows no drawing of a kind, and says so', async () => {
    const kind = 'sunburst' as SeriesKind;
    const chart = await show(fakeChart('New', byIndustry, [{ kind }]));
    const note = await until(() => chart.renderRoot.querySelector('.note'), 'a note');
    assert.include(text(note), 'sunburst');
    assert.equal(chart.renderRoot.querySelectorAll('td button').length, 3);
    assert.isNull(chart.renderRoot.querySelector('canvas'));
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible and takes the colours of the ${theme} theme`, async () => {
      document.documentElement.dataset['theme'] = theme;
      const drawing = await drawn(await show(fakeCharts.split));
      await expect(panel).to.be.accessible();
      const colors = drawing.data.datasets.map(({ backgroundColor }) => backgroundColor);
      assert.equal(new Set(colors).size, 8);
      assert.equal(colors[0], theme === 'light' ? '#2458c5' : '#8fb0f5');
    });

  it('takes the colours of another theme when it is chosen', async () => {
    document.documentElement.dataset['theme'] = 'light';
    const drawing = await drawn(await show(fakeCharts.industry));
    document.documentElement.dataset['theme'] = 'dark';
    await until(() => drawing.data.datasets[0]?.backgroundColor === '#8fb0f5', 'dark colours');
  });
});
