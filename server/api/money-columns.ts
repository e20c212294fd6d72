import { currencyColumn } from '../../src/shared/metadata/currency.ts';
import type { Link, Query, SelectColumn } from '../../src/shared/query/ast.ts';
import type { Model } from '../metadata/model.ts';

type Columns = readonly SelectColumn[] | 'all';

function needsCurrency(model: Model, table: string, columns: Columns): boolean {
  if (columns === 'all' || columns.some((one) => one.column === currencyColumn && one.alias === undefined))
    return false;
  if (model.column(table, currencyColumn) === undefined) return false;
  return columns.some((one) => model.column(table, one.column)?.type === 'money');
}

/**
 * The query with the currency of each row whose money it reads, without which the amounts have no sign; `added` are the
 * keys that the asker did not ask for. Aggregates and distinct rows are left alone: another column would change them.
 */
export function withCurrencies(
  model: Model,
  query: Query,
): { readonly query: Query; readonly added: readonly string[] } {
  if (query.aggregate === true || query.distinct === true) return { query, added: [] };
  const added: string[] = [];
  const extend = (table: string, columns: Columns, prefix: string): Columns => {
    if (columns === 'all' || !needsCurrency(model, table, columns)) return columns;
    added.push(prefix + currencyColumn);
    return [...columns, { column: currencyColumn }];
  };
  const extendLink = (link: Link): Link => ({
    ...link,
    columns: extend(link.table, link.columns, `${link.alias}.`),
    links: link.links.map(extendLink),
  });
  const full: Query = {
    ...query,
    columns: extend(query.table, query.columns, ''),
    links: query.links.map(extendLink),
  };
  return { query: full, added };
}
