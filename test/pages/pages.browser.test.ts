import { assert, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/pages/my-apps-page.ts';
import '../../src/pages/settings-page.ts';
import '../../src/pages/view-page.ts';
import type { HsViewPage } from '../../src/pages/view-page.ts';
import { ListMemory } from '../../src/state/list-memory.ts';
import { FakeDataClient } from '../support/fake-data-client.ts';
import { FakeSessionClient } from '../support/fake-session-client.ts';
import { mount, until, type Mounted } from '../support/mount.ts';

const text = (element: Element | ShadowRoot | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const places: Mounted[] = [];
const mounted = (): Mounted => places[places.length - 1] as Mounted;
const place = async (...parameters: Parameters<typeof mount>): Promise<void> => {
  places.push(await mount(...parameters));
};

afterEach(() => places.splice(0).forEach((one) => one.host.remove()));

describe('hs-my-apps-page', () => {
  const show = async (session?: FakeSessionClient) => {
    const page = document.createElement('hs-my-apps-page');
    await place(page, session ? { session } : {});
    await page.updateComplete;
    return page;
  };

  it('lists the apps shared with the person', async () => {
    const page = await show();
    const links = await until(() => {
      const found = page.renderRoot.querySelectorAll('a');
      return found.length > 0 ? [...found] : undefined;
    }, 'apps');
    assert.deepEqual(
      links.map((link) => link.getAttribute('href')),
      ['/app/sales', '/app/permits', '/app/approvals'],
    );
  });

  it('says whom to ask where there is none', async () => {
    const data = new FakeDataClient();
    const message = "Contact your administrator for access to your organization's mobile apps";
    const page = await show(new FakeSessionClient({ data, apps: { apps: [], message, fromDevice: false } }));
    const empty = await until(() => page.renderRoot.querySelector('hs-empty-state'), 'empty state');
    assert.deepEqual(empty.text, message);
  });

  it('is accessible', async () => {
    const page = await show();
    await until(() => page.renderRoot.querySelector('a'), 'apps');
    await expect(page).to.be.accessible();
  });
});

describe('hs-view-page', () => {
  const show = async (memory?: ListMemory, change: Partial<HsViewPage> = {}): Promise<HsViewPage> => {
    await setViewport({ width: 1440, height: 900 });
    const page = document.createElement('hs-view-page');
    page.tableName = 'account';
    Object.assign(page, change);
    await place(page, memory ? { memory } : {});
    await page.updateComplete;
    return page;
  };
  const grid = (page: HsViewPage) => page.renderRoot.querySelector('hs-view-grid');
  const rowsShown = (page: HsViewPage) =>
    until(() => grid(page)?.renderRoot.querySelector('.primary a'), 'rows painted');

  it('opens with the default view and tells the number of records', async () => {
    const page = await show();
    await until(() => text(page.renderRoot.querySelector('.total')) === '10,000 records', 'total');
    assert.deepEqual(grid(page)?.view?.name, 'Active Accounts');
  });

  it('finds while the person types', async () => {
    const page = await show();
    await rowsShown(page);
    const input = page.renderRoot
      .querySelector('hs-search-field')
      ?.renderRoot.querySelector<HTMLInputElement>('input');
    if (!input) throw new Error('there is a field');
    input.value = 'berlin';
    input.dispatchEvent(new Event('input'));
    await until(() => text(page.renderRoot.querySelector('.total')) === '1,250 records', 'fewer records');
    assert.deepEqual(new URL(window.location.href).searchParams.get('q'), 'berlin');
    window.history.replaceState(null, '', window.location.pathname);
  });

  it('comes back to where it was: view, search, order, row and selection', async () => {
    const memory = new ListMemory();
    const page = await show(memory, { search: 'a' });
    await rowsShown(page);
    const inner = grid(page)?.renderRoot.querySelector('vaadin-grid');
    (inner as unknown as { scrollToIndex(index: number): void }).scrollToIndex(700);
    await until(() => (grid(page)?.topRow ?? 0) > 600, 'scrolled');
    const names = (of: HsViewPage): string[] =>
      [...(grid(of)?.renderRoot.querySelectorAll<HTMLElement>('.primary a') ?? [])]
        .filter((link) => link.getClientRects().length > 0)
        .map((link) => text(link));
    const seen = await until(() => {
      const shown = names(page);
      return shown.length > 5 && !shown.includes('Adler AG 0') ? shown : undefined;
    }, 'rows far down');
    mounted().host.remove();
    const again = await show(memory);
    await rowsShown(again);
    await until(() => names(again).filter((name) => seen.includes(name)).length > 5, 'the same rows');
    expect(grid(again)?.topRow).to.be.greaterThan(600);
    assert.deepEqual(grid(again)?.search, 'a');
  });

  it('deletes what is selected, after asking', async () => {
    const page = await show();
    await rowsShown(page);
    const box = await until(
      () =>
        grid(page)
          ?.renderRoot.querySelector<HTMLElement>('vaadin-checkbox input[aria-label="Select row"]')
          ?.closest<HTMLElement>('vaadin-checkbox'),
      'check boxes',
    );
    box.click();
    const button = await until(
      () =>
        [...page.renderRoot.querySelectorAll<HTMLElement & { disabled: boolean }>('.bar vaadin-button')].find(
          (one) => text(one) === 'Delete' && !one.disabled,
        ),
      'delete enabled',
    );
    button.click();
    const confirm = await until(
      () =>
        [...document.querySelectorAll<HTMLElement>('vaadin-confirm-dialog vaadin-button')].find(
          (one) => text(one) === 'Delete',
        ),
      'question',
    );
    assert.deepEqual(mounted().data.log.saved, []);
    await until(
      () => document.activeElement?.textContent?.trim() === 'Keep',
      'the focus where nothing is lost',
    );
    confirm.click();
    await until(() => mounted().data.log.saved.length === 1, 'delete saved');
    assert.deepEqual(mounted().data.log.saved[0]?.kind, 'delete');
  });

  it('says so where the table is not part of the app', async () => {
    const page = await show(undefined, { tableName: 'nothing' });
    await until(() => page.renderRoot.querySelector('hs-problem-page'), 'problem');
  });

  it('is accessible', async () => {
    const page = await show();
    await rowsShown(page);
    await expect(page).to.be.accessible();
  });
});

describe('hs-settings-page', () => {
  it('never drops unsent changes on reset', async () => {
    const data = new FakeDataClient();
    const session = new FakeSessionClient({ data, unsent: 2 });
    const page = document.createElement('hs-settings-page');
    await place(page, { data, session });
    await page.updateComplete;
    const reset = [...page.renderRoot.querySelectorAll('vaadin-button')].find((one) =>
      text(one).includes('Reset'),
    );
    reset?.click();
    const confirm = await until(
      () =>
        [...document.querySelectorAll<HTMLElement>('vaadin-confirm-dialog vaadin-button')].find(
          (one) => text(one) === 'Reset',
        ),
      'question',
    );
    confirm.click();
    await until(() => session.log.length > 0, 'asked the session');
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(session.log, ['signOut ']);
  });

  it('is accessible', async () => {
    const page = document.createElement('hs-settings-page');
    await place(page);
    await page.updateComplete;
    await expect(page).to.be.accessible();
  });
});
