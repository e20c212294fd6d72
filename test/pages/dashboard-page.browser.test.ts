import { assert, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/pages/dashboard-page.ts';
import type { Dashboard, DashboardControl } from '../../src/shared/metadata/dashboard.ts';
import { fakeCharts, packageWithCharts } from '../support/fake-charts.ts';
import { FakeDataClient } from '../support/fake-data-client.ts';
import { mount, until, type Mounted } from '../support/mount.ts';

const viewId = packageWithCharts.views.find((one) => one.table === 'account')?.id ?? '';
const cell = (id: string, control: DashboardControl) => ({
  ...{ id, label: '', showLabel: true, colspan: 1, rowspan: 9 },
  control,
});
const board = (id: string, availableOnPhone: boolean): Dashboard => ({
  ...{ id, name: `Board ${id}`, description: '', kind: 'standard', isDefault: false, availableOnPhone },
  sections: [
    {
      ...{ label: '', showLabel: false, columns: 3 },
      cells: [
        cell('a', {
          kind: 'chart',
          table: 'account',
          viewId,
          chartId: fakeCharts.industry.id,
          withGrid: false,
        }),
        cell('b', { kind: 'grid', table: 'account', viewId, rowsPerPage: 5, showViewPicker: false }),
        cell('c', { kind: 'unsupported', what: 'web resource' }),
        cell('d', { kind: 'grid', table: 'account', viewId: 'gone', rowsPerPage: 5, showViewPicker: false }),
      ],
    },
  ],
});

describe('hs-dashboard-page', () => {
  let mounted: Mounted;
  const show = async (dashboardId = '') => {
    const page = document.createElement('hs-dashboard-page');
    page.dashboardId = dashboardId;
    mounted = await mount(page, {
      package: { ...packageWithCharts, dashboards: [board('one', false), board('two', true)] },
      data: new FakeDataClient({ rows: { account: 90 } }),
    });
    await page.updateComplete;
    return page;
  };
  const dashboard = (page: HTMLElement) => page.shadowRoot?.querySelector('hs-dashboard')?.renderRoot;

  beforeEach(async () => setViewport({ width: 1440, height: 900 }));
  afterEach(() => mounted.host.remove());

  it('shows charts and lists, and says in place what it does not show', async () => {
    const page = await show();
    assert.equal(page.heading, 'Board one');
    const parts = await until(() => dashboard(page)?.querySelectorAll('.cell'), 'cells');
    assert.equal(parts.length, 4);
    const grid = await until(() => dashboard(page)?.querySelector('hs-view-grid'), 'a list');
    await until(() => grid.renderRoot.querySelector('.primary a'), 'rows');
    const chart = dashboard(page)?.querySelector('hs-chart-panel')?.renderRoot.querySelector('hs-chart');
    await until(() => chart?.renderRoot.querySelector('canvas'), 'a drawing');
    const absent = [...(dashboard(page)?.querySelectorAll('hs-empty-state') ?? [])].map(({ text }) => text);
    assert.deepEqual(absent, [
      'This version does not show this part: web resource',
      'Its view is not in this app, or not for your roles.',
    ]);
    await expect(page).to.be.accessible();
  });

  it('opens the rows of a segment', async () => {
    const page = await show();
    const chart = await until(
      () => dashboard(page)?.querySelector('hs-chart-panel')?.renderRoot.querySelector('hs-chart'),
      'chart',
    );
    const canvas = await until(() => chart.renderRoot.querySelector('canvas'), 'canvas');
    for (const key of ['ArrowRight', 'Enter']) canvas.dispatchEvent(new KeyboardEvent('keydown', { key }));
    assert.deepEqual(mounted.went, ['/app/sales/account']);
    const app = packageWithCharts.app.uniqueName;
    assert.equal(mounted.memory.get(`${app}/account`)?.segment?.label, 'Accounting');
  });

  it('offers on a phone what is meant for phones, and says where nothing is', async () => {
    await setViewport({ width: 390, height: 844 });
    assert.equal((await show()).heading, 'Board two');
    mounted.host.remove();
    const gone = await show('gone');
    assert.isNotNull(gone.renderRoot.querySelector('hs-empty-state'));
  });
});
