import { assert, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/pages/record-page.ts';
import type { HsRecordPage } from '../../src/pages/record-page.ts';
import type { AppPackage } from '../../src/shared/metadata/app.ts';
import type { Form, FormCell } from '../../src/shared/metadata/form.ts';
import { RememberedChoices } from '../../src/state/remembered-choices.ts';
import { fakeAppPackage } from '../support/fake-app-package.ts';
import { fakeRow } from '../support/fake-data-client.ts';
import { memoryStorage, mount, until, type Mounted } from '../support/mount.ts';

const all = { visible: true, availableOnPhone: true } as const;
const spacer: FormCell = { ...all, id: '', label: '', showLabel: true, colspan: 1, rowspan: 1 };
const cellOf = (column: string): FormCell => ({
  ...spacer,
  id: column,
  control: { kind: 'column', column, disabled: false },
});

function formOf(id: string, name: string, order: number, columns: readonly string[]): Form {
  const cells = columns.map(cellOf);
  const section = { ...all, id: 's', name: 's', label: '', showLabel: false, columns: 1, rows: [cells] };
  const tab = { ...all, id: 't', name: 't', label: '', showLabel: false, expanded: true };
  return {
    id,
    table: 'account',
    type: 'main',
    name,
    isDefault: order === 0,
    order,
    header: [],
    footer: [],
    tabs: [{ ...tab, columns: [{ width: 100, sections: [section] }] }],
  };
}

const general = formOf('f1', 'General', 0, ['name']);
const figures = formOf('f2', 'Figures', 1, ['revenue', 'numberofemployees']);

describe('hs-record-page', () => {
  const places: Mounted[] = [];
  afterEach(() => places.splice(0).forEach((one) => one.host.remove()));

  const show = async (
    forms: readonly Form[],
    choices: RememberedChoices,
    recordId?: string,
  ): Promise<HsRecordPage> => {
    const page = document.createElement('hs-record-page');
    page.tableName = 'account';
    if (recordId !== undefined) page.recordId = recordId;
    const app: AppPackage = { ...fakeAppPackage, forms };
    places.push(await mount(page, { package: app, choices }));
    await until(() => page.renderRoot.querySelector('hs-record-form'), 'form');
    return page;
  };
  const fields = (page: HsRecordPage): string[] =>
    [...(page.renderRoot.querySelector('hs-record-form')?.renderRoot.querySelectorAll('[data-column]') ?? [])]
      .map((cell) => cell.getAttribute('data-column') ?? '')
      .sort();
  const head = (page: HsRecordPage): ParentNode | undefined =>
    page.renderRoot.querySelector('hs-record-head')?.renderRoot;
  const switcher = (page: HsRecordPage): HTMLSelectElement | null | undefined =>
    head(page)?.querySelector('hs-form-switcher')?.renderRoot.querySelector('select');

  it('offers the forms of the table in their order, by keyboard, and keeps the choice for the table', async () => {
    const choices = new RememberedChoices(memoryStorage(), 'p');
    const page = await show([figures, general], choices);
    assert.deepEqual(fields(page), ['name']);
    const select = await until(() => switcher(page), 'switcher');
    assert.deepEqual(
      [...select.options].map((option) => option.text.trim()),
      ['General', 'Figures'],
    );
    assert.equal(select.value, 'f1');
    assert.equal(select.getAttribute('aria-label'), 'Form');
    select.focus();
    await sendKeys({ press: 'F' });
    await until(() => fields(page).length === 2, 'the other form');
    assert.deepEqual(fields(page), ['numberofemployees', 'revenue']);

    const next = await show([figures, general], choices);
    assert.deepEqual(fields(next), ['numberofemployees', 'revenue']);
    assert.equal(switcher(next)?.value, 'f2');
  });

  it('opens the first form where the one chosen is not there any more', async () => {
    const choices = new RememberedChoices(memoryStorage(), 'p');
    choices.set('account', 'gone');
    const page = await show([general, figures], choices);
    assert.deepEqual(fields(page), ['name']);
    assert.equal(switcher(page)?.value, 'f1');
  });

  it('offers nothing where there is one form', async () => {
    const page = await show([general], new RememberedChoices(memoryStorage(), 'p'));
    assert.isNotOk(switcher(page));
  });

  it('shows four values of the header, whatever spacers stand between them', async () => {
    const columns = ['ownerid', 'statecode', 'revenue', 'createdon', 'telephone1'];
    const header = [spacer, spacer, spacer, ...columns.flatMap((column) => [cellOf(column), spacer])];
    const choices = new RememberedChoices(memoryStorage(), 'p');
    const page = await show([{ ...general, header }], choices, fakeRow('account', 0).id);
    await page.updateComplete;
    assert.lengthOf([...(head(page)?.querySelectorAll('.keys dt') ?? [])], 4);
  });

  it('is accessible', async () => {
    const page = await show([general, figures], new RememberedChoices(memoryStorage(), 'p'));
    await expect(page).to.be.accessible();
  });
});
