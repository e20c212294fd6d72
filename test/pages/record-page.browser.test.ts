import { assert, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/pages/record-page.ts';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { HsRecordPage } from '../../src/pages/record-page.ts';
import type { Form, FormCell } from '../../src/shared/metadata/form.ts';
import { fakeAppPackage } from '../support/fake-app-package.ts';
import { FakeDataClient, fakeRow } from '../support/fake-data-client.ts';
import { mount, until, type Mounted } from '../support/mount.ts';

const text = (element: Element | ShadowRoot | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

const cell = (column: string): FormCell => ({
  id: column,
  label: '',
  showLabel: true,
  visible: true,
  availableOnPhone: true,
  colspan: 1,
  rowspan: 1,
  control: { kind: 'column', column, disabled: false },
});
const form: Form = {
  id: 'form',
  table: 'account',
  type: 'main',
  name: 'Account',
  isDefault: true,
  order: 0,
  header: [cell('revenue'), cell('numberofemployees')],
  footer: [],
  tabs: [
    {
      id: 'tab',
      name: 'tab',
      label: 'Summary',
      showLabel: true,
      visible: true,
      expanded: true,
      availableOnPhone: true,
      columns: [
        {
          width: 100,
          sections: [
            {
              id: 'section',
              name: '',
              label: 'Account',
              showLabel: true,
              visible: true,
              availableOnPhone: true,
              columns: 1,
              rows: [[cell('name')], [cell('telephone1')]],
            },
          ],
        },
      ],
    },
  ],
};

describe('hs-record-page', () => {
  let mounted: Mounted;
  afterEach(() => mounted.host.remove());

  const show = async (width: number): Promise<HsRecordPage> => {
    await setViewport({ width, height: 800 });
    const page = document.createElement('hs-record-page');
    page.tableName = 'account';
    page.recordId = fakeRow('account', 0).id;
    mounted = await mount(page, {
      data: new FakeDataClient(),
      package: { ...fakeAppPackage, forms: [form] },
    });
    await until(() => page.renderRoot.querySelector('hs-record-form'), 'form');
    return page;
  };
  const type = async (page: HsRecordPage, value: string): Promise<void> => {
    const field = await until(
      () =>
        page.renderRoot
          .querySelector('hs-record-form')
          ?.renderRoot.querySelector<HTMLInputElement>('[data-column="name"] vaadin-text-field'),
      'name',
    );
    field.value = value;
    field.dispatchEvent(new Event('input'));
    await page.updateComplete;
  };
  const inside = (page: HsRecordPage, name: 'hs-record-head' | 'hs-thumb-bar'): ParentNode | undefined =>
    page.renderRoot.querySelector(name)?.renderRoot;
  const head = (page: HsRecordPage, selector: string): HTMLElement | null | undefined =>
    inside(page, 'hs-record-head')?.querySelector<HTMLElement>(selector);
  const buttons = (page: HsRecordPage, within: 'hs-record-head' | 'hs-thumb-bar'): string[] =>
    [...(inside(page, within)?.querySelectorAll('vaadin-button') ?? [])]
      .map(text)
      .filter((one) => one !== '');

  it('offers to save within the thumb’s reach of a phone, once there is something to save', async () => {
    const page = await show(390);
    assert.deepEqual(buttons(page, 'hs-record-head'), []);
    expect(inside(page, 'hs-thumb-bar')).to.equal(undefined);
    await type(page, 'Another name');
    await page.renderRoot.querySelector('hs-thumb-bar')?.updateComplete;
    assert.deepEqual(buttons(page, 'hs-thumb-bar'), ['Discard', 'Save']);
  });

  it('shows key values under the head of a phone, above the form', async () => {
    const page = await show(390);
    const top = (element: Element | null | undefined): number =>
      element?.getBoundingClientRect().top ?? Number.NaN;
    const keys = top(head(page, '.keys'));
    expect(keys).to.be.greaterThan(top(head(page, 'header')));
    expect(keys).to.be.lessThan(top(page.renderRoot.querySelector('.body')));
  });

  it('keeps saving in the head on a desktop', async () => {
    const page = await show(1280);
    await type(page, 'Another name');
    assert.deepEqual(buttons(page, 'hs-record-head'), ['Save & close', 'Save']);
    expect(inside(page, 'hs-thumb-bar')).to.equal(undefined);
  });

  it('says at the field what the rules hold against a value, until it is mended', async () => {
    const page = await show(1280);
    const refuse = (): Promise<void> =>
      Promise.reject(new AppError('bad-value', { faults: [{ column: 'name', code: 'bad-text' }] }));
    mounted.data.save = refuse;
    await type(page, 'Half \ud83d');
    (
      await until(
        () =>
          [...(inside(page, 'hs-record-head')?.querySelectorAll<HTMLElement>('vaadin-button') ?? [])].find(
            (one) => text(one) === 'Save',
          ),
        'save',
      )
    ).click();
    const field = (): HTMLElement | null | undefined =>
      page.renderRoot
        .querySelector('hs-record-form')
        ?.renderRoot.querySelector<HTMLElement>('[data-column="name"] vaadin-text-field');
    await until(() => text(field()).includes('The text holds a character that cannot be stored.'), 'words');
    await type(page, 'Whole');
    await until(() => !text(field()).includes('cannot be stored'), 'mended');
  });

  it('brings discarded edits back', async () => {
    const page = await show(1280);
    await type(page, 'Another name');
    (await until(() => head(page, '[aria-label="Discard edits"]'), 'discard')).click();
    await until(() => text(head(page, 'h1')) !== 'Another name', 'discarded');
    const undo = await until(
      () =>
        [...document.querySelectorAll<HTMLElement>('vaadin-notification-card button')].find(
          (one) => text(one) === 'Undo',
        ),
      'undo',
    );
    undo.click();
    await until(() => text(head(page, 'h1')) === 'Another name', 'brought back');
  });

  it('names the record for the title and the recent places', async () => {
    const titles: string[] = [];
    const listen = (event: Event) => titles.push((event as CustomEvent<{ title: string }>).detail.title);
    document.body.addEventListener('hs-title', listen);
    await show(1280);
    document.body.removeEventListener('hs-title', listen);
    assert.deepEqual(titles, [String(fakeRow('account', 0).values['name'])]);
  });

  it('tells a save quietly, in the head', async () => {
    const page = await show(1280);
    await type(page, 'Another name');
    [...(inside(page, 'hs-record-head')?.querySelectorAll('vaadin-button') ?? [])]
      .find((one) => text(one) === 'Save')
      ?.click();
    await until(() => text(head(page, '.kind')).endsWith('Saved on this device'), 'said');
  });

  for (const width of [390, 1280])
    it(`is accessible at ${width}`, async () => {
      const page = await show(width);
      await expect(page).to.be.accessible();
    });
});
