import { assert, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/pages/view-page.ts';
import type { HsViewPage } from '../../src/pages/view-page.ts';
import { RememberedChoices } from '../../src/state/remembered-choices.ts';
import { ListMemory } from '../../src/state/list-memory.ts';
import { fakeCharts, packageWithCharts } from '../support/fake-charts.ts';
import { FakeDataClient } from '../support/fake-data-client.ts';
import { memoryStorage, mount, until, type Mounted } from '../support/mount.ts';

const text = (element: Element | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('hs-view-page with a chart', () => {
  const places: Mounted[] = [];
  let charts: RememberedChoices;
  let memory: ListMemory;

  const show = async (change: Partial<HsViewPage> = {}): Promise<HsViewPage> => {
    const page = document.createElement('hs-view-page');
    page.tableName = 'account';
    Object.assign(page, change);
    const data = new FakeDataClient({ rows: { account: 90 } });
    places.push(await mount(page, { package: packageWithCharts, data, charts, memory }));
    await page.updateComplete;
    return page;
  };
  const leave = (): void => places.splice(0).forEach((one) => one.host.remove());
  const panel = (page: HsViewPage) => page.renderRoot.querySelector('hs-chart-panel');
  const button = (page: HsViewPage, name: string) =>
    until(
      () =>
        [...page.renderRoot.querySelectorAll<HTMLElement>('button, vaadin-button')].find(
          (one) => text(one) === name || one.getAttribute('aria-label') === name,
        ),
      name,
    );
  const press = async (page: HsViewPage, name: string): Promise<void> => {
    (await button(page, name)).click();
    await page.updateComplete;
  };
  const chooseFirst = async (page: HsViewPage): Promise<void> => {
    const chart = await until(() => panel(page)?.renderRoot?.querySelector('hs-chart'), 'chart');
    const canvas = await until(() => chart.renderRoot.querySelector('canvas'), 'canvas');
    for (const key of ['ArrowRight', 'Enter']) canvas.dispatchEvent(new KeyboardEvent('keydown', { key }));
    await page.updateComplete;
  };
  const total = (page: HsViewPage, expected: string) =>
    until(() => text(page.renderRoot.querySelector('.total')) === expected, expected);

  beforeEach(async () => {
    charts = new RememberedChoices(memoryStorage(), 'me', 'charts');
    memory = new ListMemory();
    await setViewport({ width: 1440, height: 900 });
  });
  afterEach(leave);

  it('shows the default chart of the table beside the list, and hides it', async () => {
    const page = await show();
    assert.isNull(panel(page));
    await press(page, 'Show chart');
    assert.equal(panel(page)?.chart?.name, 'Accounts by industry');
    assert.equal(panel(page)?.charts.length, packageWithCharts.charts?.length);
    await until(() => panel(page)?.renderRoot?.querySelector('hs-chart'), 'chart');
    await expect(page).to.be.accessible();
    await press(page, 'Hide chart');
    assert.isNull(panel(page));
  });

  it('keeps the choice of chart for the view', async () => {
    const page = await show();
    await press(page, 'Show chart');
    panel(page)?.dispatchEvent(new CustomEvent('hs-chart-chosen', { detail: { id: fakeCharts.money.id } }));
    leave();
    assert.equal(panel(await show())?.chart?.id, fakeCharts.money.id);
    const other = packageWithCharts.views.filter((view) => view.table === 'account')[1];
    assert.isNull(panel(await show({ viewId: other?.id ?? '' })));
  });

  it('shows the rows of a segment, says so, and all of them again', async () => {
    const page = await show();
    await press(page, 'Show chart');
    await total(page, '90 records');
    await chooseFirst(page);
    await total(page, '30 records');
    await expect(page).to.be.accessible();
    await press(page, 'Remove filter Accounting');
    await total(page, '90 records');
    assert.isNull(page.renderRoot.querySelector('.chip'));
  });

  it('comes back to the segment that it was left with', async () => {
    const page = await show();
    await press(page, 'Show chart');
    await chooseFirst(page);
    await total(page, '30 records');
    leave();
    await total(await show(), '30 records');
  });

  it('opens with the chart that the address names', async () => {
    const page = await show({ chartId: fakeCharts.month.id });
    assert.equal(panel(page)?.chart?.id, fakeCharts.month.id);
    assert.isNull(panel(await show({ chartId: 'not a chart' })));
  });

  it('has no button where the table has no chart', async () => {
    const page = await show({ tableName: 'contact' });
    assert.notInclude(text(page.renderRoot.querySelector('.bar')), 'Show chart');
  });

  it('shows the chart instead of the list on a phone, and the rows of what is tapped', async () => {
    await setViewport({ width: 390, height: 844 });
    const page = await show();
    await press(page, 'Show chart');
    assert.isTrue(page.renderRoot.querySelector('hs-view-grid')?.hidden);
    await until(() => panel(page)?.renderRoot?.querySelector('hs-chart'), 'chart');
    await expect(page).to.be.accessible();
    await chooseFirst(page);
    assert.isNull(panel(page));
    assert.isFalse(page.renderRoot.querySelector('hs-view-grid')?.hidden);
    await press(page, 'Remove filter Accounting');
    assert.isNotNull(panel(page));
  });
});
