import type { FormCell } from '../../shared/metadata/form.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';
import { ownColumn, type GridColumn } from './grid-columns.ts';

/** What a row shows as a card, after its table's card form. */
export interface CardLayout {
  readonly title: GridColumn;
  /** Columns that stand on a line together. */
  readonly lines: readonly (readonly GridColumn[])[];
}

/** More would make a list of cards a list of forms. */
const mostLines = 3;

/** The layout of a table's card form; undefined where it has none that shows a column. Only columns are drawn. */
export function cardLayout(catalog: AppCatalog, table: string): CardLayout | undefined {
  const column = (cell: FormCell): readonly GridColumn[] => {
    if (cell.control?.kind !== 'column' || !cell.visible || !cell.availableOnPhone) return [];
    const found = catalog.column(table, cell.control.column);
    return found === undefined ? [] : [ownColumn(table, found, cell.label)];
  };
  const rows = (catalog.forms(table, 'card')[0]?.tabs ?? [])
    .filter((tab) => tab.visible)
    .flatMap((tab) => tab.columns)
    .flatMap((part) => part.sections)
    .filter((section) => section.visible && section.availableOnPhone)
    .flatMap((section) => section.rows)
    .map((row) => row.flatMap(column));
  const all = rows.flat();
  const title = all.find((one) => one.isPrimaryName) ?? all[0];
  if (title === undefined) return undefined;
  const lines = rows
    .map((row) => row.filter((one) => one !== title))
    .filter((row) => row.length > 0)
    .slice(0, mostLines);
  return { title, lines };
}

/** Logical names of the columns that a table's cards show. */
export function cardColumnNames(catalog: AppCatalog, table: string): readonly string[] {
  const layout = cardLayout(catalog, table);
  return layout === undefined ? [] : [layout.title, ...layout.lines.flat()].map((column) => column.key);
}
