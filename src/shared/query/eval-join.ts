import { AppError } from '../base/app-error.ts';
import { must } from '../base/assert.ts';
import type { Link } from './ast.ts';
import { newSlot } from './eval-compilation.ts';
import type { Compilation } from './eval-compilation.ts';
import { noRow, once } from './eval-frame.ts';
import type { Frame, FrameTest, Run, Scope, Slot } from './eval-frame.ts';
import { compileOrders, compareRows } from './eval-order.ts';
import { keyReader } from './eval-value.ts';
import type { Key } from './eval-value.ts';
import { columnOf, commonClass } from './metadata.ts';
import type { SourceRow } from './source.ts';

/**
 * One step of a join. Steps run depth first as nested loops over hash indexes:
 *
 *   root ──candidates──► step 0 ──filter──► step 1 ──filter──► … ──► match
 *                          │ outer, none passes: noRow goes on
 */
export interface JoinStep {
  readonly slot: Slot;
  readonly optional: boolean;
  /** Linked rows, before the filter. */
  readonly candidates: (frame: Frame) => readonly SourceRow[];
  /** The link's filter, its `exists` and `in` links included. */
  readonly filter: FrameTest | undefined;
  /** Keep the first row only, by this order. */
  readonly first: ((a: SourceRow, b: SourceRow, run: Run) => number) | undefined;
}

/** Links and the links below them, depth first. */
export function linksOf(links: readonly Link[]): readonly Link[] {
  return links.flatMap((link) => [link, ...linksOf(link.links)]);
}

/** True for a link that decides parent rows only and adds no columns. */
export function isSemiJoin(link: Link): boolean {
  return link.type === 'exists' || link.type === 'in';
}

const none: readonly SourceRow[] = [];

function candidatesOf(link: Link, slot: Slot, parent: Slot): (frame: Frame) => readonly SourceRow[] {
  const from = columnOf(slot.table, link.from);
  const to = columnOf(parent.table, link.to);
  if (commonClass(from, to) === undefined)
    throw new AppError('bad-query', {
      message: `${parent.table.logicalName}.${link.to} and ${link.table}.${link.from} cannot be joined.`,
    });
  const table = link.table;
  const readTo = keyReader(to);
  if (from.primaryId === true || from.logicalName === slot.table.primaryId)
    return (frame) => {
      const id = readTo(frame.rows[parent.index]!, frame.run);
      const row = typeof id === 'string' ? frame.run.source.rows(table).get(id) : undefined;
      return row === undefined ? none : [row];
    };
  const readFrom = keyReader(from);
  const owner = {};
  const index = (run: Run): ReadonlyMap<Key, readonly SourceRow[]> => {
    const byKey = new Map<Key, SourceRow[]>();
    for (const row of run.source.rows(table).values()) {
      const key = readFrom(row, run);
      if (key === null) continue;
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [row]);
      else same.push(row);
    }
    return byKey;
  };
  return (frame) => {
    const key = readTo(frame.rows[parent.index]!, frame.run);
    if (key === null) return none;
    return once(frame.run, owner, () => index(frame.run)).get(key) ?? none;
  };
}

/**
 * Steps of a link and of the links below it. Aliases become visible to `scope` holders through `register`; without
 * it (links inside filters) they stay inside.
 */
export function compileJoin(
  link: Link,
  scope: Scope,
  state: Compilation,
  register?: (link: Link, slot: Slot) => void,
): readonly JoinStep[] {
  const parent = scope.here;
  const slot = newSlot(state, link.table);
  register?.(link, slot);
  const aliases = new Map(scope.aliases).set(link.alias, slot);
  const candidates = candidatesOf(link, slot, parent);
  const inner: Scope = { here: slot, aliases };
  const tests: FrameTest[] =
    link.filter === undefined ? [] : [state.compileFilter(link.filter, inner, state)];
  const below: JoinStep[] = [];
  for (const next of link.links) {
    if (isSemiJoin(next)) tests.push(compileSemiJoin(next, inner, state));
    else {
      const outer: Scope = { here: slot, aliases };
      below.push(
        ...compileJoin(next, outer, state, (made, at) => {
          aliases.set(made.alias, at);
          register?.(made, at);
        }),
      );
    }
  }
  const isFirst = link.type === 'matchfirstrowusingcrossapply';
  let first: JoinStep['first'];
  if (isFirst) {
    first = compareRows(compileOrders(link.orders, { here: slot, aliases: new Map() }, state));
  }
  const filter = tests.length === 0 ? undefined : (frame: Frame) => tests.every((test) => test(frame));
  return [{ slot, optional: isFirst || link.type === 'outer', candidates, filter, first }, ...below];
}

/** Test of an `exists` or `in` link: at least one linked row passes. */
export function compileSemiJoin(link: Link, scope: Scope, state: Compilation): FrameTest {
  const steps = compileJoin({ ...link, type: 'inner' }, scope, state);
  return (frame) => joinAll(steps, frame, 0, () => true);
}

/**
 * Calls `emit` for each combination of rows, from step `at` on; ends at once and returns true when `emit` does.
 * `frame` holds the combination during the call only.
 */
export function joinAll(steps: readonly JoinStep[], frame: Frame, at: number, emit: () => boolean): boolean {
  if (at === steps.length) return emit();
  const { slot, candidates, filter, first, optional } = must(steps[at], 'join step');
  const { index } = slot;
  let passed = 0;
  let best: SourceRow | undefined;
  for (const row of candidates(frame)) {
    frame.rows[index] = row;
    if (filter !== undefined && !filter(frame)) continue;
    passed += 1;
    if (first !== undefined) {
      if (best === undefined || first(row, best, frame.run) < 0) best = row;
    } else if (joinAll(steps, frame, at + 1, emit)) return true;
  }
  if (best !== undefined) {
    frame.rows[index] = best;
    return joinAll(steps, frame, at + 1, emit);
  }
  if (passed > 0 || !optional) return false;
  frame.rows[index] = noRow;
  return joinAll(steps, frame, at + 1, emit);
}
