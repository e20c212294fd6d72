import { assert, expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { HsRecordForm } from '../../src/components/form/hs-record-form.ts';
import '../../src/pages/record-page.ts';
import type { HsRecordPage } from '../../src/pages/record-page.ts';
import type { AppPackage } from '../../src/shared/metadata/app.ts';
import type { Form, FormCell, FormType } from '../../src/shared/metadata/form.ts';
import { fakeAppPackage } from '../support/fake-app-package.ts';
import { fakeRow } from '../support/fake-data-client.ts';
import { mount, until, type Mounted } from '../support/mount.ts';

interface Item {
  readonly name: string;
  readonly typed?: string;
}
type Combo = HTMLElement & {
  opened: boolean;
  filter: string;
  filteredItems?: readonly Item[];
  selectedItem: Item | null;
};

const cellOf = (column: string): FormCell => ({
  id: column,
  label: '',
  showLabel: true,
  visible: true,
  availableOnPhone: true,
  colspan: 1,
  rowspan: 1,
  control: { kind: 'column', column, disabled: false },
});

function formOf(id: string, table: string, type: FormType, columns: readonly string[]): Form {
  const all = { visible: true, availableOnPhone: true } as const;
  const rows = columns.map((column) => [cellOf(column)]);
  const section = { ...all, id: 's', name: 's', label: '', showLabel: false, columns: 1, rows };
  const tab = { ...all, id: 't', name: 't', label: '', showLabel: false, expanded: true };
  return {
    id,
    table,
    type,
    name: id,
    isDefault: true,
    order: 0,
    header: [],
    footer: [],
    tabs: [{ ...tab, columns: [{ width: 100, sections: [section] }] }],
  };
}

const main = formOf('main', 'account', 'main', ['name', 'primarycontactid']);
const quick = formOf('quick', 'contact', 'quickcreate', ['fullname', 'jobtitle']);
const app: AppPackage = { ...fakeAppPackage, forms: [main, quick] };

describe('quick create from a lookup', () => {
  let mounted: Mounted;
  let page: HsRecordPage;
  afterEach(() => mounted.host.remove());

  const show = async (appPackage: AppPackage = app, width = 1280): Promise<void> => {
    await setViewport({ width, height: 800 });
    page = document.createElement('hs-record-page');
    page.tableName = 'account';
    page.recordId = fakeRow('account', 0).id;
    mounted = await mount(page, { package: appPackage });
    await until(() => lookup(), 'lookup');
  };
  const lookup = (): Combo | null | undefined =>
    page.renderRoot
      .querySelector('hs-record-form')
      ?.renderRoot.querySelector<Combo>('[data-column="primarycontactid"] vaadin-combo-box');
  const items = async (filter: string): Promise<readonly Item[]> => {
    const combo = await until(lookup, 'lookup');
    combo.opened = true;
    combo.filter = filter;
    return until(() => {
      const offered = combo.filteredItems?.find((item) => item.typed !== undefined);
      return (offered?.typed === filter || !combo.hasAttribute('loading')) && combo.filteredItems;
    }, 'items');
  };
  const chooseNew = async (filter = 'Ada Nobody'): Promise<void> => {
    const item = (await items(filter)).find((one) => one.typed !== undefined);
    const combo = await until(lookup, 'lookup');
    combo.selectedItem = item ?? null;
    combo.opened = false;
    combo.dispatchEvent(new CustomEvent('change', { bubbles: true }));
  };
  const dialog = (): HTMLElement | null | undefined =>
    page.renderRoot.querySelector('hs-quick-create')?.renderRoot.querySelector('vaadin-dialog');
  const field = async (column: string): Promise<HTMLInputElement> =>
    until(
      () =>
        dialog()
          ?.querySelector<HsRecordForm>('hs-record-form')
          ?.renderRoot.querySelector<HTMLInputElement>(`[data-column="${column}"] vaadin-text-field`),
      `field ${column}`,
    );
  const press = async (text: string): Promise<void> => {
    const buttons = () => [...(dialog()?.querySelectorAll<HTMLElement>('vaadin-button') ?? [])];
    const button = () => buttons().find((one) => one.textContent?.trim() === text);
    (await until(button, `button ${text}`)).click();
  };

  it('is offered below what was found, above it where that is a long list', async () => {
    await show();
    assert.equal((await items(''))[0]?.name, 'New Contact');
    await items('Okafor 5990');
    const few = await until(
      () => lookup()?.filteredItems?.at(-1)?.typed !== undefined && lookup()?.filteredItems,
      'offer at the end',
    );
    assert.isUndefined(few.length > 1 ? few[0]?.typed : undefined);
  });

  it('makes the record under the name that was typed, as a change of its own, and chooses it', async () => {
    await show();
    await chooseNew();
    const name = await field('fullname');
    assert.equal(name.value, 'Ada Nobody');
    await until(() => name.matches(':focus-within'), 'focus in the first field');
    await press('Save');
    await until(() => dialog() === undefined, 'dialog closed');
    const [made, ...others] = mounted.data.log.saved;
    assert.deepEqual(others, []);
    assert.deepInclude(made, { kind: 'create', table: 'contact' });
    await until(() => lookup()?.selectedItem?.name === 'Ada Nobody', 'chosen');
    // The record itself is dirty, not saved.
    page.renderRoot
      .querySelector('hs-record-head')
      ?.renderRoot.querySelectorAll<HTMLElement>('vaadin-button')
      .forEach((button) => button.textContent?.trim() === 'Save' && button.click());
    const update = await until(() => mounted.data.log.saved[1], 'record saved');
    assert.deepInclude(update, { kind: 'update', table: 'account' });
    assert.equal('values' in update && update.values['primarycontactid'], made && 'id' in made && made.id);
  });

  it('changes nothing where the person goes back', async () => {
    await show();
    const before = lookup()?.selectedItem?.name;
    await chooseNew('');
    await field('fullname');
    await press('Cancel');
    await until(() => dialog() === undefined, 'dialog closed');
    assert.deepEqual(mounted.data.log.saved, []);
    await until(() => lookup()?.selectedItem?.name === before, 'same value');
  });

  it('makes no edit of the value that stood there, even under another name', async () => {
    await show();
    const combo = await until(() => lookup(), 'lookup');
    combo.selectedItem = { ...combo.selectedItem, name: '(not on this device)' };
    combo.dispatchEvent(new CustomEvent('change', { bubbles: true }));
    await page.updateComplete;
    const standing = page.renderRoot.querySelector('hs-record-head')?.head.standing;
    assert.equal(standing, 'up-to-date');
  });

  it('asks before it drops what was typed into it', async () => {
    await show();
    await chooseNew('');
    const job = await field('jobtitle');
    job.value = 'Engineer';
    job.dispatchEvent(new Event('input'));
    job.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    const question = await until(() => document.querySelector('vaadin-confirm-dialog'), 'question');
    question.dispatchEvent(new CustomEvent('cancel'));
    question.remove();
    assert.isOk(dialog());
    assert.isTrue(page.renderRoot.querySelector('hs-quick-create')?.isDirty);
  });

  it('says what is missing at its field', async () => {
    const required = fakeAppPackage.tables.map((table) =>
      table.logicalName !== 'contact'
        ? table
        : {
            ...table,
            columns: table.columns.map((column) =>
              column.logicalName === 'jobtitle' ? { ...column, required: 'required' as const } : column,
            ),
          },
    );
    await show({ ...app, tables: required });
    await chooseNew();
    await field('fullname');
    await press('Save');
    const job = await field('jobtitle');
    await until(() => job.hasAttribute('invalid'), 'invalid');
    assert.deepEqual(mounted.data.log.saved, []);
  });

  it('is not offered to who may not create, nor without a form for it', async () => {
    await show({ ...app, privileges: { ...app.privileges, contact: { read: 4 } } });
    assert.isFalse((await items('Amara')).some((item) => item.typed !== undefined));
    mounted.host.remove();
    await show({ ...app, forms: [main] });
    assert.isFalse((await items('Amara')).some((item) => item.typed !== undefined));
  });

  for (const width of [390, 1280])
    it(`is accessible at ${width}`, async () => {
      await show(app, width);
      await chooseNew();
      await field('fullname');
      await expect(page.renderRoot.querySelector('hs-quick-create')).to.be.accessible();
    });
});
