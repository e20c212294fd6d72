import { AppError } from '../base/app-error.ts';
import { isLookup } from '../metadata/table.ts';
import type { Relationship, Table } from '../metadata/table.ts';
import type { Link, LinkFilter } from './ast.ts';
import { findColumn } from './metadata.ts';
import type { QueryMetadata } from './metadata.ts';

/** What OData names beyond columns: navigation properties. The server's model fits. */
export interface ODataMetadata extends Pick<QueryMetadata, 'table'> {
  relationshipsOf(table: string): readonly Relationship[];
}

/** Where a navigation property leads, and over which columns. */
export type Navigation =
  /** To the one row that a lookup column names. */
  | { readonly kind: 'lookup'; readonly table: string; readonly column: string }
  /** To the rows whose lookup column names this row. */
  | { readonly kind: 'children'; readonly table: string; readonly column: string }
  /** To rows of `table` through `intersect`: `near` holds this row's id there, `far` the other's. */
  | {
      readonly kind: 'many-to-many';
      readonly table: string;
      readonly intersect: string;
      readonly near: string;
      readonly far: string;
    };

/** The navigation property of that name; undefined when there is none. */
export function findNavigation(
  metadata: ODataMetadata,
  table: Table<unknown>,
  property: string,
): Navigation | undefined {
  const here = table.logicalName;
  for (const one of metadata.relationshipsOf(here)) {
    if (one.kind === 'many-to-many') {
      const { intersect } = one;
      if (one.tableA === here && one.propertyA === property)
        return { kind: 'many-to-many', table: one.tableB, intersect, near: one.columnA, far: one.columnB };
      if (one.tableB === here && one.propertyB === property)
        return { kind: 'many-to-many', table: one.tableA, intersect, near: one.columnB, far: one.columnA };
      continue;
    }
    if (one.referencing === here && one.lookupProperty === property)
      return { kind: 'lookup', table: one.referenced, column: one.column };
    if (one.referenced === here && one.collectionProperty === property)
      return { kind: 'children', table: one.referencing, column: one.column };
  }
  const column = findColumn(table, property);
  const [target, other] = column?.targets ?? [];
  return column !== undefined && isLookup(column) && target !== undefined && other === undefined
    ? { kind: 'lookup', table: target, column: column.logicalName }
    : undefined;
}

/** The navigation property, or `bad-query`. */
export function navigationOf(metadata: ODataMetadata, table: Table<unknown>, property: string): Navigation {
  const found = findNavigation(metadata, table, property);
  if (found !== undefined) return found;
  throw new AppError('bad-query', {
    table: table.logicalName,
    message: `There is no navigation property ${property} in the table ${table.logicalName}.`,
  });
}

/** The step as links, from the row's table outwards; the last one stands for `navigation.table`. */
export function linkTo(
  metadata: ODataMetadata,
  table: Table<unknown>,
  navigation: Navigation,
  link: Pick<Link, 'type' | 'alias' | 'columns' | 'orders'>,
): Link {
  const base = { ...link, kind: 'link' as const, table: navigation.table, links: [] };
  const targetId = metadata.table(navigation.table)?.primaryId ?? `${navigation.table}id`;
  if (navigation.kind === 'lookup') return { ...base, from: targetId, to: navigation.column };
  if (navigation.kind === 'children') return { ...base, from: navigation.column, to: table.primaryId };
  const far: Link = { ...base, from: targetId, to: navigation.far };
  return {
    ...base,
    table: navigation.intersect,
    alias: `${link.alias}_through`,
    from: navigation.near,
    to: table.primaryId,
    columns: [],
    orders: [],
    links: [far],
    intersect: true,
  };
}

/** Test that a related row passes the filter. */
export function relatedFilter(
  metadata: ODataMetadata,
  table: Table<unknown>,
  navigation: Navigation,
  alias: string,
  filter: Link['filter'],
): LinkFilter {
  const link = linkTo(metadata, table, navigation, { type: 'inner', alias, columns: [], orders: [] });
  const [far] = link.links;
  const base = { kind: 'link-filter', type: 'any', from: link.from, to: link.to } as const;
  if (far === undefined) return { ...base, table: link.table, alias, filter, links: [] };
  return { ...base, table: link.table, alias: link.alias, links: [{ ...far, filter }] };
}
