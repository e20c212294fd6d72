import { must } from '../../src/shared/base/assert.ts';
import type { RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import type { Condition, Link, Query } from '../../src/shared/query/ast.ts';
import { withCurrencies } from '../../src/shared/query/money-columns.ts';
import type { Expand } from '../../src/shared/query/odata-read.ts';
import { runQuery } from '../query/run.ts';
import { queryOptions } from './api-context.ts';
import type { ApiContext } from './api-context.ts';
import { rowPrinter, withoutVersion } from './print-row.ts';

type QueryRow = Readonly<Record<string, RowValue>>;
type Printed = Record<string, unknown>;

/** Rows looked for at once. */
const batch = 500;
/** Rows under one row; more are read by asking for the navigation property itself. */
const mostPerRow = 5000;

const within = (column: string, values: readonly string[]): Condition => ({
  kind: 'condition',
  column,
  operator: 'in',
  values,
});

/** The query for the related rows of many rows at once, and the key of a result row that says whose it is. */
function relatedQuery(
  context: ApiContext,
  expand: Expand,
  ids: readonly string[],
): { readonly query: Query; readonly whose: string } {
  const { navigation } = expand;
  const { top: _top, ...given } = expand.query;
  const target = must(context.model.tables.get(navigation.table), `table ${navigation.table}`);
  const columns = given.columns === 'all' ? given.columns : [...given.columns, { column: 'versionnumber' }];
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

async function readRelated(
  context: ApiContext,
  expand: Expand,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Printed[]>> {
  const byId = new Map<string, Printed[]>();
  const most = Math.min(expand.query.top ?? mostPerRow, mostPerRow);
  for (let at = 0; at < ids.length; at += batch) {
    const { query: related, whose } = relatedQuery(context, expand, ids.slice(at, at + batch));
    const { query, added } = withCurrencies(context.model, related);
    const result = await runQuery(context.services.database.db, context.model, query, queryOptions(context));
    const print = rowPrinter(context, query, added);
    for (const row of result.rows) {
      const id = String(row[whose]);
      const list = byId.get(id) ?? [];
      byId.set(id, list);
      if (list.length >= most) continue;
      const printed = print(row);
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
    const ids = [...new Set(rows.flatMap((row) => keyOf(row) ?? []))];
    const related = await readRelated(context, expand, ids);
    for (const [index, row] of rows.entries()) {
      const into = printed[index];
      if (into === undefined) continue;
      const found = related.get(keyOf(row) ?? '') ?? [];
      into[property] = navigation.kind === 'lookup' ? (found[0] ?? null) : found;
    }
  }
}
