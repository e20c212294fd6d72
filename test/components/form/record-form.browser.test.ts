import { expect, fixture, html } from '@open-wc/testing';
import type { DataClient } from '../../../src/data/client.ts';
import { fieldFormat, FieldWiring } from '../../../src/components/form/field-wiring.ts';
import { FormSession } from '../../../src/components/form/form-session.ts';
import type { HsRecordForm } from '../../../src/components/form/hs-record-form.ts';
import '../../../src/components/form/hs-record-form.ts';
import { Formats } from '../../../src/i18n/formats.ts';
import type { AppPackage } from '../../../src/shared/metadata/app.ts';
import type { Form, FormCell } from '../../../src/shared/metadata/form.ts';
import type { Row } from '../../../src/shared/metadata/row.ts';
import type { Column, ColumnType, Table } from '../../../src/shared/metadata/table.ts';
import { AppCatalog } from '../../../src/state/app-catalog.ts';

function column(logicalName: string, type: ColumnType, more: Partial<Column> = {}): Column {
  return {
    logicalName,
    schemaName: logicalName,
    type,
    label: `Label of ${logicalName}`,
    required: 'none',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...more,
  };
}

const options = [
  { value: 1, label: 'One' },
  { value: 2, label: 'Two' },
];

/** Column, its value, and the tag that must show it. */
const cases: readonly (readonly [Column, Row[string], string])[] = [
  [column('text', 'string'), 'Contoso', 'vaadin-text-field'],
  [column('mail', 'string', { format: 'email' }), 'a@example.com', 'vaadin-email-field'],
  [column('phone', 'string', { format: 'phone' }), '+49 30 1', 'vaadin-text-field'],
  [column('site', 'string', { format: 'url' }), 'example.com', 'vaadin-text-field'],
  [column('memo', 'memo'), 'Long', 'vaadin-text-area'],
  [column('whole', 'integer'), 1234, 'hs-number-field'],
  [column('big', 'bigint'), '12345678901234567', 'hs-number-field'],
  [column('decimal', 'decimal', { precision: 3 }), '1.500', 'hs-number-field'],
  [column('float', 'double', { precision: 2 }), 2.25, 'hs-number-field'],
  [column('money', 'money', { precision: 2 }), '9.90', 'hs-number-field'],
  [
    column('flag', 'boolean', {
      options: [
        { value: 0, label: 'No' },
        { value: 1, label: 'Yes' },
      ],
    }),
    true,
    'vaadin-checkbox',
  ],
  [column('choice', 'choice', { options }), 2, 'vaadin-combo-box'],
  [column('choices', 'choices', { options }), [1, 2], 'vaadin-multi-select-combo-box'],
  [column('state', 'state', { options }), 1, 'vaadin-text-field'],
  [column('status', 'status', { options }), 1, 'vaadin-combo-box'],
  [column('day', 'datetime', { behavior: 'dateonly' }), '2026-03-04', 'vaadin-date-picker'],
  [column('moment', 'datetime', { behavior: 'userlocal' }), '2026-03-04T11:00:00Z', 'hs-date-time-field'],
  [
    column('wall', 'datetime', { behavior: 'timezoneindependent' }),
    '2026-03-04T11:00:00Z',
    'hs-date-time-field',
  ],
  [column('lookup', 'lookup', { targets: ['thing'] }), 't2', 'hs-lookup-field'],
  [column('customer', 'customer', { targets: ['thing', 'absent'] }), null, 'hs-lookup-field'],
  [column('owner', 'owner', { targets: ['absent'] }), null, 'hs-lookup-field'],
  [column('unique', 'uniqueidentifier'), 'u', 'vaadin-text-field'],
  [column('file', 'file'), 'plan.pdf', 'vaadin-text-field'],
  [column('image', 'image'), null, 'vaadin-text-field'],
  [column('parties', 'partylist'), null, 'vaadin-text-field'],
  [column('computed', 'decimal', { source: 'calculated' }), '3.00', 'hs-number-field'],
];

