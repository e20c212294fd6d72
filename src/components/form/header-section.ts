import type { Form, FormCell, FormTab } from '../../shared/metadata/form.ts';

const columnOf = (cell: FormCell): string | undefined =>
  cell.control?.kind === 'column' ? cell.control.column : undefined;

function bodyColumns(form: Form): ReadonlySet<string> {
  const cells = form.tabs
    .filter((tab) => tab.visible)
    .flatMap((tab) => tab.columns)
    .flatMap((column) => column.sections)
    .filter((section) => section.visible)
    .flatMap((section) => section.rows.flat());
  return new Set(cells.filter((cell) => cell.visible).map((cell) => columnOf(cell) ?? ''));
}

/**
 * The form's tabs, with a section for the columns that only its header and footer show: the head of a record is for reading, and
 * what stands there must be editable somewhere.
 */
export function tabsWithHeader(form: Form, label: string): readonly FormTab[] {
  const inBody = bodyColumns(form);
  const cells = [...form.header, ...form.footer].filter((cell) => {
    const column = columnOf(cell);
    return column !== undefined && cell.visible && !inBody.has(column);
  });
  const at = form.tabs.findIndex((tab) => tab.visible);
  const tab = form.tabs[at];
  const [first, ...others] = tab?.columns ?? [];
  if (cells.length === 0 || tab === undefined || first === undefined) return form.tabs;
  const section = {
    id: 'header',
    name: 'header',
    label,
    showLabel: true,
    visible: true,
    availableOnPhone: cells.some((cell) => cell.availableOnPhone),
    columns: 1,
    rows: cells.map((cell) => [{ ...cell, colspan: 1, rowspan: 1, showLabel: true }]),
  };
  // Behind the first section one sees: that is where the record's name is, and a new record begins with it.
  const behind = first.sections.findIndex((one) => one.visible) + 1;
  const sections = [...first.sections.slice(0, behind), section, ...first.sections.slice(behind)];
  const filled = { ...tab, columns: [{ ...first, sections }, ...others] };
  return form.tabs.map((one, index) => (index === at ? filled : one));
}
