import { document, el, idOf, label, localized } from './text.mjs';

const classes = {
  string: '4273EDBD-AC1D-40D3-9FB2-095C621B552D',
  memo: 'E0DECE4B-6FC8-4A8F-A065-082708572369',
  choice: '3EF39988-22BB-4F0B-BBBE-64B5A3748AEE',
  state: '3EF39988-22BB-4F0B-BBBE-64B5A3748AEE',
  entityname: '3EF39988-22BB-4F0B-BBBE-64B5A3748AEE',
  status: '5D68B988-0661-4DB2-BC3E-17598AD3BE6C',
  lookup: '270BD3DB-D9AF-4782-9025-509E298DEC0A',
  customer: '270BD3DB-D9AF-4782-9025-509E298DEC0A',
  owner: '270BD3DB-D9AF-4782-9025-509E298DEC0A',
  datetime: '5B773807-9FB2-42DB-97C3-7A91EFF8ADFF',
  money: '533B9E00-756B-4312-95A0-DC888637AC78',
  integer: 'C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F',
  decimal: 'C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E',
  double: '0D2C745A-E5A8-4C8F-BA63-C6D3BB604660',
  boolean: '67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED',
  partylist: 'CBFB742C-14E7-4A17-96BB-1A13F7F64AA2',
};
const formats = {
  email: 'ADA2203E-B4CD-49BE-9DDF-234642B43B52',
  url: '71716B6C-711E-476C-8AB8-5D11542BFB47',
  phone: '8C10015A-B339-4982-9474-A95FE05631A5',
};
const subgridClass = 'E7A81278-8635-4D9E-8D4D-59480B391C5B';
const quickViewClass = '5C5600E0-1D6E-4205-A272-BE80DA87FD42';
const timelineClass = '06375649-C143-495E-A496-C962E5B4488E';
const braces = (id) => `{${id}}`;
const words = (text) => text.split(/\s+/).filter(Boolean);

export const formTypes = { main: 'main', quickCreate: 'quickCreate', quickView: 'quick', card: 'card' };

/** The id of a form, which quick view controls of other tables name as well. */
export const formId = (table, kind) => idOf('form', table, kind);

function parseToken(token) {
  const match = /^([\w.]+|-)([!~+]|:\d+)*$/.exec(token);
  if (match === null) throw new Error(`cannot read the cell "${token}"`);
  return {
    column: match[1] === '-' ? undefined : match[1],
    readOnly: token.includes('!'),
    notOnPhone: token.includes('~'),
    wide: token.includes('+'),
    rows: Number(/:(\d+)/.exec(token)?.[1] ?? 1),
  };
}

const tableOfCell = (cell) =>
  typeof cell === 'object' ? (cell.subgrid?.table ?? cell.quickView?.table.split(' ')[0]) : undefined;
const cellsOf = (form) =>
  form.tabs.flatMap((tab) =>
    tab.columns.flatMap((column) =>
      column.sections.flatMap((section) => (typeof section.cells === 'string' ? [] : section.cells)),
    ),
  );

/** Tables that a table's main form lists or shows rows of. */
export const tablesOfForms = (forms) =>
  forms?.main === undefined ? [] : cellsOf(forms.main).flatMap((cell) => tableOfCell(cell) ?? []);

/** Leaves out what tables of later solutions would be needed for; those bring the form again with it. */
function withoutUnknown(forms, isKnown) {
  if (forms.main === undefined) return forms;
  const isShown = (cell) => tableOfCell(cell) === undefined || isKnown(tableOfCell(cell));
  const section = (one) =>
    typeof one.cells === 'string' ? one : { ...one, cells: one.cells.filter(isShown) };
  const column = (one) => ({
    ...one,
    sections: one.sections.map(section).filter(({ cells }) => cells.length > 0),
  });
  const tab = (one) => ({
    ...one,
    columns: one.columns.map(column).filter(({ sections }) => sections.length > 0),
  });
  return {
    ...forms,
    main: { ...forms.main, tabs: forms.main.tabs.map(tab).filter(({ columns }) => columns.length > 0) },
  };
}

/** Builds the forms of one table. `context` finds other tables and the ids of their views. */
export class FormBuilder {
  #table;
  #context;
  #kind;
  #cells = 0;
  #subgrids = new Map();

  constructor(table, context) {
    this.#table = table;
    this.#context = context;
  }

