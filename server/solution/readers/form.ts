import { readGuid } from '../../../src/shared/base/guid.ts';
import { printXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type {
  FormCell,
  FormColumn,
  FormSection,
  FormTab,
  FormType,
} from '../../../src/shared/metadata/form.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';
import {
  allAt,
  attributeOf,
  childOf,
  childrenOf,
  flagOf,
  isRemoved,
  labelsFrom,
  numberOf,
  textAt,
  wordOf,
} from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { FormSource } from '../solution-model.ts';
import { readDisplayRoles } from './display-roles.ts';
import { codeComponentItems } from './code-component.ts';
import { readControl } from './form-control.ts';

/** Form types by the name of their element group and by systemform's number. */
const formTypes: Readonly<Record<string, FormType>> = {
  main: 'main',
  '2': 'main',
  quick: 'quickview',
  quickview: 'quickview',
  quickviewform: 'quickview',
  '6': 'quickview',
  quickcreate: 'quickcreate',
  '7': 'quickcreate',
  card: 'card',
  '11': 'card',
};

/** The type named by `forms/@type`; undefined for kinds that are kept only (mobile express, interactive …). */
export function formTypeOf(text: string | undefined): FormType | undefined {
  return wordOf(formTypes, text?.toLowerCase());
}

function labelsAt(element: XmlElement): Labels {
  return labelsFrom(allAt(element, 'labels', 'label').filter((label) => !isRemoved(label)));
}

function span(element: XmlElement, name: string): number {
  const value = numberOf(attributeOf(element, name)) ?? 1;
  return Number.isInteger(value) && value >= 1 ? value : 1;
}

function live(elements: readonly XmlElement[]): readonly XmlElement[] {
  return elements.filter((element) => !isRemoved(element));
}

function readCell(element: XmlElement, path: string): FormCell<Labels> {
  const control = live(childrenOf(element, 'control'))[0];
  const read = control === undefined ? undefined : readControl(control, path);
  return {
    id: attributeOf(element, 'id') ?? '',
    label: labelsAt(element),
    showLabel: flagOf(attributeOf(element, 'showlabel'), true),
    visible: flagOf(attributeOf(element, 'visible'), true),
    availableOnPhone: flagOf(attributeOf(element, 'availableforphone'), true),
    colspan: span(element, 'colspan'),
    rowspan: span(element, 'rowspan'),
    ...(read === undefined ? {} : { control: read }),
  };
}

function readRows(element: XmlElement | undefined, path: string): FormCell<Labels>[][] {
  return live(allAt(element, 'rows', 'row')).map((row) =>
    live(childrenOf(row, 'cell')).map((cell) => readCell(cell, path)),
  );
}

/** `columns` is a number of columns or one digit a column, `11` meaning two equal ones. */
function columnsOf(text: string | undefined): number {
  const count = text === undefined ? 1 : text.length > 1 ? text.length : Number(text);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, 4) : 1;
}

function readSection(element: XmlElement, path: string): FormSection<Labels> {
  const id = attributeOf(element, 'id') ?? '';
  return {
    id,
    name: attributeOf(element, 'name') ?? id,
    label: labelsAt(element),
    showLabel: flagOf(attributeOf(element, 'showlabel'), true),
    visible: flagOf(attributeOf(element, 'visible'), true),
    availableOnPhone: flagOf(attributeOf(element, 'availableforphone'), true),
    columns: columnsOf(attributeOf(element, 'columns')),
    rows: readRows(element, path),
  };
}

function readColumns(tab: XmlElement, path: string): FormColumn<Labels>[] {
  const columns = live(allAt(tab, 'columns', 'column'));
  return columns.map((column) => {
    const stated = numberOf(attributeOf(column, 'width')?.replace('%', ''));
    return {
      width: stated !== undefined && stated > 0 ? stated : Math.round(100 / columns.length),
      sections: live(allAt(column, 'sections', 'section')).map((section) => readSection(section, path)),
    };
  });
}

function readTab(element: XmlElement, path: string): FormTab<Labels> {
  const id = attributeOf(element, 'id') ?? '';
  return {
    id,
    name: attributeOf(element, 'name') ?? id,
    label: labelsAt(element),
    showLabel: flagOf(attributeOf(element, 'showlabel'), true),
    visible: flagOf(attributeOf(element, 'visible'), true),
    expanded: flagOf(attributeOf(element, 'expanded'), true),
    availableOnPhone: flagOf(attributeOf(element, 'availableforphone'), true),
    columns: readColumns(element, path),
  };
}

/** What the form holds beyond its layout, by the reason that goes into the report. */
function keptParts(form: XmlElement, name: string): ReportItem[] {
  const items: ReportItem[] = [];
  const add = (reason: string): void => void items.push({ kind: 'form', name, status: 'kept', reason });
  if (allAt(form, 'formLibraries', 'Library').length > 0) add('form scripts are kept, they do not run');
  return [...items, ...codeComponentItems(form, name)];
}

function unsupportedParts(source: FormSource, name: string): ReportItem[] {
  const { form } = source;
  const cells = [
    ...form.header,
    ...form.tabs.flatMap((tab) => tab.columns.flatMap((c) => c.sections.flatMap((s) => s.rows.flat()))),
    ...form.footer,
  ];
  return cells.flatMap(({ control }) =>
    control?.kind === 'unsupported'
      ? { kind: 'form', name, status: 'gap' as const, reason: `shows no ${control.what}` }
      : [],
  );
}

/** Reads a systemform element; undefined source when it has no layout. */
export function readForm(
  element: XmlElement,
  table: string,
  type: FormType,
  path: string,
): { source?: FormSource; items: ReportItem[] } {
  const id = readGuid(textAt(element, 'formid') ?? '');
  const form = childOf(element, 'form');
  const labels = labelsFrom(allAt(element, 'LocalizedNames', 'LocalizedName'));
  const name = `${table}: ${Object.values(labels)[0] ?? 'unnamed'} (${type})`;
  if (id === undefined || form === undefined)
    return {
      items: [{ kind: 'form', name, status: 'not understood', reason: 'it has no id or no form element' }],
    };
  const source: FormSource = {
    form: {
      id,
      table,
      type,
      name: labels,
      isDefault: flagOf(textAt(element, 'isdefault'), false),
      ...readDisplayRoles(form),
      header: readRows(childOf(form, 'header'), path).flat(),
      tabs: live(allAt(form, 'tabs', 'tab')).map((tab) => readTab(tab, path)),
      footer: readRows(childOf(form, 'footer'), path).flat(),
    },
    description: labelsFrom(allAt(element, 'Descriptions', 'Description')),
    active: textAt(element, 'FormActivationState') !== '0',
    xml: printXml(form),
  };
  return { source, items: [...keptParts(form, name), ...unsupportedParts(source, name)] };
}
