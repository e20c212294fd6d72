import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Filter, Link, Query, QueryContext } from '../../src/shared/query/ast.ts';
import { aggregateKind, outputsOf, showsName } from '../../src/shared/query/output.ts';
import type { Output } from '../../src/shared/query/output.ts';
import { aggregateOrders } from '../../src/shared/query/eval-aggregate.ts';
import type { QueryMetadata } from '../../src/shared/query/metadata.ts';
import { sqlColumn } from '../metadata/model.ts';
import { aggregateCanonicalSql, aggregateSql, plainOrderSql } from './aggregate-sql.ts';
import { canonicalSql, columnRef, listSql, tableSql } from './column-sql.ts';
import type { Sql } from './column-sql.ts';
import {
  filterSql,
  idOrders,
  joinsSql,
  newSlot,
  orderSql,
  ordersSql,
  semiJoinSql,
  startSql,
} from './filter-sql.ts';
import type { ReadPredicate, SqlCompilation, SqlOrder, SqlScope } from './filter-sql.ts';
import { allOf } from './test-sql.ts';
import type { SqlSlot } from './test-sql.ts';
import { isSemiJoin } from '../../src/shared/query/eval-join.ts';

/** One value of a result row: where it is shown, and the column whose lookup it is a part of. */
export interface SqlOutput {
  readonly key: string;
  readonly output: Output;
  readonly part: 'value' | 'type';
}

export interface SqlQuery {
  /** Select list, one canonical JSON value each, in the order of `outputs`; FROM to WHERE (and GROUP BY) inside. */
  readonly outputs: readonly SqlOutput[];
  readonly values: readonly Sql[];
  /** From `from` on: tables, joins and conditions. */
  readonly from: Sql;
  /** Of an aggregate: the rows that are grouped. */
  readonly source?: Sql;
  readonly orders: readonly Sql[];
}

interface Placed {
  readonly outputs: readonly SqlOutput[];
  readonly refs: readonly Sql[];
}

/** Raw column of each output, types of polymorphic lookups beside them. */
function place(outputs: readonly Output[], slotOf: (link: Link | undefined) => SqlSlot): Placed {
  const pairs = outputs.flatMap((output) => {
    const { alias } = slotOf(output.link);
    const value = [
      { key: output.key, output, part: 'value' as const },
      columnRef(alias, output.column),
    ] as const;
    if (!isPolymorphic(output.column) || !showsName(output)) return [value];
    const type = sql`${sql.id(alias, typeKey(sqlColumn(output.column)))}`;
    return [value, [{ key: typeKey(output.key), output, part: 'type' as const }, type] as const];
  });
  return { outputs: pairs.map(([output]) => output), refs: pairs.map(([, ref]) => ref) };
}

const inner = (index: number): Sql => sql`${sql.ref(`q.c${index}`)}`;

function grouped(query: Query, placed: Placed, body: Sql, context: QueryContext): SqlQuery {
  const { outputs, refs } = placed;
  const select = outputs.map(({ output, part }, index) => {
    const ref = must(refs[index], 'column');
    const value = part === 'type' ? ref : aggregateSql(output, ref, context);
    return sql`${value} as ${sql.id(`c${index}`)}`;
  });
  const groups = outputs.flatMap(({ output }, index) =>
    aggregateKind(output) === 'group' ? [sql`${sql.lit(index + 1)}`] : [],
  );
  const by = groups.length === 0 ? sql`` : sql` group by ${sql.join(groups)}`;
  const values = outputs.map(({ output, part }, index) =>
    part === 'type' ? inner(index) : aggregateCanonicalSql(output, inner(index)),
  );
  const all = outputs.flatMap(({ output, part }) => (part === 'value' ? [output] : []));
  const orders = aggregateOrders(query, all).map(({ output, descending }): SqlOrder => {
    const index = outputs.findIndex((one) => one.output === output && one.part === 'value');
    return { expression: plainOrderSql(output, inner(index)), descending };
  });
  // Groups that differ in the table of a lookup alone.
  const types = outputs.flatMap(({ part }, index) =>
    part === 'type' ? [{ expression: sql`${inner(index)} collate "C"`, descending: false }] : [],
  );
  return {
    outputs,
    values,
    from: sql`from (select ${sql.join(select)} ${body}${by}) as q`,
    source: body,
    orders: [...orders, ...types].map(orderSql),
  };
}

