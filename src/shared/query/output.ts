import { AppError } from '../base/app-error.ts';
import { isLookup } from '../metadata/table.ts';
import type { Column, Table } from '../metadata/table.ts';
import type { Link, Query, SelectColumn } from './ast.ts';
import { columnOf, tableOf, valueClass } from './metadata.ts';
import type { QueryMetadata, ValueClass } from './metadata.ts';

/** One value of each result row. */
export interface Output {
  readonly key: string;
  /** Absent: the root. */
  readonly link: Link | undefined;
  readonly column: Column<unknown>;
  readonly select: SelectColumn;
}

function selected(
  columns: readonly SelectColumn[] | 'all',
  table: Table<unknown>,
  link: Link | undefined,
  withId: boolean,
): readonly Output[] {
  const prefix = link === undefined ? '' : `${link.alias}.`;
  const given =
    columns === 'all'
      ? table.columns
          .filter((column) => column.validForRead && valueClass(column) !== 'none')
          .map(({ logicalName }): SelectColumn => ({ column: logicalName }))
      : columns;
  const outputs = given.map((select): Output => {
    const column = columnOf(table, select.column);
    return { key: select.alias ?? `${prefix}${column.logicalName}`, link, column, select };
  });
  if (!withId || outputs.some(({ key }) => key === table.primaryId)) return outputs;
  const id = table.columns.find(({ logicalName }) => logicalName === table.primaryId);
  return id === undefined
    ? outputs
    : [{ key: id.logicalName, link: undefined, column: id, select: { column: id.logicalName } }, ...outputs];
}

function linkOutputs(links: readonly Link[], metadata: QueryMetadata): readonly Output[] {
  return links.flatMap((link) => {
    if (link.type === 'exists' || link.type === 'in') return [];
    return [
      ...selected(link.columns, tableOf(metadata, link.table), link, false),
      ...linkOutputs(link.links, metadata),
    ];
  });
}

/**
 * Values of the result rows, in order: the root's primary id first (not with `distinct` or `aggregate`), what the
 * root selects, then what the links select. A key given twice keeps its first output.
 */
export function outputsOf(query: Query, metadata: QueryMetadata): readonly Output[] {
  const whole = query.distinct !== true && query.aggregate !== true;
  const outputs = [
    ...selected(query.columns, tableOf(metadata, query.table), undefined, whole),
    ...linkOutputs(query.links, metadata),
  ];
  const seen = new Set<string>();
  return outputs.filter(({ key }) => !seen.has(key) && seen.add(key) !== undefined);
}

/** How a value of an aggregate query is made; `bad-query` where the column's type does not allow it. */
export function aggregateKind(output: Output): NonNullable<SelectColumn['aggregate']> | 'group' {
  const { column, key } = output;
  const { aggregate, groupBy } = output.select;
  const kind = valueClass(column);
  const refuse = (why: string): AppError =>
    new AppError('bad-query', { column: column.logicalName, message: `${key} ${why}` });
  if (groupBy === true) return 'group';
  if (aggregate === undefined) throw refuse('is neither grouped by nor aggregated.');
  if ((aggregate === 'sum' || aggregate === 'avg') && kind !== 'number' && kind !== 'decimal')
    throw refuse('is no number, which sum and avg need.');
  if ((aggregate === 'min' || aggregate === 'max') && (kind === 'choices' || kind === 'none'))
    throw refuse('has no order, which min and max need.');
  return aggregate;
}

/** Digits after the point of an average. */
export function averageScale(column: Column<unknown>): number {
  return Math.max(6, column.precision ?? 0);
}

/** Class of an aggregate query's value, by which it is ordered. */
export function outputClass(output: Output): ValueClass {
  const { select, column } = output;
  if (select.aggregate === 'count' || select.aggregate === 'countcolumn') return 'number';
  if (select.dateGrouping !== undefined) return 'number';
  if (select.aggregate === 'avg') return 'decimal';
  return valueClass(column);
}

/** The lookup's display name and, where several tables are possible, its table stand beside it. */
export function showsName(output: Output): boolean {
  return isLookup(output.column) && (output.select.aggregate === undefined || output.select.groupBy === true);
}
