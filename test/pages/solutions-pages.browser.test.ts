import { assert, expect } from '@open-wc/testing';
import '../../src/pages/solution-page.ts';
import '../../src/pages/solutions-page.ts';
import { AppError } from '../../src/shared/base/app-error.ts';
import { FakeAdministration, fakePlan } from '../support/fake-administration.ts';
import { mount, until, type Mounted } from '../support/mount.ts';

const text = (element: Element | ShadowRoot | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const places: Mounted[] = [];
const went = (): readonly string[] => places.at(-1)?.went ?? [];

afterEach(() => places.splice(0).forEach((one) => one.host.remove()));

const show = async <P extends 'hs-solutions-page' | 'hs-solution-page'>(
  tag: P,
  server: FakeAdministration,
) => {
  const page = document.createElement(tag);
  page.administration = server;
  if ('name' in page) page.name = 'Permits';
  places.push(await mount(page));
  await page.updateComplete;
  return page;
};
const press = (root: ParentNode | undefined, words: string): void => {
  const button = [...(root?.querySelectorAll<HTMLElement>('vaadin-button, button') ?? [])].find(
    (one) => text(one) === words,
  );
  assert.isOk(button, `a button ${words}`);
  button?.click();
};

describe('hs-solutions-page', () => {
  it('lists what is installed, each with its page', async () => {
    const page = await show('hs-solutions-page', new FakeAdministration());
    const links = await until(() => {
      const found = [...page.renderRoot.querySelectorAll('a')];
      return found.length > 0 && found;
    }, 'solutions');
    assert.deepEqual(
      links.map((link) => link.getAttribute('href')),
      ['/admin/solutions/Permits', '/admin/solutions/Sold'],
    );
    assert.match(text(links[1]), /Permit Management.*contoso · managed/);
    await expect(page).to.be.accessible();
  });

  it('says what is wrong without a network, and tries again', async () => {
    const server = new FakeAdministration();
    server.failure = new AppError('network');
    const page = await show('hs-solutions-page', server);
    const empty = await until(() => page.renderRoot.querySelector('hs-empty-state'), 'the trouble');
    assert.equal(empty.heading, 'Administration needs a connection');
    press(page.renderRoot as ShadowRoot, 'Try again');
    await until(() => page.renderRoot.querySelector('a'), 'solutions');
  });

  it('imports a file, keeps the panel with the reason where it cannot, and goes to the report where it could', async () => {
    const server = new FakeAdministration();
    const page = await show('hs-solutions-page', server);
    await until(() => page.renderRoot.querySelector('a'), 'solutions');
    press(page.renderRoot as ShadowRoot, 'Import');
    const panel = await until(() => page.renderRoot.querySelector('hs-solution-import'), 'the panel');
    await until(() => panel.roles.length === 2, 'roles');
    await panel.updateComplete;
    await expect(page).to.be.accessible();
    press(panel.renderRoot as ShadowRoot, 'Import');
    await panel.updateComplete;
    assert.include(text(panel.renderRoot as ShadowRoot), 'Choose a file first.');
    assert.equal((panel.renderRoot as ShadowRoot).activeElement?.id, 'file');
    const input = panel.renderRoot.querySelector<HTMLInputElement>('#file');
    const files = new DataTransfer();
    files.items.add(new File(['zip'], 'permits.zip'));
    if (input) input.files = files.files;
    input?.dispatchEvent(new Event('change'));
    const select = panel.renderRoot.querySelector<HTMLSelectElement>('#role');
    if (select) select.value = 'Basic User';
    server.failure = new AppError('solution-not-zip', { message: 'permits.zip is not a readable archive.' });
    press(panel.renderRoot as ShadowRoot, 'Import');
    await until(() => text(panel.renderRoot.querySelector('[role=alert]')).includes('not a readable'), 'why');
    assert.deepEqual(server.calls, []);
    press(panel.renderRoot as ShadowRoot, 'Import');
    await until(() => went().length > 0, 'the report');
    assert.deepEqual(server.calls, ['import permits.zip Basic User']);
    assert.deepEqual(went(), ['/admin/solutions/Permits']);
  });
});

describe('hs-solution-page', () => {
  const report = (page: Element) =>
    until(() => page.shadowRoot?.querySelector('hs-import-report')?.shadowRoot, 'the report');

  it('shows the report, gaps open, and finds in it', async () => {
    const page = await show('hs-solution-page', new FakeAdministration());
    const root = await report(page);
    const parts = await until(() => {
      const found = [...root.querySelectorAll('details')];
      return found.length === 3 && found;
    }, 'parts');
    assert.deepEqual(
      parts.map((part) => [part.dataset['status'], part.open]),
      [
        ['gap', true],
        ['kept', false],
        ['used', false],
      ],
    );
    assert.include(text(parts[0]), 'shows an absent column');
    assert.equal(page.renderRoot.querySelector('a.back')?.getAttribute('href'), '/admin/solutions');
    await expect(page).to.be.accessible();
    assert.equal(parts[1]?.querySelectorAll('li').length, 24);
    press(parts[1], 'Show 6 more');
    await until(() => parts[1]?.querySelectorAll('li').length === 30, 'all names');
    root
      .querySelector('hs-search-field')
      ?.dispatchEvent(new CustomEvent('hs-search-text', { detail: { text: 'PERMIT' } }));
    await until(() => [...root.querySelectorAll('details')].length === 1, 'only what was found');
    assert.include(text(root), 'pm_permit');
  });

  it('lets a role open apps that only administrators can', async () => {
    const server = new FakeAdministration();
    const page = await show('hs-solution-page', server);
    await until(() => page.renderRoot.querySelectorAll('#role option').length === 2, 'roles');
    assert.include(text(page.renderRoot as ShadowRoot), 'Only administrators can open pm_permits.');
    press(page.renderRoot as ShadowRoot, 'Share');
    await until(
      () => text(page.renderRoot as ShadowRoot).includes('Basic User opens pm_permits'),
      'the share',
    );
    assert.deepEqual(server.calls, ['share Permits Basic User']);
    assert.notInclude(text(page.renderRoot as ShadowRoot), 'Only administrators');
  });

  it('uninstalls once its name is typed, where data is lost', async () => {
    const server = new FakeAdministration();
    const page = await show('hs-solution-page', server);
    await report(page);
    press(page.renderRoot as ShadowRoot, 'Uninstall');
    const plan = await until(() => page.renderRoot.querySelector('hs-uninstall-plan'), 'the plan');
    await plan.updateComplete;
    assert.match(
      text(plan.renderRoot as ShadowRoot),
      /pm_permit: 1,200 rows.*account\.pm_zone: filled in 1 row/,
    );
    await expect(page).to.be.accessible();
    const act = plan.renderRoot.querySelector('vaadin-button');
    assert.isTrue(act?.disabled);
    const input = plan.renderRoot.querySelector<HTMLInputElement>('#name');
    if (input) input.value = 'permits';
    input?.dispatchEvent(new Event('input'));
    await plan.updateComplete;
    server.failure = new AppError('solution-needed', { message: 'Other needs it.' });
    act?.click();
    await until(() => text(plan.renderRoot.querySelector('[role=alert]')) === 'Other needs it.', 'why');
    assert.deepEqual(server.calls, []);
    await until(() => act?.disabled === false, 'the button again');
    act?.click();
    await until(() => went().length > 0, 'the list');
    assert.deepEqual([server.calls, went()], [['uninstall Permits'], ['/admin/solutions']]);
  });

  it('does not ask for the name where nothing is lost, and offers no export of a managed one', async () => {
    const server = new FakeAdministration();
    server.plan = { ...fakePlan, tables: [{ name: 'pm_permit', rows: 0 }], columns: [] };
    server.details = { ...server.details, managed: true, report: undefined };
    const page = await show('hs-solution-page', server);
    await until(() => page.renderRoot.querySelector('hs-empty-state'), 'no report');
    assert.notInclude(text(page.renderRoot as ShadowRoot), 'Export');
    press(page.renderRoot as ShadowRoot, 'Uninstall');
    const plan = await until(() => page.renderRoot.querySelector('hs-uninstall-plan'), 'the plan');
    await plan.updateComplete;
    assert.isFalse(plan.renderRoot.querySelector('vaadin-button')?.disabled);
  });
});