const thing: Table = {
  logicalName: 'thing',
  schemaName: 'Thing',
  entitySetName: 'things',
  label: 'Thing',
  pluralLabel: 'Things',
  ownership: 'user',
  primaryId: 'thingid',
  primaryName: 'text',
  keys: [],
  columns: cases.map(([one]) => one),
};

function cell(name: string, more: Partial<FormCell> = {}): FormCell {
  return {
    id: name,
    label: '',
    showLabel: true,
    visible: true,
    availableOnPhone: true,
    colspan: 1,
    rowspan: 1,
    control: { kind: 'column', column: name, disabled: false },
    ...more,
  };
}

function formOf(...sections: readonly (readonly FormCell[])[]): Form {
  return {
    id: 'f',
    table: 'thing',
    type: 'main',
    name: 'Main',
    isDefault: true,
    order: 0,
    header: [],
    footer: [],
    tabs: sections.map((cells, index) => ({
      id: `t${index}`,
      name: `t${index}`,
      label: `Tab ${index + 1}`,
      showLabel: true,
      visible: true,
      expanded: true,
      availableOnPhone: index === 0,
      columns: [
        {
          width: 100,
          sections: [
            {
              id: `s${index}`,
              name: '',
              label: `Section ${index + 1}`,
              showLabel: true,
              visible: true,
              availableOnPhone: true,
              columns: 2,
              rows: cells.map((one) => [one]),
            },
          ],
        },
      ],
    })),
  };
}

const catalog = new AppCatalog({
  format: 1,
  app: { id: 'a', uniqueName: 'app', name: 'App', description: '' },
  language: 1033,
  metadataVersion: '1',
  tables: [thing],
  carried: ['thing'],
  relationships: [],
  forms: [],
  views: [],
  siteMap: { showHome: true, showRecent: true, showPinned: true, areas: [] },
  currencies: { all: [{ id: 'c1', name: 'Euro', symbol: '€', precision: 2 }], baseId: 'c1' },
  privileges: { thing: { read: 4, write: 4 } },
} satisfies AppPackage);

const data = { read: () => Promise.resolve({ rows: [], total: 0 }) } as unknown as DataClient;
const formats = new Formats({
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  clock: { now: () => Date.UTC(2026, 0, 1) },
});

async function show(
  form: Form,
  more: { editable?: boolean; factor?: 'phone' | 'desktop' } = {},
): Promise<{ element: HsRecordForm; session: FormSession }> {
  const values: Record<string, Row[string]> = { lookup__name: 'Target two' };
  for (const [one, value] of cases) values[one.logicalName] = value;
  const session = new FormSession({
    table: thing,
    id: 't1',
    record: { id: 't1', values, rights: 3, version: '1', entries: [] },
  });
  const wiring = new FieldWiring({
    session,
    catalog,
    data,
    format: fieldFormat(formats, catalog),
    editable: more.editable ?? true,
    problem: () => undefined,
    href: () => undefined,
  });
  const element = await fixture<HsRecordForm>(
    html`<hs-record-form
      .form=${form}
      .wiring=${wiring}
      .formFactor=${more.factor ?? 'desktop'}
    ></hs-record-form>`,
  );
  return { element, session };
}

