import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Condition, Filter, Link, LinkFilter, Order, QueryContext } from '../../src/shared/query/ast.ts';
import { choiceRanks, testOf } from '../../src/shared/query/condition-test.ts';
import { columnComparison } from '../../src/shared/query/eval-filter.ts';
import { isSemiJoin } from '../../src/shared/query/eval-join.ts';
import { columnOf, findColumn, tableOf, valueClass } from '../../src/shared/query/metadata.ts';
import type { QueryMetadata } from '../../src/shared/query/metadata.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import { isOrderedByPrefix, orderPrefix } from '../metadata/ddl.ts';
import { columnRef, listSql, tableSql } from './column-sql.ts';
import type { Sql } from './column-sql.ts';
import { allOf, columnsSql, foldSql, lookupTargets, testSql } from './test-sql.ts';
import type { SqlSlot, TestReach } from './test-sql.ts';

/** Which rows of a table the person may read: all (undefined), none, or those that pass a filter. */
export type ReadPredicate = (table: string) => Filter | 'none' | undefined;

/** State of one compilation to SQL. Aliases are ours (t0, t1 …): no name from outside becomes SQL text. */
export interface SqlCompilation extends TestReach {
  readonly metadata: QueryMetadata;
  readonly context: QueryContext;
}

/** Tables in reach by alias of the query; `here` is the one that a filter stands in. */
export interface SqlScope {
  readonly here: SqlSlot;
  readonly aliases: ReadonlyMap<string, SqlSlot>;
}

/**
 * Begins a compilation; the predicate restricts every table that the query touches, however it touches it. `whole`:
 * metadata of predicates, which rest on hidden columns too.
 */
export function startSql(
  metadata: QueryMetadata,
  context: QueryContext,
  predicate: ReadPredicate | undefined,
  whole: QueryMetadata = metadata,
): SqlCompilation {
  let count = 0;
  const alias = (): string => {
    count += 1;
    return `t${count - 1}`;
  };
  // A predicate's own links (shares, memberships) are the system's look-ups, not the person's.
  const free: SqlCompilation = {
    metadata: whole,
    context,
    table: (name) => whole.table(name),
    alias,
    readable: () => undefined,
  };
  return {
    ...free,
    metadata,
    table: (name) => metadata.table(name),
    readable(slot) {
      const filter = predicate?.(slot.table.logicalName);
      if (filter === undefined) return undefined;
      if (filter === 'none') return sql`false`;
      const here = { alias: slot.alias, table: tableOf(whole, slot.table.logicalName) };
      return filterSql(filter, { here, aliases: new Map() }, free);
    },
  };
}

/** A new alias for a table. */
export function newSlot(name: string, state: SqlCompilation): SqlSlot {
  return { alias: state.alias(), table: tableOf(state.metadata, name) };
}

function slotOf(scope: SqlScope, alias: string | undefined): SqlSlot {
  const slot = alias === undefined ? scope.here : scope.aliases.get(alias);
  if (slot !== undefined) return slot;
  throw new AppError('bad-query', { message: `There is no joined table ${alias ?? ''} here.` });
}

function conditionSql(condition: Condition, scope: SqlScope, state: SqlCompilation, lenient: boolean): Sql {
  const slot = slotOf(scope, condition.link);
  const column = columnOf(slot.table, condition.column);
  const other = condition.compareTo;
  if (other === undefined) {
    const { metadata, context } = state;
    return testSql(
      testOf(condition, slot.table, column, { metadata, context, lenient }),
      slot,
      column,
      state,
    );
  }
  const otherSlot = slotOf(scope, other.link ?? condition.link);
  const otherColumn = columnOf(otherSlot.table, other.column);
  const { operator, negated } = columnComparison(condition);
  const test = columnsSql(operator, { slot, column }, { slot: otherSlot, column: otherColumn });
  if (test === undefined)
    throw new AppError('bad-query', {
      message: `${column.logicalName} and ${otherColumn.logicalName} cannot be compared.`,
    });
  return negated ? sql`(${test}) is not true` : test;
}

function linkFilterSql(filter: LinkFilter, scope: SqlScope, state: SqlCompilation): Sql {
  const link: Link = { ...filter, kind: 'link', type: 'inner', columns: [], orders: [] };
  const exists = semiJoinSql(link, scope, state);
  if (filter.type === 'not any') return sql`not ${exists}`;
  if (filter.type !== 'all') return exists;
  const linked = semiJoinSql({ ...link, filter: undefined, links: [] }, scope, state);
  return sql`(${linked} and not ${exists})`;
}

/** A filter as SQL that is true exactly where the in-memory executor says true (elsewhere false or null). */
export function filterSql(filter: Filter, scope: SqlScope, state: SqlCompilation, lenient = false): Sql {
  switch (filter.kind) {
    case 'condition':
      return conditionSql(filter, scope, state, lenient);
    case 'link-filter':
      return linkFilterSql(filter, scope, state);
    case 'not':
      return sql`(${filterSql(filter.filter, scope, state, lenient)}) is not true`;
    default: {
      if (filter.filters.length === 0) return sql`true`;
      const loose = lenient || filter.quickFind === true;
      const parts = filter.filters.map((one) => filterSql(one, scope, state, loose));
      return sql`(${sql.join(parts, filter.kind === 'and' ? sql` and ` : sql` or `)})`;
    }
  }
}

