import { must } from '../base/assert.ts';
import type { RowValue } from '../metadata/row.ts';
import type { Link, Query, QueryContext } from './ast.ts';
import { compileAggregates } from './eval-aggregate.ts';
import { newSlot } from './eval-compilation.ts';
import type { Compilation } from './eval-compilation.ts';
import { compileFilter, namesOtherTables } from './eval-filter.ts';
import type { Frame, FrameTest, Run, Scope, Slot } from './eval-frame.ts';
import { compileJoin, compileSemiJoin, isSemiJoin, joinAll } from './eval-join.ts';
import type { JoinStep } from './eval-join.ts';
import { compareKeys, compileOrders, firstSorted } from './eval-order.ts';
import type { CompiledOrder } from './eval-order.ts';
import { distinctMatches } from './eval-distinct.ts';
import { projectRow } from './eval-project.ts';
import { outputsOf } from './output.ts';
import { splitAnd, windowOf } from './plan.ts';
import type { Window } from './plan.ts';
import type { QueryMetadata } from './metadata.ts';
import { createFoldCache } from './source.ts';
import type { FoldCache, RowSource, SourceRow } from './source.ts';

/** A result row: `root` is the source's own row object (absent for aggregates and `distinct`). */
export interface EvaluatedRow<R extends SourceRow = SourceRow> {
  readonly root: R | undefined;
  /** By alias, column, or `alias.column` of a link; lookups also under nameKey and typeKey. */
  readonly values: Record<string, RowValue>;
}

export interface Evaluation<R extends SourceRow = SourceRow> {
  readonly rows: readonly EvaluatedRow<R>[];
  /** All rows that the query has, beyond page and window too, `top` at most. */
  readonly total: number;
}

export interface RunOptions {
  /** Keep one from run to run: it spares folding every text anew. */
  readonly cache?: FoldCache;
  /** Part of the rows (after `top` and page) that is wanted; absent: all. */
  readonly window?: Window;
}

/** A query ready to run over rows in memory, any number of times; bound to its person and moment. */
export interface CompiledQuery {
  /** Tables that decide the answer: run again when one of them changes. */
  readonly tables: ReadonlySet<string>;
  /** Compile and run again at this instant (ms), when a relative operator means another time; undefined: never. */
  readonly boundary: number | undefined;
  run<R extends SourceRow>(source: RowSource<R>, options?: RunOptions): Evaluation<R>;
}

/** Rows that passed: of each joined table a list, equally long, in step. */
type Matches = readonly SourceRow[][];

interface Plan {
  readonly root: Slot;
  readonly before: FrameTest | undefined;
  readonly steps: readonly JoinStep[];
  readonly after: FrameTest | undefined;
  /** Slots of rows that results may show, the root first. */
  readonly shown: readonly number[];
}

function all(tests: readonly FrameTest[]): FrameTest | undefined {
  if (tests.length <= 1) return tests[0];
  return (frame) => tests.every((test) => test(frame));
}

function findMatches(plan: Plan, run: Run): Matches {
  const { root, before, steps, after, shown } = plan;
  const columns: SourceRow[][] = shown.map(() => []);
  const frame: Frame = { run, rows: [] };
  const keep = (): boolean => {
    if (after === undefined || after(frame))
      for (let at = 0; at < shown.length; at += 1) columns[at]!.push(frame.rows[shown[at]!]!);
    return false;
  };
  for (const row of run.source.rows(root.table.logicalName).values()) {
    frame.rows[root.index] = row;
    if (before !== undefined && !before(frame)) continue;
    if (steps.length === 0) keep();
    else joinAll(steps, frame, 0, keep);
  }
  return columns;
}

function sorter(matches: Matches, shown: readonly number[], orders: readonly CompiledOrder[], run: Run) {
  const keys = orders.map((order) => {
    const rows = must(matches[shown.indexOf(order.slot)], 'slot of an order');
    return rows.map((row) => order.read(row, run));
  });
  return (a: number, b: number): number => {
    for (let at = 0; at < orders.length; at += 1) {
      const sign = compareKeys(orders[at]!, keys[at]![a]!, keys[at]![b]!);
      if (sign !== 0) return sign;
    }
    for (const rows of matches) {
      const x = rows[a]!.id;
      const y = rows[b]!.id;
      if (x !== y) return x < y ? -1 : 1;
    }
    return a - b;
  };
}