describe('a form', () => {
  it('shows every column type with its editor or a read-only display', async () => {
    const { element } = await show(formOf(cases.map(([one]) => cell(one.logicalName))));
    for (const [one, , tag] of cases) {
      const place = element.renderRoot.querySelector(`[data-column="${one.logicalName}"]`);
      expect(place?.querySelector(tag), one.logicalName).to.exist;
      expect(place?.textContent, one.logicalName).to.contain(one.label);
    }
  });

  it('has no accessibility faults', async () => {
    const { element } = await show(formOf(cases.map(([one]) => cell(one.logicalName))));
    await expect(element).to.be.accessible({ ignoredRules: ['color-contrast'] });
  });

  it('writes numbers, dates and times the way of the locale and reads them back', async () => {
    const { element, session } = await show(formOf(cases.map(([one]) => cell(one.logicalName))));
    const money = element.renderRoot.querySelector<HTMLInputElement>(
      '[data-column="money"] vaadin-text-field',
    )!;
    expect(money.value).to.equal('9,90');
    money.value = '1.234,5';
    money.dispatchEvent(new Event('input'));
    expect(session.value('money')).to.equal('1234.50');
    expect(money.querySelector('[slot=suffix]')?.textContent).to.equal('€');
    money.value = '12 €';
    money.dispatchEvent(new Event('input'));
    expect(session.value('money')).to.equal('12.00');
    const moment = element.renderRoot.querySelector<HTMLInputElement>(
      '[data-column="moment"] vaadin-date-time-picker',
    )!;
    expect(moment.value).to.equal('2026-03-04T12:00');
    moment.value = '2026-07-04T12:00';
    moment.dispatchEvent(new Event('change'));
    expect(session.value('moment')).to.equal('2026-07-04T10:00:00Z');
    const wall = element.renderRoot.querySelector<HTMLInputElement>(
      '[data-column="wall"] vaadin-date-time-picker',
    )!;
    expect(wall.value).to.equal('2026-03-04T11:00');
  });

  it('dials, writes to and opens what a field holds', async () => {
    const { element } = await show(formOf([cell('phone'), cell('site'), cell('mail')]));
    const hrefs = [...element.renderRoot.querySelectorAll('.field-action')].map((link) =>
      link.getAttribute('href'),
    );
    expect(hrefs).to.deep.equal(['tel:+49301', 'https://example.com', 'mailto:a@example.com']);
  });

  it('keeps fields as tall as their neighbours and draws one focus ring', async () => {
    const { element } = await show(formOf([cell('phone'), cell('text')]));
    const [withLink, plain] = ['phone', 'text'].map((name) =>
      element.renderRoot.querySelector<HTMLElement>(`[data-column="${name}"] vaadin-text-field`)!,
    );
    expect(withLink!.offsetHeight).to.equal(plain!.offsetHeight);
    plain!.focus();
    const input = plain!.querySelector('input')!;
    expect(getComputedStyle(input).outlineStyle).to.equal('none');
  });

  it('keeps text that is no number and tells the session', async () => {
    const { element, session } = await show(formOf([cell('whole')]));
    const field = element.renderRoot.querySelector<HTMLInputElement>(
      '[data-column="whole"] vaadin-text-field',
    )!;
    field.value = '12a';
    field.dispatchEvent(new Event('input'));
    expect(session.problems([])['whole']).to.deep.equal({ key: 'not-a-number' });
    expect(field.value).to.equal('12a');
  });

  it('leaves out on a phone what is not available on phone', async () => {
    const form = formOf([cell('text'), cell('memo', { availableOnPhone: false })], [cell('whole')]);
    const { element } = await show(form, { factor: 'phone' });
    expect(element.renderRoot.querySelector('[data-column="text"]')).to.exist;
    expect(element.renderRoot.querySelector('[data-column="memo"]')).to.not.exist;
    expect(element.renderRoot.querySelector('vaadin-tabs')).to.not.exist;
  });

  it('opens the tab of a column to mend and puts the cursor there', async () => {
    const { element } = await show(formOf([cell('text')], [cell('memo')]));
    expect(await element.focusColumn('memo')).to.equal(true);
    const memo = element.renderRoot.querySelector('[data-column="memo"] vaadin-text-area')!;
    expect(memo.matches(':focus-within')).to.equal(true);
  });

  it('is read-only for who may not write', async () => {
    const { element } = await show(formOf([cell('text')]), { editable: false });
    expect(
      element.renderRoot.querySelector('[data-column="text"] vaadin-text-field')?.hasAttribute('readonly'),
    ).to.equal(true);
  });

  it('keeps the place of a control that this version does not run', async () => {
    const { element } = await show(
      formOf([cell('x', { control: { kind: 'unsupported', what: 'web resource map.html' } })]),
    );
    expect(element.renderRoot.textContent).to.contain('web resource map.html');
  });
});
