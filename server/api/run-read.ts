import { AppError } from '../../src/shared/base/app-error.ts';
import type { Filter, Link, Query } from '../../src/shared/query/ast.ts';
import { privilegeName } from '../../src/shared/security/privilege-name.ts';
import { runQuery } from '../query/run.ts';
import type { QueryOptions, QueryResult } from '../query/run.ts';
import { queryOptions } from './api-context.ts';
import type { ApiContext } from './api-context.ts';
import { checkQueryLimits, mostAggregated } from './query-limits.ts';

function tablesOfFilter(filter: Filter | undefined): readonly string[] {
  if (filter === undefined || filter.kind === 'condition') return [];
  if (filter.kind === 'not') return tablesOfFilter(filter.filter);
  if (filter.kind !== 'link-filter') return filter.filters.flatMap(tablesOfFilter);
  return [filter.table, ...tablesOfFilter(filter.filter), ...filter.links.flatMap(tablesOfLink)];
}

function tablesOfLink(link: Link): readonly string[] {
  return [link.table, ...tablesOfFilter(link.filter), ...link.links.flatMap(tablesOfLink)];
}

/** Every table that the query names, once. */
function tablesOf(query: Query): ReadonlySet<string> {
  return new Set([query.table, ...tablesOfFilter(query.filter), ...query.links.flatMap(tablesOfLink)]);
}

/** Throws `no-privilege` for a table of which the person reads no row at all, as Dataverse does. */
export function requireRead(context: ApiContext, names: Iterable<string>): void {
  const { predicate } = queryOptions(context);
  for (const name of names) {
    const table = context.model.tables.get(name);
    if (table !== undefined && predicate?.(name) === 'none')
      throw new AppError('no-privilege', {
        table: name,
        verb: 'read',
        message: `You do not have the privilege ${privilegeName(table, 'read')} to read ${name}.`,
      });
  }
}

/**
 * Runs a query for a client: all reading of rows goes through here, and every table that the query names must be
 * readable (see {@link requireRead}); rows out of reach are just absent.
 */
export async function runRead(
  context: ApiContext,
  query: Query,
  more: Pick<QueryOptions, 'mostPer'> = {},
): Promise<QueryResult> {
  const { config, database } = context.services;
  if (config.apiLimits) checkQueryLimits(query);
  requireRead(context, tablesOf(query));
  return runQuery(database.db, context.model, query, {
    ...queryOptions(context),
    ...(config.apiLimits ? { mostAggregated } : {}),
    ...more,
  });
}
