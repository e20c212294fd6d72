import { AppError } from '../base/app-error.ts';
import type { Order } from './ast.ts';
import { choiceRanks } from './condition-test.ts';
import { slotOf } from './eval-compilation.ts';
import type { Compilation } from './eval-compilation.ts';
import type { Run, Scope } from './eval-frame.ts';
import { comparatorOf, orderClass, orderReader } from './eval-value.ts';
import type { Key, KeyReader } from './eval-value.ts';
import { columnOf, valueClass } from './metadata.ts';
import type { SourceRow } from './source.ts';

/** One sort key of a joined table, ready to read and compare. */
export interface CompiledOrder {
  readonly slot: number;
  readonly read: KeyReader;
  /** Of two keys, neither null. */
  readonly compare: (a: Key, b: Key) => number;
  readonly descending: boolean;
}

/** Compiles orders of plain columns. Orders by sets of choices or columns without a value are passed over. */
export function compileOrders(
  orders: readonly Order[],
  scope: Scope,
  state: Compilation,
  rawOrder = false,
): readonly CompiledOrder[] {
  return orders.flatMap((order) => {
    if (order.byAlias === true)
      throw new AppError('bad-query', { message: `There is no aggregate ${order.column} to order by.` });
    const slot = slotOf(scope, order.link);
    const column = columnOf(slot.table, order.column);
    const kind = valueClass(column);
    if (kind === 'choices' || kind === 'none') return [];
    for (const target of column.targets ?? []) state.tables.add(target);
    const labelled = kind === 'number' && column.options !== undefined && !rawOrder;
    const ranks = labelled ? choiceRanks(column, state.metadata) : undefined;
    return [
      {
        slot: slot.index,
        read: orderReader(column, ranks),
        compare: comparatorOf(orderClass(column)),
        descending: order.descending,
      },
    ];
  });
}

/** Order of two keys, nulls first. */
export function compareKeys(order: CompiledOrder, a: Key, b: Key): number {
  if (a === b) return 0;
  const ascending = a === null ? -1 : b === null ? 1 : order.compare(a, b);
  return order.descending ? -ascending : ascending;
}

/** Order of two rows of one slot by these orders, then by id. */
export function compareRows(
  orders: readonly CompiledOrder[],
): (a: SourceRow, b: SourceRow, run: Run) => number {
  return (a, b, run) => {
    for (const order of orders) {
      const sign = compareKeys(order, order.read(a, run), order.read(b, run));
      if (sign !== 0) return sign;
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}

/**
 * The first `count` of the numbers 0 … n-1 in the order of `compare`, which never says 0 for two of them. A short
 * window over many rows costs one comparison for nearly all of them (a heap of the best so far).
 */
export function firstSorted(
  n: number,
  compare: (a: number, b: number) => number,
  count: number,
): Uint32Array {
  if (count * 8 >= n) {
    const all = new Uint32Array(n);
    for (let at = 0; at < n; at += 1) all[at] = at;
    return all.sort(compare).subarray(0, Math.max(0, count));
  }
  // heap[0] is the worst of the best.
  const heap = new Uint32Array(count);
  let size = 0;
  for (let item = 0; item < n; item += 1) {
    if (size < count) {
      let at = size;
      size += 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (compare(heap[parent]!, item) >= 0) break;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = item;
    } else if (count > 0 && compare(item, heap[0]!) < 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && compare(heap[child + 1]!, heap[child]!) > 0) child += 1;
        if (compare(item, heap[child]!) >= 0) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = item;
    }
  }
  return heap.sort(compare);
}