  #id(...parts) {
    return braces(idOf('form', this.#table.logical, this.#kind, ...parts));
  }

  #columnCell(token, prefix = '') {
    const cell = parseToken(token);
    this.#cells += 1;
    const id = this.#id('cell', this.#cells);
    if (cell.column === undefined)
      return {
        rows: 1,
        element: el(
          'cell',
          { id, showlabel: 'false' },
          el('labels', {}, el('label', { description: '', languagecode: 1033 })),
        ),
      };
    const column = this.#table.column(cell.column);
    const element = el(
      'cell',
      {
        id,
        colspan: cell.wide ? 2 : undefined,
        rowspan: cell.rows > 1 ? cell.rows : undefined,
        availableforphone: cell.notOnPhone ? 'false' : undefined,
      },
      localized('labels', 'label', column.label),
      el('control', {
        id: `${prefix}${cell.column}`,
        classid: braces(formats[column.format] ?? classes[column.type]),
        datafieldname: cell.column,
        disabled: cell.readOnly || column.readOnly ? 'true' : 'false',
      }),
    );
    return { rows: cell.rows, wide: cell.wide, element };
  }

  #objectCell(cell) {
    this.#cells += 1;
    const id = this.#id('cell', this.#cells);
    if (cell.timeline)
      return {
        rows: 12,
        element: el(
          'cell',
          { id, rowspan: 12, showlabel: 'false' },
          localized('labels', 'label', 'Timeline|Zeitachse'),
          el('control', { id: 'notescontrol', classid: braces(timelineClass), indicationOfSubgrid: 'true' }),
        ),
      };
    if (cell.quickView) {
      const { column, table } = cell.quickView;
      this.#table.column(column);
      const shown = table
        .split(' ')
        .map((one) => `<QuickFormId entityname="${one}">${formId(one, 'quickView')}</QuickFormId>`);
      const ids = `<QuickFormIds>${shown.join('')}</QuickFormIds>`;
      return {
        rows: 5,
        element: el(
          'cell',
          { id, rowspan: 5, showlabel: 'false' },
          localized('labels', 'label', this.#table.column(column).label),
          el(
            'control',
            { id: `${column}_card`, classid: braces(quickViewClass), datafieldname: column },
            el('parameters', {}, el('QuickForms', {}, ids), el('ControlMode', {}, 'Edit')),
          ),
        ),
      };
    }
    const { relationship, table, rows, view: named } = cell.subgrid;
    this.#context.subgrid(this.#table.logical, relationship, table);
    const view = braces(this.#context.viewId(table, named ?? 'associated'));
    const name = `subgrid_${relationship}`;
    const uses = (this.#subgrids.get(name) ?? 0) + 1;
    this.#subgrids.set(name, uses);
    return {
      rows,
      element: el(
        'cell',
        { id, rowspan: rows, auto: 'false' },
        localized('labels', 'label', cell.label),
        el(
          'control',
          {
            id: uses > 1 ? `${name}_${uses}` : name,
            classid: braces(subgridClass),
            indicationOfSubgrid: 'true',
          },
          el(
            'parameters',
            {},
            el('ViewId', {}, view),
            el('IsUserView', {}, 'false'),
            el('RelationshipName', {}, relationship),
            el('TargetEntityType', {}, table),
            el('AutoExpand', {}, 'Fixed'),
            el('EnableQuickFind', {}, 'false'),
            el('EnableViewPicker', {}, 'false'),
            el('ViewIds', {}, view),
            el('EnableJumpBar', {}, 'false'),
            el('ChartGridMode', {}, 'Grid'),
            el('RecordsPerPage', {}, rows),
            el('EnableContextualActions', {}, 'true'),
          ),
        ),
      ),
    };
  }

  /** Rows of a section: cells side by side, wide and tall ones alone, with the empty rows that exports write below. */
  #rows(cells, columns) {
    const rows = [];
    let open = [];
    const close = () => {
      if (open.length > 0)
        rows.push(
          el(
            'row',
            {},
            open.map((cell) => cell.element),
          ),
        );
      open = [];
    };
    for (const cell of cells) {
      const alone = cell.wide || cell.rows > 1;
      if (alone) close();
      open.push(cell);
      if (alone || open.length === columns) close();
      for (let row = 1; row < cell.rows; row++) rows.push(el('row'));
    }
    close();
    return rows;
  }

  #section(section, path) {
    const columns = section.columns ?? 1;
    const tokens = typeof section.cells === 'string' ? words(section.cells) : section.cells;
    const cells = tokens.map((cell) =>
      typeof cell === 'string' ? this.#columnCell(cell) : this.#objectCell(cell),
    );
    return el(
      'section',
      {
        name: `section_${path.replaceAll('/', '_')}`,
        id: this.#id('section', path),
        showlabel: section.hideLabel ? 'false' : 'true',
        showbar: 'false',
        columns: '1'.repeat(columns),
        availableforphone: section.phone === false ? 'false' : undefined,
        layout: 'varwidth',
        celllabelalignment: 'Left',
        celllabelposition: 'Left',
        labelwidth: '115',
        IsUserDefined: '0',
      },
      localized('labels', 'label', section.label),
      el('rows', {}, this.#rows(cells, columns)),
    );
  }

  #tab(tab, index) {
    return el(
      'tab',
      {
        name: `tab_${index + 1}`,
        id: this.#id('tab', index),
        IsUserDefined: '0',
        showlabel: 'true',
        expanded: 'true',
        verticallayout: 'true',
        availableforphone: tab.phone === false ? 'false' : undefined,
      },
      localized('labels', 'label', tab.label),
      el(
        'columns',
        {},
        tab.columns.map((column, at) =>
          el(
            'column',
            { width: `${column.width}%` },
            el(
              'sections',
              {},
              column.sections.map((section, number) => this.#section(section, `${index}/${at}/${number}`)),
            ),
          ),
        ),
      ),
    );
  }

  #file(kind, title, form) {
    const attributes = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' };
    return document(
      el(
        'forms',
        attributes,
        el(
          'systemform',
          {},
          el('formid', {}, braces(formId(this.#table.logical, kind))),
          el('IntroducedVersion', {}, '1.0.0.0'),
          el('FormPresentation', {}, 1),
          el('FormActivationState', {}, 1),
          form,
          el('IsCustomizable', {}, 1),
          el('CanBeDeleted', {}, 1),
          localized('LocalizedNames', 'LocalizedName', title),
        ),
      ),
    );
  }

  #simple(sections) {
    return el(
      'form',
      {},
      el('tabs', {}, this.#tab({ label: 'General|Allgemein', columns: [{ width: 100, sections }] }, 0)),
    );
  }

  /** All forms as path and content. */
  build() {
    const forms = withoutUnknown(this.#table.forms ?? {}, (table) => this.#context.isKnown(table));
    const { english, german } = label(this.#table.label);
    const made = [];
    const add = (kind, title, form) =>
      made.push([
        `FormXml/${formTypes[kind]}/${braces(formId(this.#table.logical, kind))}.xml`,
        this.#file(kind, title, form),
      ]);
    const start = (kind) => {
      this.#kind = kind;
      this.#cells = 0;
      this.#subgrids.clear();
    };
    if (forms.main) {
      start('main');
      const header = words(forms.main.header).map((token) => this.#columnCell(token, 'header_').element);
      const tabs = forms.main.tabs.map((tab, index) => this.#tab(tab, index));
      add(
        'main',
        `${english}|${german}`,
        el(
          'form',
          { headerdensity: 'HighWithControls' },
          el('tabs', {}, tabs),
          el(
            'header',
            {
              id: this.#id('header'),
              celllabelposition: 'Top',
              columns: '1'.repeat(header.length),
              labelwidth: '115',
              celllabelalignment: 'Left',
            },
            el('rows', {}, el('row', {}, header)),
          ),
          el('DisplayConditions', { Order: '0', FallbackForm: 'true' }, el('Everyone')),
        ),
      );
    }
    if (forms.quickCreate) {
      start('quickCreate');
      const cells = words(forms.quickCreate);
      const half = cells.length > 6 ? Math.ceil(cells.length / 2) : cells.length;
      const parts = [cells.slice(0, half), cells.slice(half)].filter((part) => part.length > 0);
      const width = Math.floor(100 / parts.length);
      const tab = this.#tab(
        {
          label: 'General|Allgemein',
          columns: parts.map((part) => ({
            width,
            sections: [{ label: 'General|Allgemein', cells: part, hideLabel: true }],
          })),
        },
        0,
      );
      add(
        'quickCreate',
        `Quick Create ${english}|${german}: Schnellerfassung`,
        el('form', {}, el('tabs', {}, tab)),
      );
    }
    if (forms.quickView) {
      start('quickView');
      add(
        'quickView',
        forms.quickViewName ?? `${english} Card|${german}: Karte`,
        this.#simple([{ label: this.#table.label, cells: forms.quickView, hideLabel: true }]),
      );
    }
    if (forms.card) {
      start('card');
      const [first, second] = forms.card;
      add(
        'card',
        `${english} Card Form|${german}: Kartenformular`,
        this.#simple([
          { label: 'Header|Kopf', cells: first, hideLabel: true },
          { label: 'Details', cells: second ?? '-', columns: 2, hideLabel: true },
        ]),
      );
    }
    return made;
  }
}