function distinct(placed: Placed, body: Sql, orders: readonly SqlOrder[]): SqlQuery {
  const { outputs, refs } = placed;
  const select = [
    ...refs.map((ref, index) => sql`${ref} as ${sql.id(`c${index}`)}`),
    ...orders.map(({ expression }, index) => sql`${expression} as ${sql.id(`o${index}`)}`),
  ];
  const values = outputs.map(({ output, part }, index) =>
    part === 'type' ? inner(index) : canonicalSql(inner(index), output.column),
  );
  const asked = orders.map(({ descending }, index) => ({
    expression: sql`${sql.ref(`q.o${index}`)}`,
    descending,
  }));
  const rest = outputs.map(({ output, part }, index) => ({
    expression: part === 'type' ? sql`${inner(index)} collate "C"` : plainOrderSql(output, inner(index)),
    descending: false,
  }));
  return {
    outputs,
    values,
    from: sql`from (select distinct ${sql.join(select)} ${body}) as q`,
    orders: [...asked, ...rest].map(orderSql),
  };
}

/** Filter of the root: rights, conditions, `exists` links. */
function whereSql(query: Query, scope: SqlScope, state: SqlCompilation): Sql {
  const filter = (one: Filter | undefined): Sql | undefined =>
    one === undefined ? undefined : filterSql(one, scope, state);
  const tests = [
    state.readable(scope.here),
    filter(query.filter),
    ...query.links
      .filter(isSemiJoin)
      .map((link) => semiJoinSql(link, { here: scope.here, aliases: new Map() }, state)),
  ];
  const all = allOf(tests);
  return all === undefined ? sql`` : sql` where ${all}`;
}

/**
 * Compiles a query to SQL with parameters only. Names come from the metadata and are quoted; aliases are ours; values
 * are bound. Rows and order are those of the in-memory executor.
 */
export function compileSql(
  query: Query,
  metadata: QueryMetadata,
  context: QueryContext,
  predicate: ReadPredicate | undefined,
  whole: QueryMetadata = metadata,
): SqlQuery {
  const state = startSql(metadata, context, predicate, whole);
  const root = newSlot(query.table, state);
  const slots = new Map<Link | undefined, SqlSlot>([[undefined, root]]);
  const aliases = new Map<string, SqlSlot>();
  const joins = joinsSql(query.links, { here: root, aliases: new Map() }, state, (link, slot) => {
    slots.set(link, slot);
    aliases.set(link.alias, slot);
  });
  const scope: SqlScope = { here: root, aliases };
  const where = whereSql(query, scope, state);
  const body = sql`from ${tableSql(root.table)} as ${sql.id(root.alias)} ${listSql(joins, sql` `)}${where}`;
  const placed = place(outputsOf(query, metadata), (link) => must(slots.get(link), 'joined table'));
  if (query.aggregate === true) return grouped(query, placed, body, context);
  const orders = [...slots].flatMap(([link, slot]) =>
    ordersSql(link?.orders ?? query.orders, { here: slot, aliases }, state, query.rawOrder === true),
  );
  if (query.distinct === true) return distinct(placed, body, orders);
  return {
    outputs: placed.outputs,
    values: placed.outputs.map(({ output, part }, index) => {
      const ref = must(placed.refs[index], 'column');
      return part === 'type' ? ref : canonicalSql(ref, output.column);
    }),
    from: body,
    orders: [...orders, ...idOrders([...slots.values()])].map(orderSql),
  };
}
