import { assert, expect, fixtureCleanup } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../../src/components/grid/hs-view-grid.ts';
import type { HsViewGrid } from '../../../src/components/grid/hs-view-grid.ts';
import type { LiveRow } from '../../../src/data/client.ts';
import type { Form, FormCell } from '../../../src/shared/metadata/form.ts';
import { fakeAppPackage } from '../../support/fake-app-package.ts';
import { FakeDataClient, fakeRow, type FakeDataOptions } from '../../support/fake-data-client.ts';
import { mount, until, type Mounted } from '../../support/mount.ts';

const view = (name: string) => {
  const found = fakeAppPackage.views.find((one) => one.name === name);
  if (!found) throw new Error(`no view ${name}`);
  return found;
};

const shown = { visible: true, availableOnPhone: true, showLabel: false, label: '' } as const;
const cellOf = (column: string): FormCell => ({
  ...shown,
  id: column,
  colspan: 1,
  rowspan: 1,
  control: { kind: 'column', column, disabled: false },
});
const rows = [[cellOf('name')], [cellOf('telephone1'), cellOf('address1_city')]];
const section = { ...shown, id: 's', name: 's', columns: 2, rows };
const cardForm: Form = {
  id: 'card',
  table: 'account',
  type: 'card',
  name: 'Card',
  isDefault: true,
  order: 0,
  header: [],
  footer: [],
  tabs: [{ ...shown, id: 't', name: 't', expanded: true, columns: [{ width: 100, sections: [section] }] }],
};

