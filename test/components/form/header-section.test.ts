import { describe, expect, it } from 'vitest';
import { tabsWithHeader } from '../../../src/components/form/header-section.ts';
import type { Form, FormCell, FormTab } from '../../../src/shared/metadata/form.ts';

const cell = (column: string, more: Partial<FormCell> = {}): FormCell => ({
  id: column,
  label: '',
  showLabel: true,
  visible: true,
  availableOnPhone: true,
  colspan: 1,
  rowspan: 1,
  control: { kind: 'column', column, disabled: false },
  ...more,
});

const tab = (name: string, columns: readonly string[], visible = true): FormTab => ({
  id: name,
  name,
  label: name,
  showLabel: true,
  visible,
  expanded: true,
  availableOnPhone: true,
  columns: [
    {
      width: 100,
      sections: [
        {
          id: `${name}-section`,
          name: 'section',
          label: '',
          showLabel: false,
          visible: true,
          availableOnPhone: true,
          columns: 2,
          rows: [columns.map((column) => cell(column))],
        },
      ],
    },
  ],
});

const form = (header: readonly FormCell[], tabs: readonly FormTab[]): Form => ({
  id: 'form',
  table: 'opportunity',
  type: 'main',
  name: 'Opportunity',
  isDefault: true,
  order: 0,
  header,
  footer: [],
  tabs,
});

const sectionsOf = (tabs: readonly FormTab[], index: number): string[][] =>
  (tabs[index]?.columns[0]?.sections ?? []).map((section) =>
    section.rows.flat().map((one) => (one.control?.kind === 'column' ? one.control.column : '')),
  );

describe('columns of a form’s header', () => {
  it('that no tab shows get a section of their own in the first tab, behind the record’s name', () => {
    const tabs = tabsWithHeader(form([cell('closedate'), cell('name')], [tab('a', ['name'])]), 'Key facts');
    expect(sectionsOf(tabs, 0)).toEqual([['name'], ['closedate']]);
    expect(tabs[0]?.columns[0]?.sections[1]?.label).toBe('Key facts');
  });

  it('that only a hidden tab shows are missing like others', () => {
    const tabs = tabsWithHeader(
      form([cell('revenue')], [tab('hidden', ['revenue'], false), tab('b', ['name'])]),
      'K',
    );
    expect(sectionsOf(tabs, 1)).toEqual([['name'], ['revenue']]);
  });

  it('that stand in a tab, or are hidden, change nothing', () => {
    const tabs = [tab('a', ['name'])];
    expect(tabsWithHeader(form([cell('name'), cell('secret', { visible: false })], tabs), 'K')).toBe(tabs);
    expect(tabsWithHeader(form([cell('name')], []), 'K')).toEqual([]);
  });
});
