import { AppError } from '../../src/shared/base/app-error.ts';
import type { Filter, Link, Query } from '../../src/shared/query/ast.ts';

/*
 * What Dataverse takes of one query. Clients written for it expect these refusals; the app itself, whose queries do not
 * come through the Web API, has no such limits.
 */

/** Links of a query, those inside filters too. */
export const mostLinks = 15;
/** Conditions and links together. */
export const mostConditions = 500;
/** Rows that an aggregate may go over. */
export const mostAggregated = 50_000;

interface Counts {
  links: number;
  conditions: number;
}

function countLink(link: Pick<Link, 'filter' | 'links'>, counts: Counts): void {
  counts.links += 1;
  countFilter(link.filter, counts);
  for (const one of link.links) countLink(one, counts);
}

function countFilter(filter: Filter | undefined, counts: Counts): void {
  if (filter === undefined) return;
  switch (filter.kind) {
    case 'condition':
      counts.conditions += 1;
      return;
    case 'not':
      countFilter(filter.filter, counts);
      return;
    case 'and':
    case 'or':
      for (const one of filter.filters) countFilter(one, counts);
      return;
    case 'link-filter':
      countLink(filter, counts);
  }
}

/** Throws `too-many-links` or `too-many-conditions`. */
export function checkQueryLimits(query: Query): void {
  const counts: Counts = { links: 0, conditions: 0 };
  countFilter(query.filter, counts);
  for (const link of query.links) countLink(link, counts);
  if (counts.links > mostLinks)
    throw new AppError('too-many-links', {
      message: `The query has ${counts.links} links to other tables, and ${mostLinks} are allowed.`,
    });
  if (counts.links + counts.conditions > mostConditions)
    throw new AppError('too-many-conditions', {
      message: `The query has ${counts.links + counts.conditions} conditions and links, and ${mostConditions} are allowed.`,
    });
}