describe('hs-view-grid', () => {
  let mounted: Mounted;
  let grid: HsViewGrid;

  const show = async (
    options: FakeDataOptions = {},
    name = 'Active Accounts',
    search = '',
  ): Promise<void> => {
    grid = document.createElement('hs-view-grid');
    grid.view = view(name);
    grid.search = search;
    mounted = await mount(grid, { data: new FakeDataClient(options) });
    await grid.updateComplete;
  };
  const inner = () => until(() => grid.renderRoot.querySelector('vaadin-grid:not([hidden])'), 'grid shown');
  const names = (): string[] =>
    [...grid.renderRoot.querySelectorAll<HTMLElement>('.primary a')]
      .filter((link) => link.getClientRects().length > 0)
      .map((link) => link.textContent?.trim() ?? '');

  beforeEach(async () => setViewport({ width: 1440, height: 900 }));
  afterEach(() => {
    mounted.host.remove();
    fixtureCleanup();
  });

  it('shows the rows of the view in its order and tells how many there are', async () => {
    let total = 0;
    await show();
    grid.addEventListener('hs-total', (event) => {
      total = (event as CustomEvent<{ total: number }>).detail.total;
    });
    await inner();
    await until(() => names().length > 5, 'rows painted');
    assert.deepEqual(names()[0], 'Adler AG 0');
    mounted.data.addRow('account', { ...fakeRow('account', 0), id: 'ffffffff-0000-4000-8000-000000000000' });
    await until(() => total === 10_001, 'total told');
  });

  it('writes money with the sign of its row’s currency', async () => {
    await show({ rows: { account: 0 } });
    const row = fakeRow('account', 0);
    const values = { ...row.values, revenue: '1234.50' };
    const id = (end: number): string => `ffffffff-0000-4000-8000-00000000000${end}`;
    const dollar = fakeAppPackage.currencies?.all.find((one) => one.symbol === '$')?.id ?? '';
    mounted.data.addRow('account', { ...row, id: id(1), values });
    mounted.data.addRow('account', {
      ...row,
      id: id(2),
      values: { ...values, transactioncurrencyid: dollar },
    });
    const amounts = (): string[] =>
      [...grid.renderRoot.querySelectorAll('vaadin-grid-cell-content')]
        .map((cell) => cell.textContent?.trim() ?? '')
        .filter((text) => text.includes('1,234.50'))
        .sort();
    await until(() => amounts().length === 2, 'amounts painted');
    assert.deepEqual(amounts(), ['$1,234.50', '€1,234.50']);
  });

  it('asks for windows, never for everything', async () => {
    await show();
    await inner();
    await until(() => names().length > 5, 'rows painted');
    for (const window of mounted.data.log.windows) expect(window.limit).to.be.at.most(200);
  });

  it('shows rows far down after a jump', async () => {
    await show();
    const element = await inner();
    await until(() => names().length > 5, 'rows painted');
    (element as unknown as { scrollToIndex(index: number): void }).scrollToIndex(9000);
    await until(() => names().length > 5 && !names().includes('Adler AG 0'), 'other rows painted');
    const offsets = mounted.data.log.windows.map((window) => window.offset);
    expect(Math.max(...offsets)).to.be.greaterThan(8000);
  });

  it('shows a row that arrives while it is open', async () => {
    await show({ rows: { account: 3 } });
    await inner();
    await until(() => names().length === 3, 'three rows');
    const row: LiveRow = fakeRow('account', 0);
    mounted.data.addRow('account', {
      ...row,
      id: 'ffffffff-0000-4000-8000-000000000001',
      values: { ...row.values, name: 'AAA first of all' },
    });
    await until(() => names()[0] === 'AAA first of all', 'new row in its place');
  });

  it('queries anew when a header is sorted by', async () => {
    await show();
    await inner();
    await until(() => names().length > 5, 'rows painted');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const sorter = [...grid.renderRoot.querySelectorAll('vaadin-grid-sorter')].find((one) =>
      one.textContent?.includes('City'),
    );
    sorter?.click();
    await until(
      () => mounted.data.log.queries.at(-1)?.orders[0]?.column === 'address1_city',
      'query by city',
    );
  });

  it('marks rows whose changes wait or were refused, in words too', async () => {
    await show({ rows: { account: 3 } });
    await inner();
    await until(() => names().length === 3, 'three rows');
    const marks = [...grid.renderRoot.querySelectorAll<HTMLElementTagNameMap['hs-icon']>('hs-icon.mark')].map(
      (icon) => icon.label,
    );
    expect(marks).to.have.members(['Not sent yet', 'A change was not sent']);
  });

  it('shows a column of a table that is not on the device as such', async () => {
    await show({ rows: { account: 3 } });
    const element = await inner();
    expect(element.textContent).to.contain('name (not on this device)');
    assert.deepEqual(
      mounted.data.log.queries[0]?.links.map((link) => link.alias),
      ['primary'],
    );
  });

  it('opens the record with Enter', async () => {
    await show({ rows: { account: 3 } });
    const element = await inner();
    await until(() => names().length === 3, 'three rows');
    let opened: string | undefined;
    grid.addEventListener('hs-open', (event) => {
      opened = (event as CustomEvent<{ row: LiveRow }>).detail.row.id;
    });
    const cell = element.shadowRoot?.querySelector<HTMLElement>('#items td');
    cell?.focus();
    cell?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    expect(opened).to.be.a('string');
  });

  it('says what belongs here when there is nothing', async () => {
    await show({ rows: { account: 0 } });
    const empty = await until(() => grid.renderRoot.querySelector('hs-empty-state'), 'empty state');
    assert.deepEqual(empty.heading, 'No Accounts here yet');
  });

  it('says that nothing was found when it is searched', async () => {
    await show({}, 'Active Accounts', 'zzzz');
    const empty = await until(() => grid.renderRoot.querySelector('hs-empty-state'), 'empty state');
    expect(empty.heading).to.contain('zzzz');
  });

  it('tells a failure and the way out', async () => {
    await show({ failing: true });
    const empty = await until(() => grid.renderRoot.querySelector('hs-empty-state'), 'error state');
    assert.deepEqual(empty.tone, 'error');
    expect(empty.querySelector('button')?.textContent).to.contain('Try again');
  });

  it('shows placeholders only where data takes its time', async () => {
    await show({ delay: 100_000 });
    const skeleton = await until(() => grid.renderRoot.querySelector('hs-skeleton'), 'skeleton');
    assert.deepEqual(skeleton.renderRoot.querySelector('[role=status]'), null);
    await until(() => skeleton.renderRoot.querySelector('[role=status]'), 'placeholder after a while');
  });

  it('shows cards on a phone as the table’s card form has them', async () => {
    await setViewport({ width: 390, height: 844 });
    grid = document.createElement('hs-view-grid');
    grid.view = view('Active Accounts');
    mounted = await mount(grid, {
      data: new FakeDataClient({ rows: { account: 1 } }),
      package: { ...fakeAppPackage, forms: [cardForm] },
    });
    const card = await until(() => grid.renderRoot.querySelector('.card'), 'card');
    const { values } = fakeRow('account', 0);
    const lines = [...card.querySelectorAll('.card-line')].map((line) => line.textContent?.trim());
    assert.deepEqual(lines, [`${String(values['telephone1'])} · ${String(values['address1_city'])}`]);
    expect(card.querySelector('.card-title')?.textContent?.trim()).to.equal(values['name']);
    await expect(grid).to.be.accessible();
  });

  it('shows cards on a phone', async () => {
    await setViewport({ width: 390, height: 844 });
    await show({ rows: { account: 3 } });
    await inner();
    const cards = await until(() => {
      const found = grid.renderRoot.querySelectorAll<HTMLAnchorElement>('.card');
      return found.length === 3 ? [...found] : undefined;
    }, 'three cards');
    expect(cards[0]?.getAttribute('href')).to.match(/^\/app\/sales\/account\//);
  });

  it('is accessible', async () => {
    await show({ rows: { account: 5 } });
    await inner();
    await until(() => names().length === 5, 'rows painted');
    await expect(grid).to.be.accessible();
  });
});
