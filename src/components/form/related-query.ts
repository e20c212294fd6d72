import { nameKey, typeKey } from '../../shared/metadata/row.ts';
import type { Relationship, Table } from '../../shared/metadata/table.ts';
import type { View } from '../../shared/metadata/view.ts';
import type { Filter, Link, Query } from '../../shared/query/ast.ts';

export interface Related {
  readonly query: Query;
  /** Columns of the list, `alias.column` for linked ones. */
  readonly columns: readonly string[];
  /** Values that a new row of the list starts with; undefined where one cannot be added this way (N:N). */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** The view's rows that belong to the parent: through the lookup column, or through the N:N relationship's intersect table. */
export function relatedQuery(options: {
  readonly table: Table;
  readonly view: View | undefined;
  readonly parentTable: string;
  readonly parentId: string;
  /** Shown in the lookup of a new row. */
  readonly parentName: string;
  /** Absent and no `lookupColumn`: all rows of the view. */
  readonly relationship?: Relationship;
  readonly lookupColumn?: string;
}): Related {
  const { table, view, parentTable, parentId, relationship } = options;
  const columns =
    view?.cells.filter((cell) => !cell.hidden).map((cell) => cell.column) ??
    (table.primaryName === undefined ? [] : [table.primaryName]);
  const lookup = relationship?.kind === 'one-to-many' ? relationship.column : options.lookupColumn;
  const own: Filter | undefined =
    lookup === undefined
      ? undefined
      : { kind: 'condition', column: lookup, operator: 'eq', values: [parentId] };
  const links: Link[] = [...(view?.query.links ?? [])];
  if (relationship?.kind === 'many-to-many')
    links.push(intersectLink(relationship, parentTable, parentId, table.primaryId));
  const filters = [view?.query.filter, own].filter((filter) => filter !== undefined);
  const base: Query = view?.query ?? {
    kind: 'query',
    table: table.logicalName,
    columns: columns.map((column) => ({ column })),
    links: [],
    orders: [],
  };
  const orders =
    base.orders.length > 0 || table.primaryName === undefined
      ? base.orders
      : [{ column: table.primaryName, descending: false }];
  const query: Query = {
    ...base,
    links,
    orders,
    filter: filters.length === 0 ? undefined : { kind: 'and', filters },
  };
  const column = lookup === undefined ? undefined : table.columns.find((one) => one.logicalName === lookup);
  const polymorphic = (column?.targets?.length ?? 0) > 1;
  const defaults =
    lookup === undefined
      ? undefined
      : {
          [lookup]: parentId,
          [nameKey(lookup)]: options.parentName,
          ...(polymorphic ? { [typeKey(lookup)]: parentTable } : {}),
        };
  return { query, columns, defaults };
}

function intersectLink(
  relationship: Extract<Relationship, { kind: 'many-to-many' }>,
  parentTable: string,
  parentId: string,
  primaryId: string,
): Link {
  const parentIsA = relationship.tableA === parentTable;
  const [parentColumn, ownColumn] = parentIsA
    ? [relationship.columnA, relationship.columnB]
    : [relationship.columnB, relationship.columnA];
  return {
    kind: 'link',
    table: relationship.intersect,
    alias: 'related_through',
    from: ownColumn,
    to: primaryId,
    type: 'exists',
    columns: [],
    filter: { kind: 'condition', column: parentColumn, operator: 'eq', values: [parentId] },
    links: [],
    orders: [],
    intersect: true,
  };
}
