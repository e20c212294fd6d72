import { assert, expect } from '@open-wc/testing';
import '../../../src/components/sync/hs-outbox-list.ts';
import type { HsOutboxList } from '../../../src/components/sync/hs-outbox-list.ts';
import '../../../src/components/sync/hs-sync-flyout.ts';
import type { HsSyncFlyout } from '../../../src/components/sync/hs-sync-flyout.ts';
import '../../../src/components/sync/hs-sign-in-bar.ts';
import { showSignOut } from '../../../src/components/sync/show-sign-out.ts';
import { showSyncFlyout } from '../../../src/components/sync/show-sync-flyout.ts';
import type { OutboxEntry } from '../../../src/store/entry.ts';
import type { SyncStatus } from '../../../src/sync/status.ts';
import { fakeEntries } from '../../support/fake-entries.ts';
import { mount, now, until, type Mounted } from '../../support/mount.ts';

const status: SyncStatus = {
  indicator: 'syncing',
  online: true,
  syncing: true,
  lastSync: now - 3_600_000,
  firstSyncDone: false,
  tables: [
    { table: 'account', done: 10_000, total: 10_000, state: 'done' },
    { table: 'contact', done: 2_300, total: 6_000, state: 'running' },
    { table: 'opportunity', done: 0, total: 2_500, state: 'waiting' },
  ],
  waiting: 3,
  errors: 1,
};
const text = (element: Element | ShadowRoot | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('hs-sync-flyout', () => {
  let mounted: Mounted;
  let flyout: HsSyncFlyout;

  const show = async (change: Partial<SyncStatus> = {}, entries: readonly OutboxEntry[] = fakeEntries) => {
    flyout = document.createElement('hs-sync-flyout');
    flyout.entries = entries;
    flyout.usage = { rows: { account: 10_000, contact: 6_000 }, bytes: 14_380_000 };
    mounted = await mount(flyout, { status: { ...status, ...change } });
    await flyout.updateComplete;
  };
  afterEach(() => mounted.host.remove());

  it('shows progress by table, rows and bytes', async () => {
    await show();
    expect(text(flyout.renderRoot as ShadowRoot))
      .to.contain('Contacts 2,300 of 6,000')
      .and.to.contain('Opportunities waits')
      .and.to.contain('16,000 records, 14 MB');
    expect(flyout.renderRoot.querySelectorAll('vaadin-progress-bar')).to.have.lengthOf(1);
  });

  it('lists what is on the device also after a run that moved nothing', async () => {
    await show({ syncing: false, firstSyncDone: true, tables: [] });
    expect(text(flyout.renderRoot as ShadowRoot))
      .to.contain('Accounts 10,000')
      .and.to.contain('Contacts 6,000');
  });

  it('tells no number of rows before they are counted: a run that moved none says nothing of those here', async () => {
    await show({ tables: [{ table: 'account', done: 0, total: 0, state: 'done' }] });
    expect(text(flyout.renderRoot.querySelector('tr'))).to.equal('Accounts 10,000');
    flyout.usage = undefined;
    await flyout.updateComplete;
    expect(text(flyout.renderRoot.querySelector('tr'))).to.equal('Accounts');
  });

  it('lists troubled changes first', async () => {
    await show();
    expect(text(flyout.renderRoot.querySelector('li'))).to.contain('Gesellschaft');
    expect(text(flyout.renderRoot as ShadowRoot)).to.contain('1 not sent');
  });

  it('starts a sync by hand, but not a second one beside it', async () => {
    await show({ syncing: false });
    let asked = 0;
    flyout.addEventListener('hs-sync-now', () => (asked += 1));
    flyout.renderRoot.querySelector('vaadin-button')?.click();
    assert.deepEqual(asked, 1);
    mounted.setStatus(status);
    await flyout.updateComplete;
    assert.deepEqual(flyout.renderRoot.querySelector('vaadin-button')?.disabled, true);
  });

  it('says that the server does not answer, and then lets a sync be started anew', async () => {
    await show({ quiet: true });
    expect(text(flyout.renderRoot as ShadowRoot)).to.contain('The server has not answered for some seconds.');
    assert.deepEqual(flyout.renderRoot.querySelector('vaadin-button')?.disabled, false);
  });

  it('offers the sign-in where the session has ended', async () => {
    await show({ problem: { code: 'not-signed-in', message: 'Your session has ended.' } });
    let asked = 0;
    flyout.addEventListener('hs-sign-in', () => (asked += 1));
    flyout.renderRoot.querySelector<HTMLElement>('[role=alert] vaadin-button')?.click();
    assert.deepEqual(asked, 1);
  });

  it('says so when nothing waits', async () => {
    await show({}, []);
    expect(text(flyout.renderRoot as ShadowRoot)).to.contain('Everything you did has been sent.');
  });

  it('is accessible', async () => {
    await show();
    await expect(flyout).to.be.accessible();
  });

  it('opens beside what asked for it and lets its watches go when closed', async () => {
    await show();
    let closed = false;
    const target = document.createElement('button');
    mounted.host.append(target);
    await showSyncFlyout({
      target,
      host: mounted.host,
      label: 'Sync status',
      position: 'bottom-end',
      watchEntries: (onChange) => {
        onChange(fakeEntries);
        return { close: () => (closed = true) };
      },
      usage: async () => Promise.resolve({ rows: {}, bytes: 0 }),
      onSyncNow: () => undefined,
      onSignIn: () => undefined,
    });
    const popover = await until(() => mounted.host.querySelector('vaadin-popover'), 'popover');
    await until(() => popover.opened, 'opened');
    popover.opened = false;
    await until(() => closed, 'watch closed');
  });
});

describe('hs-outbox-list', () => {
  let mounted: Mounted;
  let list: HsOutboxList;

  const show = async (entries: readonly OutboxEntry[]) => {
    list = document.createElement('hs-outbox-list');
    list.entries = entries;
    mounted = await mount(list);
    await list.updateComplete;
  };
  afterEach(() => mounted.host.remove());

  it('says why a change was refused, and offers to send it again or to discard it', async () => {
    await show(fakeEntries);
    const first = list.renderRoot.querySelector('li');
    expect(text(first)).to.contain('Annual Revenue: At most 100,000,000,000.');
    const heard: string[] = [];
    list.addEventListener('hs-retry', () => heard.push('retry'));
    list.addEventListener('hs-discard', () => heard.push('discard'));
    first?.querySelectorAll('vaadin-button').forEach((button) => button.click());
    assert.deepEqual(heard, ['retry', 'discard']);
  });

  const buttonsOf = async (more: Partial<OutboxEntry>): Promise<string[]> => {
    await show(fakeEntries.slice(0, 1).map((entry) => ({ ...entry, state: 'parked', ...more })));
    return [...list.renderRoot.querySelectorAll('vaadin-button')].map(text);
  };

  for (const code of ['quarantined', 'mismatch', 'too-large'])
    it(`offers to send a change again that the server answered with ${code}`, async () => {
      const buttons = await buttonsOf({ problem: { code, message: 'Kept, but not read.' } });
      assert.deepEqual(buttons, ['Send again', 'Discard']);
    });

  it('offers no more than to discard a change that this version of the app cannot read', async () => {
    assert.deepEqual(await buttonsOf({ raw: { format: 9 } }), ['Discard']);
  });

  it('offers nothing on a change that is being sent', async () => {
    await show(fakeEntries.filter((entry) => entry.state === 'sealed'));
    expect(list.renderRoot.querySelectorAll('vaadin-button')).to.have.lengthOf(0);
  });

  it('says that everything is sent', async () => {
    await show([]);
    assert.deepEqual(list.renderRoot.querySelector('hs-empty-state')?.heading, 'Everything is sent');
  });

  it('is accessible', async () => {
    await show(fakeEntries);
    await expect(list).to.be.accessible();
  });
});

describe('the question before signing out', () => {
  const answer = async (online: boolean, button: string) => {
    const choice = showSignOut({ count: 3, online });
    const found = await until(
      () =>
        [...document.querySelectorAll<HTMLElement>('vaadin-dialog vaadin-button')].find(
          (one) => text(one) === button,
        ),
      button,
    );
    found.click();
    return choice;
  };

  it('offers to send, to keep as a file and to discard', async () => {
    assert.deepEqual(await answer(true, 'Send and sign out'), 'send');
    assert.deepEqual(await answer(true, 'Save as file'), 'export');
    assert.deepEqual(await answer(true, 'Discard and sign out'), 'discard');
  });

  it('does not offer to send without a connection', async () => {
    assert.deepEqual(await answer(false, 'Stay signed in'), 'stay');
  });
});

describe('hs-sign-in-bar', () => {
  it('says that the session has ended and asks to sign in', async () => {
    const bar = document.createElement('hs-sign-in-bar');
    const mounted = await mount(bar);
    await bar.updateComplete;
    let asked = 0;
    bar.addEventListener('hs-sign-in', () => (asked += 1));
    bar.renderRoot.querySelector('vaadin-button')?.click();
    assert.equal(asked, 1);
    expect(text(bar.renderRoot as ShadowRoot)).to.contain('Your session has ended');
    await expect(bar).to.be.accessible();
    mounted.host.remove();
  });
});
