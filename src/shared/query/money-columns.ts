import { currencyColumn } from '../metadata/currency.ts';
import type { Column } from '../metadata/table.ts';
import type { Link, Query, SelectColumn } from './ast.ts';

type Columns = readonly SelectColumn[] | 'all';

interface Columned {
  column(table: string, column: string): Pick<Column<unknown>, 'type' | 'primaryId'> | undefined;
}

function needsCurrency(metadata: Columned, table: string, columns: readonly SelectColumn[]): boolean {
  if (columns.some((one) => one.column === currencyColumn && one.alias === undefined)) return false;
  if (metadata.column(table, currencyColumn) === undefined) return false;
  return columns.some((one) => metadata.column(table, one.column)?.type === 'money');
}

/** One more column of a row makes no more rows distinct where the row itself is among them. */
function namesRow(metadata: Columned, query: Query): boolean {
  return (
    query.columns !== 'all' &&
    query.columns.some((one) => metadata.column(query.table, one.column)?.primaryId === true)
  );
}

/**
 * The query with the currency of each row whose money it reads, without which the amounts have no sign; `added` are the
 * keys that the asker did not ask for. Aggregates, and distinct rows that another column would change, are left alone.
 */
export function withCurrencies(
  metadata: Columned,
  query: Query,
): { readonly query: Query; readonly added: readonly string[] } {
  const isDistinct = query.distinct === true;
  if (query.aggregate === true || (isDistinct && !namesRow(metadata, query))) return { query, added: [] };
  const added: string[] = [];
  const extend = (table: string, columns: Columns, prefix: string): Columns => {
    if (columns === 'all' || !needsCurrency(metadata, table, columns)) return columns;
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
    links: isDistinct ? query.links : query.links.map(extendLink),
  };
  return { query: full, added };
}
