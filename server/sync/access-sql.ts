import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Filter } from '../../src/shared/query/ast.ts';
import { reachOf } from '../../src/shared/security/predicate.ts';
import { depthOf, rights, verbs } from '../../src/shared/security/privilege.ts';
import type { Depth, Principal, Verb } from '../../src/shared/security/privilege.ts';
import { rightsOf } from '../../src/shared/security/rights.ts';
import type { Model } from '../metadata/model.ts';
import { reachSql } from '../security/predicate-sql.ts';

/** Condition over alias `r`: the person may read the row. */
export function readableSql(model: Model, table: Table<Labels>, principal: Principal): RawBuilder<boolean> {
  return reachSql(model, table, 'r', reachOf(principal, model, table, 'read'));
}

/** Access-rights bits over alias `r`, as rightsOf gives them: one condition per depth held, not one per verb. */
export function rightsSql(model: Model, table: Table<Labels>, principal: Principal): RawBuilder<number> {
  if (principal.isAdministrator || table.ownership === 'none' || table.ownership === 'organization')
    return sql<number>`${sql.lit(rightsOf(principal, model, table, {}))}`;
  const byDepth = new Map<Depth, { verb: Verb; bits: number }>();
  for (const verb of verbs) {
    const level = depthOf(principal, table.logicalName, verb);
    byDepth.set(level, { verb, bits: (byDepth.get(level)?.bits ?? 0) | rights[verb] });
  }
  byDepth.delete(0);
  const parts = [...byDepth.values()].map(({ verb, bits }) => {
    const reach = reachOf(principal, model, table, verb);
    return reach === undefined
      ? sql<number>`${sql.lit(bits)}`
      : sql<number>`case when ${reachSql(model, table, 'r', reach)} then ${sql.lit(bits)} else 0 end`;
  });
  return parts.length === 0 ? sql<number>`0` : sql<number>`(${sql.join(parts, sql` + `)})`;
}

function linkedTables(filter: Filter | undefined): readonly string[] {
  if (filter === undefined) return [];
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.flatMap(linkedTables);
    case 'not':
      return linkedTables(filter.filter);
    case 'condition':
      return [];
    case 'link-filter':
      // A link that asks only whether the row exists: deleting that row writes this one too.
      return filter.filter === undefined ? [] : [filter.table, ...linkedTables(filter.filter)];
  }
}

/** Other tables that decide whether a row of this one may be read. */
export function readableThrough(model: Model, table: Table<Labels>, principal: Principal): readonly string[] {
  const reach = reachOf(principal, model, table, 'read');
  return reach === 'none' ? [] : [...new Set(linkedTables(reach))];
}
