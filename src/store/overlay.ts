import type { Row, RowRef } from '../shared/metadata/row.ts';
import type { Operation, OutboxEntry } from './entry.ts';

/** Values that the server will very likely set beside those of an operation: state of a new row, modified time. */
export type Predict = (entry: OutboxEntry) => Row;

const predictNothing: Predict = () => ({});

/** True while the server has not said no: the entry is expected to take effect. */
export function isExpected(entry: Pick<OutboxEntry, 'state'>): boolean {
  return entry.state === 'waiting' || entry.state === 'sealed';
}

/** True when the entry creates, changes or deletes that row itself. */
export function changesRow(entry: OutboxEntry, table: string, id: string): boolean {
  const { operation } = entry;
  if ('raw' in entry || operation.table !== table || operation.id !== id) return false;
  return operation.kind === 'create' || operation.kind === 'update' || operation.kind === 'delete';
}

/**
 * What the person sees of one row (I1): as the server said it, with everything they did since laid over it in order;
 * undefined when there is no such row. `entries` are those that change the row. What was refused or is in conflict still
 * shows, so that it can be mended; a deletion that was refused hides nothing.
 */
export function overlay(
  stored: Row | undefined,
  entries: readonly OutboxEntry[],
  predict: Predict = predictNothing,
): Row | undefined {
  let values = stored;
  for (const entry of entries) {
    const { operation } = entry;
    if (operation.kind === 'create') {
      values = { ...predict(entry), ...values, ...operation.values };
    } else if (operation.kind === 'update') {
      if (values) values = { ...values, ...predict(entry), ...operation.values };
    } else if (operation.kind === 'delete' && isExpected(entry)) {
      values = undefined;
    }
  }
  return values;
}

/**
 * The entry that does what `waiting` and then `next` would do, for edits of one form session; undefined where they must
 * stay apart: a sealed entry may have left already, another row, another kind. The first values shown stay the base of
 * conflict detection.
 */
export function mergeIntoWaiting(
  waiting: OutboxEntry,
  next: { readonly operation: Operation; readonly needs: readonly RowRef[]; readonly title: string },
): OutboxEntry | undefined {
  const { operation } = next;
  if (waiting.state !== 'waiting' || operation.kind !== 'update') return undefined;
  if (!changesRow(waiting, operation.table, operation.id)) return undefined;
  const before = waiting.operation;
  let merged: Operation;
  if (before.kind === 'create') merged = { ...before, values: { ...before.values, ...operation.values } };
  else if (before.kind === 'update')
    merged = {
      ...before,
      values: { ...before.values, ...operation.values },
      replaced: { ...operation.replaced, ...before.replaced },
    };
  else return undefined;
  const needs = [...waiting.needs];
  for (const need of next.needs)
    if (!needs.some(({ table, id }) => table === need.table && id === need.id)) needs.push(need);
  return { ...waiting, operation: merged, needs, title: next.title };
}
