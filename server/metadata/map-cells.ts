import type { Form, FormCell } from '../../src/shared/metadata/form.ts';

/** The form with every cell, of its header, footer and sections, replaced by what `cell` makes of it. */
export function mapCells<L>(form: Form<L>, cell: (one: FormCell<L>) => FormCell<L>): Form<L> {
  return {
    ...form,
    header: form.header.map(cell),
    footer: form.footer.map(cell),
    tabs: form.tabs.map((tab) => ({
      ...tab,
      columns: tab.columns.map((column) => ({
        ...column,
        sections: column.sections.map((section) => ({
          ...section,
          rows: section.rows.map((row) => row.map(cell)),
        })),
      })),
    })),
  };
}
