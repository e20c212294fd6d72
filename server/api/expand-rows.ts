import { must } from '../../src/shared/base/assert.ts';
import type { RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import type { Condition, Link, Query } from '../../src/shared/query/ast.ts';
import { withCurrencies } from '../../src/shared/query/money-columns.ts';
import type { Expand } from '../../src/shared/query/odata-read.ts';
import type { ApiContext } from './api-context.ts';
import { pageLink } from './page-link.ts';
import { largestPage } from './preferences.ts';
import { rowPrinter, withoutVersion } from './print-row.ts';
import { requireRead, runRead } from './run-read.ts';

type QueryRow = Readonly<Record<string, RowValue>>;
type Printed = Record<string, unknown>;

/** Rows looked for at once. */
const batch = 500;

const within = (column: string, values: readonly string[]): Condition => ({
  kind: 'condition',
  column,
  operator: 'in',
  values,
});

/** The columns, with the lookups that expanding starts from. */
export function withLookupsOf(columns: Query['columns'], expands: readonly Expand[]): Query['columns'] {
  if (columns === 'all') return columns;
  const names = new Set(columns.flatMap((each) => (each.alias === undefined ? [each.column] : [])));
  const missing = new Set(
    expands.flatMap(({ navigation }) =>
      navigation.kind === 'lookup' && !names.has(navigation.column) ? [navigation.column] : [],
    ),
  );
  return [...columns, ...[...missing].map((column) => ({ column }))];
}

/** The query for the related rows of many rows at once, and the key of a result row that says whose it is. */
function relatedQuery(
  context: ApiContext,
  expand: Expand,
  ids: readonly string[],
): { readonly query: Query; readonly whose: string } {
  const { navigation } = expand;
  const { top: _top, ...given } = expand.query;
  const target = must(context.model.tables.get(navigation.table), `table ${navigation.table}`);
  const withVersion =
    given.columns === 'all' ? given.columns : [...given.columns, { column: 'versionnumber' }];
  const columns = withLookupsOf(withVersion, expand.expands);
  if (navigation.kind === 'many-to-many') {
    const through: Link = {
      kind: 'link',
      table: navigation.intersect,
      alias: 'expand_through',
      from: navigation.far,
      to: target.primaryId,
      type: 'inner',
      columns: [{ column: navigation.near }],
      filter: within(navigation.near, ids),
      links: [],
      orders: [],
      intersect: true,
    };
    return {
      query: { ...given, columns, links: [...given.links, through] },
      whose: `expand_through.${navigation.near}`,
    };
  }
  const whose = navigation.kind === 'lookup' ? target.primaryId : navigation.column;
  const own = within(whose, ids);
  const withWhose =
    columns === 'all' || columns.some((each) => each.column === whose)
      ? columns
      : [...columns, { column: whose }];
  return {
    query: {
      ...given,
      columns: withWhose,
      filter: given.filter === undefined ? own : { kind: 'and', filters: [given.filter, own] },
    },
    whose,
  };
}

/** Rows under one row: a page of them, or fewer where `$top` says so. */
function mostOf(context: ApiContext, expand: Expand): number {
  const size = context.preferences.maxPageSize ?? largestPage;
  return expand.navigation.kind === 'lookup' ? 1 : Math.min(expand.query.top ?? size, size);
}

async function readRelated(
  context: ApiContext,
  expand: Expand,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Printed[]>> {
  const { navigation } = expand;
  const byId = new Map<string, Printed[]>();
  const most = mostOf(context, expand);
  for (let at = 0; at < ids.length; at += batch) {
    const { query: related, whose } = relatedQuery(context, expand, ids.slice(at, at + batch));
    const { query, added } = withCurrencies(context.model, related);
    // One more than wanted tells that there are more.
    const result = await runRead(context, query, { mostPer: { key: whose, rows: most + 1 } });
    const print = rowPrinter(context, query, added);
    const target = must(context.model.tables.get(navigation.table), `table ${navigation.table}`);
    const all = result.rows.map(print);
    // One row beyond each page is read to tell that it is there; what is under it costs little.
    await expandRows(context, target, result.rows, all, expand.expands);
    for (const [index, row] of result.rows.entries()) {
      const id = String(row[whose]);
      const list = byId.get(id) ?? [];
      byId.set(id, list);
      const printed = must(all[index], 'printed row');
      if (whose.includes('.'))
        for (const name of Object.keys(printed)) if (name.startsWith('expand_through.')) delete printed[name];
      if (
        expand.query.columns !== 'all' &&
        !expand.query.columns.some((each) => each.column === 'versionnumber')
      )
        withoutVersion(printed);
      list.push(printed);
    }
  }
  return byId;
}

/** The rest of a collection is read page by page at the address of the navigation property. */
function cut(context: ApiContext, table: Table<unknown>, id: string, expand: Expand, into: Printed): void {
  const rows = into[expand.property] as Printed[];
  const most = mostOf(context, expand);
  if (rows.length <= most) return;
  into[expand.property] = rows.slice(0, most);
  if (most === expand.query.top) return;
  const address = { path: `${table.entitySetName}(${id})/${expand.property}`, options: expand.options };
  into[`${expand.property}@odata.nextLink`] = pageLink(context, address, { number: 2, size: most });
}

/** A user or team under the property of an owner says which of them it is. */
function printOwner(expand: Expand, id: string, row: Printed): Printed {
  return { '@odata.type': `#Microsoft.Dynamics.CRM.${expand.navigation.table}`, ...row, ownerid: id };
}

/** Puts related rows under the printed rows: one object for a lookup, a list for everything else. */
export async function expandRows(
  context: ApiContext,
  table: Table<unknown>,
  rows: readonly QueryRow[],
  printed: readonly Printed[],
  expands: readonly Expand[],
): Promise<void> {
  for (const expand of expands) {
    const { navigation, property } = expand;
    const keyOf = (row: QueryRow): string | undefined => {
      if (navigation.kind !== 'lookup') return String(row[table.primaryId]);
      const id = row[navigation.column];
      const type = row[typeKey(navigation.column)];
      const isOther = typeof type === 'string' && type !== navigation.table;
      return typeof id === 'string' && !isOther ? id : undefined;
    };
    // Said also where there is nothing to expand; of an owner only the table that is needed.
    if (expand.isPart !== true) requireRead(context, [navigation.table]);
    const ids = [...new Set(rows.flatMap((row) => keyOf(row) ?? []))];
    const related = await readRelated(context, expand, ids);
    for (const [index, row] of rows.entries()) {
      const into = printed[index];
      if (into === undefined) continue;
      const key = keyOf(row);
      const found = key === undefined ? [] : (related.get(key) ?? []);
      if (navigation.kind !== 'lookup') {
        into[property] = found;
        if (key !== undefined) cut(context, table, key, expand, into);
        continue;
      }
      const [one] = found;
      if (one === undefined) into[property] ??= null;
      else into[property] = expand.isPart === true ? printOwner(expand, key ?? '', one) : one;
    }
  }
}
