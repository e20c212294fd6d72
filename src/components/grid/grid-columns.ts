import { isLookup, type Column } from '../../shared/metadata/table.ts';
import type { View } from '../../shared/metadata/view.ts';
import type { Link } from '../../shared/query/ast.ts';
import type { AppCatalog } from '../../state/app-catalog.ts';

/** A column of a view's grid, resolved against the metadata. */
export interface GridColumn {
  /** Key of its values in result rows: `column` or `alias.column`. */
  readonly key: string;
  readonly label: string;
  readonly width: number;
  /** Undefined where the table or the column is not on this device. */
  readonly column?: Column;
  /** Table that the column belongs to. */
  readonly table: string;
  readonly isPrimaryName: boolean;
  readonly isSortable: boolean;
  readonly align: 'start' | 'end';
}

/** The link of that alias, however deep. */
export function findLink(links: readonly Link[], alias: string): Link | undefined {
  for (const link of links) {
    if (link.alias === alias) return link;
    const inner = findLink(link.links, alias);
    if (inner) return inner;
  }
  return undefined;
}

/** What a date and a time need to be read; views made for other formats are often narrower. */
const dateTimeWidth = 180;

function minimumWidth(column: Column | undefined): number {
  return column?.type === 'datetime' && column.behavior !== 'dateonly' && column.dateOnlyFormat !== true
    ? dateTimeWidth
    : 64;
}

const numeric = new Set(['integer', 'bigint', 'decimal', 'double', 'money']);

const alignOf = (column: Column | undefined): GridColumn['align'] =>
  column !== undefined && numeric.has(column.type) && !isLookup(column) ? 'end' : 'start';

/** A column of the table itself, at its usual width. */
export function ownColumn(table: string, column: Column, label: string): GridColumn {
  return {
    key: column.logicalName,
    label: label || column.label,
    width: Math.max(minimumWidth(column), 120),
    column,
    table,
    isPrimaryName: column.primaryName === true,
    isSortable: column.type !== 'choices',
    align: alignOf(column),
  };
}

/** The visible columns of a view, in order; one whose table is not carried stays, without metadata. */
export function gridColumns(catalog: AppCatalog, view: View): readonly GridColumn[] {
  return view.cells
    .filter((cell) => !cell.hidden)
    .map((cell) => {
      const dot = cell.column.indexOf('.');
      const link = dot < 0 ? undefined : findLink(view.query.links, cell.column.slice(0, dot));
      const table = dot < 0 ? view.table : (link?.table ?? '');
      const name = dot < 0 ? cell.column : cell.column.slice(dot + 1);
      const isThere = table === view.table || catalog.isCarried(table);
      const column = isThere ? catalog.column(table, name) : undefined;
      return {
        key: cell.column,
        label: cell.label || column?.label || name,
        width: Math.max(minimumWidth(column), cell.width || 120),
        ...(column ? { column } : {}),
        table,
        isPrimaryName: column?.primaryName === true && dot < 0,
        isSortable: cell.sortable && column !== undefined && column.type !== 'choices',
        align: alignOf(column),
      };
    });
}
