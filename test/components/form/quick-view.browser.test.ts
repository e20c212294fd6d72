import { assert, expect } from '@open-wc/testing';
import '../../../src/components/form/hs-quick-view.ts';
import type { HsQuickView } from '../../../src/components/form/hs-quick-view.ts';
import { fieldFormat, FieldWiring } from '../../../src/components/form/field-wiring.ts';
import { FormSession } from '../../../src/components/form/form-session.ts';
import { Formats } from '../../../src/i18n/formats.ts';
import { must } from '../../../src/shared/base/assert.ts';
import type { Form } from '../../../src/shared/metadata/form.ts';
import type { Row } from '../../../src/shared/metadata/row.ts';
import { AppCatalog } from '../../../src/state/app-catalog.ts';
import { fakeAppPackage } from '../../support/fake-app-package.ts';
import { FakeDataClient, fakeRow } from '../../support/fake-data-client.ts';
import { mount, now, until, type Mounted } from '../../support/mount.ts';

const text = (element: Element | null | undefined): string =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

const cell = (column: string, visible = true) => ({
  id: column,
  label: '',
  showLabel: true,
  visible,
  availableOnPhone: true,
  colspan: 1,
  rowspan: 1,
  control: { kind: 'column' as const, column, disabled: false },
});
const all = { visible: true, availableOnPhone: true, showLabel: false, label: '' } as const;
const rows = [[cell('emailaddress1')], [cell('jobtitle')], [cell('statecode', false)]];
const form: Form = {
  id: 'card',
  table: 'contact',
  type: 'quickview',
  name: 'Contact card',
  isDefault: true,
  order: 0,
  header: [],
  footer: [],
  tabs: [
    {
      ...all,
      id: 't',
      name: 't',
      expanded: true,
      columns: [{ width: 100, sections: [{ ...all, id: 's', name: 's', columns: 1, rows }] }],
    },
  ],
};

describe('hs-quick-view', () => {
  let mounted: Mounted;
  let view: HsQuickView;
  afterEach(() => mounted.host.remove());

  const show = async (values: Row, carried = fakeAppPackage.carried): Promise<void> => {
    const catalog = new AppCatalog({ ...fakeAppPackage, carried, forms: [form] });
    const data = new FakeDataClient();
    const formats = new Formats({ locale: 'en-US', timeZone: 'UTC', clock: { now: () => now } });
    const session = new FormSession({
      table: must(catalog.table('account'), 'the table'),
      id: 'a1',
      record: { id: 'a1', values, rights: 3, version: '1', entries: [] },
    });
    view = document.createElement('hs-quick-view');
    view.column = 'primarycontactid';
    view.forms = [{ table: 'contact', formId: 'card' }];
    view.label = 'Contact';
    view.wiring = new FieldWiring({
      session,
      catalog,
      data,
      format: fieldFormat(formats, catalog),
      editable: true,
      problem: () => undefined,
      href: (table, id) => `/${table}/${id}`,
    });
    mounted = await mount(view, { data });
    await view.updateComplete;
  };
  const contact = fakeRow('contact', 3);
  const chosen: Row = { primarycontactid: contact.id, primarycontactid__name: 'Dmitri' };

  it('shows the looked-up row’s values, read-only, with the way to the row', async () => {
    await show(chosen);
    const list = await until(() => view.renderRoot.querySelector('dl'), 'values');
    assert.deepEqual([...list.querySelectorAll('dt')].map(text), ['Email', 'Job Title']);
    assert.equal(text(list.querySelector('dd')), String(contact.values['emailaddress1']));
    assert.equal(view.renderRoot.querySelector('a')?.getAttribute('href'), `/contact/${contact.id}`);
    assert.isNull(view.renderRoot.querySelector('input'));
  });

  it('shows the name alone, and says so, where the table is not on this device', async () => {
    await show(chosen, ['account']);
    assert.equal(text(view.renderRoot.querySelector('.name')), 'Dmitri');
    assert.equal(text(view.renderRoot.querySelector('.note')), 'This record is not on this device.');
    assert.isNull(view.renderRoot.querySelector('dl'));
  });

  it('does so for a row that this device has no more', async () => {
    await show({ ...chosen, primarycontactid: 'ffffffff-0000-4000-8000-000000000000' });
    const note = await until(() => view.renderRoot.querySelector('.note'), 'note');
    assert.equal(text(note), 'This record is not on this device.');
    assert.equal(text(view.renderRoot.querySelector('.name')), 'Dmitri');
  });

  it('says that nothing is chosen', async () => {
    await show({});
    assert.equal(text(view.renderRoot.querySelector('.note')), 'Nothing chosen.');
  });

  it('is accessible', async () => {
    await show(chosen);
    await until(() => view.renderRoot.querySelector('dl'), 'values');
    await expect(view).to.be.accessible();
  });
});
