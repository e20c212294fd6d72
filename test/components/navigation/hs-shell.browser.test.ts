import { assert, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../../src/components/navigation/hs-shell.ts';
import type { HsShell } from '../../../src/components/navigation/hs-shell.ts';
import type { HsShellHeader } from '../../../src/components/navigation/hs-shell-header.ts';
import type { HsSiteNav } from '../../../src/components/navigation/hs-site-nav.ts';
import type { SyncStatus } from '../../../src/sync/status.ts';
import { fakeEntries } from '../../support/fake-entries.ts';
import { fakeApps } from '../../support/fake-session-client.ts';
import { mount, now, until, type Mounted } from '../../support/mount.ts';

const status: SyncStatus = {
  indicator: 'changes-waiting',
  online: true,
  syncing: false,
  lastSync: now - 120_000,
  firstSyncDone: true,
  tables: [],
  waiting: 3,
  errors: 1,
};

describe('hs-shell', () => {
  let mounted: Mounted;
  let shell: HsShell;

  const show = async (width: number, height: number): Promise<void> => {
    await setViewport({ width, height });
    shell = document.createElement('hs-shell');
    shell.apps = fakeApps;
    shell.person = {
      userId: '1',
      name: 'Amara Okafor',
      businessUnitId: '2',
      teamIds: [],
      language: 1033,
      timeZone: 'Europe/Berlin',
      fiscalYearStart: { month: 1, day: 1 },
      isAdministrator: false,
    };
    shell.heading = 'Accounts';
    shell.path = '/app/sales/account';
    shell.entries = fakeEntries;
    shell.append(document.createElement('p'));
    mounted = await mount(shell, { status });
    await shell.updateComplete;
    await until(() => header().renderRoot.querySelector('header'), 'header painted');
  };
  const header = (): HsShellHeader => {
    const found = shell.renderRoot.querySelector('hs-shell-header');
    if (!found) throw new Error('the shell has a header');
    return found;
  };
  const navigations = (): HsSiteNav[] => [...shell.renderRoot.querySelectorAll('hs-site-nav')];
  const text = (element: Element | ShadowRoot | null | undefined): string =>
    element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

  afterEach(() => mounted.host.remove());

  it('shows header, whole navigation and status line on a desktop', async () => {
    await show(1440, 900);
    assert.deepEqual(
      navigations().map((navigation) => navigation.compact),
      [false],
    );
    expect(text(header().renderRoot as ShadowRoot))
      .to.contain('Sales')
      .and.to.contain('Ctrl K');
    const footer = shell.renderRoot.querySelector('hs-sync-footer');
    await until(() => text(footer?.renderRoot as ShadowRoot).includes('Last sync 2 min ago'), 'last sync');
    expect(text(footer?.renderRoot as ShadowRoot))
      .to.contain('3 waiting')
      .and.to.contain('1 not sent');
  });

  it('collapses the navigation to a rail and remembers it', async () => {
    await show(1440, 900);
    shell.renderRoot.querySelector<HTMLButtonElement>('.collapse')?.click();
    await shell.updateComplete;
    assert.deepEqual(
      navigations().map((navigation) => navigation.compact),
      [true],
    );
  });

  it('shows a rail on a tablet and opens the whole navigation as a drawer', async () => {
    await show(820, 1180);
    expect(navigations().map((navigation) => navigation.compact)).to.have.members([true, false]);
    const layout = shell.renderRoot.querySelector('vaadin-app-layout');
    assert.deepEqual(layout?.drawerOpened, false);
    header().renderRoot.querySelector<HTMLButtonElement>('[aria-label=Navigation]')?.click();
    await until(() => layout?.drawerOpened, 'drawer open');
  });

  for (const [width, height] of [
    [1440, 900],
    [820, 1180],
    [390, 844],
  ] as const)
    it(`searches the table that it names, at ${width}`, async () => {
      await show(width, height);
      shell.searchIn = 'Contacts';
      await shell.updateComplete;
      await header().updateComplete;
      const button = [...header().renderRoot.querySelectorAll('button')].find((one) =>
        `${one.getAttribute('aria-label') ?? ''} ${text(one)}`.includes('Find in Contacts'),
      );
      let asked = 0;
      shell.addEventListener('hs-search', () => (asked += 1));
      button?.click();
      assert.equal(asked, 1);
    });

  for (const [width, count] of [
    [1440, 0],
    [390, 1],
  ] as const)
    it(`leaves searching to a page that has a field of its own, at ${width}`, async () => {
      await show(width, 844);
      shell.searchIn = 'Contacts';
      shell.pageSearches = true;
      await shell.updateComplete;
      await header().updateComplete;
      const found = [...header().renderRoot.querySelectorAll('button')].filter((one) =>
        `${one.getAttribute('aria-label') ?? ''} ${text(one)}`.includes('Find in Contacts'),
      );
      assert.equal(found.length, count);
    });

  it('shows the title and no rail on a phone', async () => {
    await show(390, 844);
    expect(navigations()).to.have.lengthOf(1);
    expect(text(header().renderRoot as ShadowRoot)).to.contain('Accounts');
  });

  it('marks the current place and tells how each list stands on this device', async () => {
    const address = window.location.href;
    window.history.replaceState(null, '', '/app/sales/account');
    await show(1440, 900);
    const navigation = navigations()[0];
    const items = await until(() => {
      const found = [...(navigation?.renderRoot.querySelectorAll('vaadin-side-nav-item') ?? [])];
      return found.length > 3 ? found : undefined;
    }, 'items');
    const labels = items.map((item) => item.getAttribute('title'));
    expect(labels).to.include('Accounts (changes not sent)');
    expect(labels).to.include('Contacts (changes waiting)');
    expect(labels).to.include('Opportunities (on this device)');
    await until(
      () => items.find((item) => text(item) === 'Accounts')?.hasAttribute('current'),
      'current item',
    );
    window.history.replaceState(null, '', address);
  });

  it('asks for the flyout from the indicator and from the status line', async () => {
    await show(1440, 900);
    let asked = 0;
    shell.addEventListener('hs-open-sync', () => (asked += 1));
    header().renderRoot.querySelector<HTMLButtonElement>('.indicator')?.click();
    const footer = shell.renderRoot.querySelector('hs-sync-footer');
    footer?.renderRoot.querySelector<HTMLButtonElement>('button')?.click();
    assert.deepEqual(asked, 2);
  });

  it('offers only what the person may create', async () => {
    await show(1440, 900);
    const menus = [...header().renderRoot.querySelectorAll('hs-menu')];
    const create = menus.find((menu) => menu.label === 'New record');
    assert.deepEqual(
      create?.items.map((item) => item.text),
      ['Account', 'Contact', 'Opportunity', 'Permit'],
    );
  });

  it('opens a menu with the keyboard and goes where it says', async () => {
    await show(1440, 900);
    const menu = header().renderRoot.querySelector('hs-menu');
    menu?.renderRoot.querySelector<HTMLButtonElement>('button')?.click();
    const item = await until(
      () =>
        [...(menu?.renderRoot.querySelectorAll<HTMLElement>('vaadin-context-menu-item') ?? [])].find((one) =>
          text(one).includes('Permit Management'),
        ),
      'menu open',
    );
    item.click();
    await until(() => mounted.went.includes('/app/permits'), 'went to the app');
  });

  it('tells the six states apart by word, never by colour alone', async () => {
    await show(1440, 900);
    const words = new Set<string>();
    for (const indicator of [
      'connected',
      'not-connected',
      'syncing',
      'changes-waiting',
      'warning',
      'error',
    ] as const) {
      mounted.setStatus({ ...status, indicator });
      await header().updateComplete;
      const button = header().renderRoot.querySelector('.indicator');
      words.add(button?.getAttribute('aria-label') ?? '');
    }
    assert.deepEqual(words.size, 6);
  });

  for (const [name, width, height] of [
    ['phone', 390, 844],
    ['tablet', 820, 1180],
    ['desktop', 1440, 900],
  ] as const)
    it(`is accessible on a ${name}`, async () => {
      await show(width, height);
      await until(() => text(navigations()[0]?.renderRoot as ShadowRoot).includes('Accounts'), 'navigation');
      await expect(shell).to.be.accessible();
    });
});