/** Orders of the root and then of the links, depth first, with the scope that their columns stand in. */
function allOrders(query: Query, scope: Scope, slots: ReadonlyMap<Link, Slot>, state: Compilation) {
  const orders = [...compileOrders(query.orders, scope, state, query.rawOrder)];
  for (const [link, slot] of slots)
    orders.push(...compileOrders(link.orders, { ...scope, here: slot }, state, query.rawOrder));
  return orders;
}

/**
 * Compiles a query for the in-memory executor, whose answers are the reference for the server's (I7). Throws
 * `bad-query`, `no-table` or `no-column` for what cannot run.
 */
export function compileQuery(query: Query, metadata: QueryMetadata, context: QueryContext): CompiledQuery {
  const state: Compilation = {
    metadata,
    context,
    tables: new Set(),
    slots: 0,
    boundary: undefined,
    compileFilter,
  };
  const root = newSlot(state, query.table);
  const slots = new Map<Link, Slot>();
  const aliases = new Map<string, Slot>();
  const scope: Scope = { here: root, aliases };
  const before: FrameTest[] = [];
  const after: FrameTest[] = [];
  const conjuncts = splitAnd(query.filter);
  for (const part of conjuncts) if (!namesOtherTables(part)) before.push(compileFilter(part, scope, state));
  const steps: JoinStep[] = [];
  for (const link of query.links)
    if (isSemiJoin(link)) before.push(compileSemiJoin(link, scope, state));
    else
      steps.push(
        ...compileJoin(link, scope, state, (made, slot) => {
          slots.set(made, slot);
          aliases.set(made.alias, slot);
        }),
      );
  for (const part of conjuncts) if (namesOtherTables(part)) after.push(compileFilter(part, scope, state));

  const shown = [root.index, ...[...slots.values()].map(({ index }) => index)];
  const plan: Plan = { root, before: all(before), steps, after: all(after), shown };
  const outputs = outputsOf(query, metadata);
  const places = outputs.map((output) =>
    output.link === undefined ? 0 : 1 + [...slots.keys()].indexOf(output.link),
  );
  for (const { column } of outputs) for (const target of column.targets ?? []) state.tables.add(target);
  const aggregate = query.aggregate === true ? compileAggregates(query, outputs, places, context) : undefined;
  const orders = aggregate === undefined ? allOrders(query, scope, slots, state) : [];

  return {
    tables: state.tables,
    boundary: state.boundary,
    run<R extends SourceRow>(source: RowSource<R>, options: RunOptions = {}): Evaluation<R> {
      const run: Run = { source, cache: options.cache ?? createFoldCache(), memo: new Map() };
      const matches = findMatches(plan, run);
      if (aggregate !== undefined) {
        const groups = aggregate(matches, run);
        const { from, to, total } = windowOf(query, groups.length, options.window);
        return { rows: groups.slice(from, to).map((values) => ({ root: undefined, values })), total };
      }
      const compare = sorter(matches, shown, orders, run);
      const project = (at: number): Record<string, RowValue> => projectRow(outputs, places, matches, at, run);
      if (query.distinct === true) {
        const kept = distinctMatches({ outputs, places, matches, orders, shown, run });
        const { from, to, total } = windowOf(query, kept.length, options.window);
        return { rows: kept.slice(from, to).map((at) => ({ root: undefined, values: project(at) })), total };
      }
      const count = matches[0]?.length ?? 0;
      const { from, to, total } = windowOf(query, count, options.window);
      const sorted = [...firstSorted(count, compare, to).subarray(from)];
      // The root's rows are the source's own objects.
      const roots = matches[0] as unknown as readonly R[];
      return { rows: sorted.map((at) => ({ root: roots[at], values: project(at) })), total };
    },
  };
}

/** Compiles and runs a query once. */
export function evaluate<R extends SourceRow>(
  query: Query,
  source: RowSource<R>,
  metadata: QueryMetadata,
  context: QueryContext,
): { readonly rows: readonly Record<string, RowValue>[]; readonly total: number } {
  const { rows, total } = compileQuery(query, metadata, context).run(source);
  return { rows: rows.map(({ values }) => values), total };
}