/** What makes rows of a link's table belong to its parent's row: keys, the link's filter, the person's rights. */
function linkedSql(link: Link, slot: SqlSlot, scope: SqlScope, state: SqlCompilation): Sql {
  const from = columnOf(slot.table, link.from);
  const to = columnOf(scope.here.table, link.to);
  const keys = columnsSql('eq', { slot, column: from }, { slot: scope.here, column: to });
  if (keys === undefined)
    throw new AppError('bad-query', {
      message: `${scope.here.table.logicalName}.${link.to} and ${link.table}.${link.from} cannot be joined.`,
    });
  const inner: SqlScope = { here: slot, aliases: new Map(scope.aliases).set(link.alias, slot) };
  const tests = [
    keys,
    state.readable(slot),
    link.filter === undefined ? undefined : filterSql(link.filter, inner, state),
    ...link.links.filter(isSemiJoin).map((one) => semiJoinSql(one, inner, state)),
  ];
  return allOf(tests) ?? keys;
}

function joinSql(link: Link, slot: SqlSlot, scope: SqlScope, state: SqlCompilation): Sql {
  const source = sql`${tableSql(slot.table)} as ${sql.id(slot.alias)}`;
  const linked = linkedSql(link, slot, scope, state);
  if (link.type === 'outer') return sql`left join ${source} on ${linked}`;
  if (link.type !== 'matchfirstrowusingcrossapply') return sql`inner join ${source} on ${linked}`;
  const own: SqlScope = { here: slot, aliases: new Map() };
  const orders = [...ordersSql(link.orders, own, state, false), ...idOrders([slot])];
  const first = sql`select ${sql.id(slot.alias)}.* from ${source} where ${linked} order by ${sql.join(orders.map(orderSql))} limit 1`;
  return sql`left join lateral (${first}) as ${sql.id(slot.alias)} on true`;
}

/** Joins of the links and of those below them, depth first; `register` learns the slot of each. */
export function joinsSql(
  links: readonly Link[],
  scope: SqlScope,
  state: SqlCompilation,
  register: (link: Link, slot: SqlSlot) => void,
): readonly Sql[] {
  const aliases = new Map(scope.aliases);
  return links
    .filter((link) => !isSemiJoin(link))
    .flatMap((link) => {
      const slot = newSlot(link.table, state);
      const join = joinSql(link, slot, { here: scope.here, aliases }, state);
      register(link, slot);
      aliases.set(link.alias, slot);
      const below = joinsSql(link.links, { here: slot, aliases }, state, (made, at) => {
        aliases.set(made.alias, at);
        register(made, at);
      });
      return [join, ...below];
    });
}

/** Test that a linked row exists: `exists` and `in` links, and links inside filters. */
export function semiJoinSql(link: Link, scope: SqlScope, state: SqlCompilation): Sql {
  const slot = newSlot(link.table, state);
  const linked = linkedSql(link, slot, scope, state);
  const inner: SqlScope = { here: slot, aliases: new Map(scope.aliases).set(link.alias, slot) };
  const joins = joinsSql(link.links, inner, state, () => undefined);
  const source = sql`${tableSql(slot.table)} as ${sql.id(slot.alias)}`;
  return sql`exists (select from ${source} ${listSql(joins, sql` `)} where ${linked})`;
}

export interface SqlOrder {
  readonly expression: Sql;
  readonly descending: boolean;
}

/** Nulls first ascending, last descending. */
export function orderSql(order: SqlOrder): Sql {
  return order.descending
    ? sql`${order.expression} desc nulls last`
    : sql`${order.expression} asc nulls first`;
}

/** Orders of plain columns: labels of choices, names of lookups, else the value. */
export function ordersSql(
  orders: readonly Order[],
  scope: SqlScope,
  state: SqlCompilation,
  rawOrder: boolean,
): readonly SqlOrder[] {
  return orders.flatMap((order) => {
    if (order.byAlias === true)
      throw new AppError('bad-query', { message: `There is no aggregate ${order.column} to order by.` });
    const slot = slotOf(scope, order.link);
    const column = columnOf(slot.table, order.column);
    const kind = valueClass(column);
    if (kind === 'choices' || kind === 'none') return [];
    const { descending } = order;
    const ref = columnRef(slot.alias, column);
    if (isLookup(column)) {
      const names = lookupTargets(
        slot,
        column,
        state,
        (target, name, joined) =>
          sql`(select ${foldSql(name)} from ${tableSql(target.table)} as ${sql.id(target.alias)} where ${joined})`,
      );
      return names.length === 0
        ? []
        : [{ expression: sql`coalesce(${sql.join(names)}) collate "C"`, descending }];
    }
    if (kind === 'text') {
      const whole = { expression: foldSql(ref), descending };
      if (!isOrderedByPrefix(slot.table, column)) return [whole];
      const start = sql`left(haversack.fold(${ref}), ${sql.lit(orderPrefix)}) collate "C"`;
      return [{ expression: start, descending }, whole];
    }
    if (kind !== 'number' || column.options === undefined || rawOrder)
      return [{ expression: ref, descending }];
    const ranks = [...choiceRanks(column, state.metadata)];
    const cases = ranks.map(([value, rank]) => sql`when ${sql.lit(value)} then ${sql.lit(rank)}`);
    const ranked = sql`case ${ref} ${sql.join(cases, sql` `)} else ${sql.lit(ranks.length)} end`;
    return [
      {
        expression: ranks.length === 0 ? ref : sql`case when ${ref} is null then null else ${ranked} end`,
        descending,
      },
    ];
  });
}

/** The primary ids of the tables: the end of every order. */
export function idOrders(slots: readonly SqlSlot[]): readonly SqlOrder[] {
  return slots.flatMap(({ alias, table }) => {
    const id = findColumn(table, table.primaryId);
    return id === undefined ? [] : [{ expression: columnRef(alias, id), descending: false }];
  });
}
