import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import type { Form, FormCell } from '../../src/shared/metadata/form.ts';
import type { SiteMap } from '../../src/shared/metadata/app.ts';
import type { ChoiceOption, Column, Labels, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';

const english = '1033';

/** The text in the language, else in English, else in any; empty when there is none. */
export function pickLabel(labels: Labels | undefined, language: number): string {
  if (labels === undefined) return '';
  return labels[String(language)] ?? labels[english] ?? Object.values(labels)[0] ?? '';
}

function localiseOption(option: ChoiceOption<Labels>, language: number): ChoiceOption {
  const label = pickLabel(option.label, language);
  return { ...option, label: label === '' ? String(option.value) : label };
}

function localiseColumn(column: Column<Labels>, language: number): Column {
  const { description, options, ...rest } = column;
  const label = pickLabel(column.label, language);
  return {
    ...rest,
    label: label === '' ? column.schemaName : label,
    ...(description === undefined ? {} : { description: pickLabel(description, language) }),
    ...(options === undefined ? {} : { options: options.map((option) => localiseOption(option, language)) }),
  };
}

/** A table with its texts in one language. */
export function localiseTable(table: Table<Labels>, language: number): Table {
  const { description, ...rest } = table;
  return {
    ...rest,
    label: pickLabel(table.label, language),
    pluralLabel: pickLabel(table.pluralLabel, language),
    ...(description === undefined ? {} : { description: pickLabel(description, language) }),
    columns: table.columns.map((column) => localiseColumn(column, language)),
    keys: table.keys.map((key) => ({ ...key, label: pickLabel(key.label, language) })),
  };
}

function localiseCell(cell: FormCell<Labels>, language: number): FormCell {
  return { ...cell, label: pickLabel(cell.label, language) };
}

/** A form with its texts in one language; an empty cell label means the column's own. */
export function localiseForm(form: Form<Labels>, language: number): Form {
  return {
    ...form,
    name: pickLabel(form.name, language),
    header: form.header.map((cell) => localiseCell(cell, language)),
    footer: form.footer.map((cell) => localiseCell(cell, language)),
    tabs: form.tabs.map((tab) => ({
      ...tab,
      label: pickLabel(tab.label, language),
      columns: tab.columns.map((column) => ({
        ...column,
        sections: column.sections.map((section) => ({
          ...section,
          label: pickLabel(section.label, language),
          rows: section.rows.map((row) => row.map((cell) => localiseCell(cell, language))),
        })),
      })),
    })),
  };
}

/** A view with its texts in one language. */
export function localiseView(view: View<Labels>, language: number): View {
  return {
    ...view,
    name: pickLabel(view.name, language),
    cells: view.cells.map(({ label, ...cell }) => ({
      ...cell,
      ...(label === undefined ? {} : { label: pickLabel(label, language) }),
    })),
  };
}

/** A chart with its texts in one language. */
export function localiseChart(chart: Chart<Labels>, language: number): Chart {
  return {
    ...chart,
    name: pickLabel(chart.name, language),
    description: pickLabel(chart.description, language),
  };
}

/** A dashboard with its texts in one language. */
export function localiseDashboard(dashboard: Dashboard<Labels>, language: number): Dashboard {
  return {
    ...dashboard,
    name: pickLabel(dashboard.name, language),
    description: pickLabel(dashboard.description, language),
    sections: dashboard.sections.map((section) => ({
      ...section,
      label: pickLabel(section.label, language),
      cells: section.cells.map((cell) => ({ ...cell, label: pickLabel(cell.label, language) })),
    })),
  };
}

/** A site map with its texts in one language. */
export function localiseSiteMap(siteMap: SiteMap<Labels>, language: number): SiteMap {
  return {
    ...siteMap,
    areas: siteMap.areas.map((area) => ({
      ...area,
      title: pickLabel(area.title, language),
      groups: area.groups.map((group) => ({
        ...group,
        title: pickLabel(group.title, language),
        subAreas: group.subAreas.map((one) => ({ ...one, title: pickLabel(one.title, language) })),
      })),
    })),
  };
}
