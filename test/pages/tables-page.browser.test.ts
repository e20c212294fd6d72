import { assert, expect } from '@open-wc/testing';
import '../../src/pages/tables-page.ts';
import { AppError } from '../../src/shared/base/app-error.ts';
import { FakeAdministration } from '../support/fake-administration.ts';
import { mount, until, type Mounted } from '../support/mount.ts';

const text = (element: Element | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const places: Mounted[] = [];

afterEach(() => places.splice(0).forEach((one) => one.host.remove()));

async function show(server: FakeAdministration) {
  const page = document.createElement('hs-tables-page');
  page.administration = server;
  places.push(await mount(page));
  await page.updateComplete;
  const rows = () => [...page.renderRoot.querySelectorAll('li')];
  return { page, rows };
}

function pick(select: HTMLSelectElement | null | undefined, value: string): void {
  assert.isOk(select, 'a choice');
  if (!select) return;
  select.value = value;
  select.dispatchEvent(new Event('change'));
}

describe('hs-tables-page', () => {
  it('tells what tables are on phones and tablets, and what is fixed', async () => {
    const { page, rows } = await show(new FakeAdministration());
    await until(() => rows().length === 3, 'tables');
    const [account, email, user] = rows();
    assert.equal(account?.querySelector('select')?.value, 'editable');
    assert.include(text(account), 'Sales · Service');
    assert.deepEqual(
      [...(email?.querySelectorAll('option') ?? [])].map((one) => one.value),
      ['read-only', 'hidden'],
    );
    assert.include(text(email), 'changed here');
    assert.isNull(user?.querySelector('select') ?? null);
    assert.include(text(user), 'Read-only fixed by its solution');
    await expect(page).to.be.accessible();
  });

  it('saves a choice, and puts it back with the reason where it cannot', async () => {
    const server = new FakeAdministration();
    const { rows } = await show(server);
    await until(() => rows().length === 3, 'tables');
    pick(rows()[0]?.querySelector('select'), 'read-only');
    await until(() => text(rows()[0]).includes('changed here'), 'the change');
    assert.deepEqual(server.calls, ['use account read-only']);
    server.failure = new AppError('network');
    pick(rows()[0]?.querySelector('select'), 'hidden');
    await until(() => rows()[0]?.querySelector('[role=alert]'), 'the reason');
    assert.equal(rows()[0]?.querySelector('select')?.value, 'read-only');
    assert.deepEqual(server.calls, ['use account read-only']);
  });

  it('finds a table, says when there is none, and what to do without any', async () => {
    const server = new FakeAdministration();
    const { page, rows } = await show(server);
    const field = await until(() => page.renderRoot.querySelector('hs-search-field'), 'the field');
    const find = (words: string) =>
      field.dispatchEvent(new CustomEvent('hs-search-text', { detail: { text: words } }));
    find('mail');
    await until(() => rows().length === 1, 'one table');
    find('nothing at all');
    await until(
      () => text(page.renderRoot.querySelector('[role=status]')) === 'No table of that text.',
      'why',
    );
    server.tableList = [];
    const { page: empty } = await show(server);
    await until(() => empty.renderRoot.querySelector('hs-empty-state'), 'the empty state');
  });
});
