import type { PushEntry } from '../../shared/protocol/push.ts';
import type { OutboxEntry } from '../../store/entry.ts';
import { sortOutbox } from './hold-back.ts';

/** How much one push may carry; halves when the server says 413. */
export interface BatchLimits {
  readonly entries: number;
  /** Characters of JSON. */
  readonly size: number;
}

/** An entry as it travels. The same entry under the same attempt always gives the same body (I4). */
export function toWire(entry: OutboxEntry): PushEntry {
  return {
    format: entry.format,
    id: entry.id,
    attempt: entry.attempt,
    sequence: entry.sequence,
    operation: entry.operation as PushEntry['operation'],
    writes: entry.writes.map(({ table, id }) => ({ table, id })),
    needs: entry.needs.map(({ table, id }) => ({ table, id })),
    metadataVersion: entry.metadataVersion,
    madeAt: entry.madeAt,
  };
}

/** One push: entries in order, and sealed ones to call back. */
export interface Batch {
  readonly entries: readonly OutboxEntry[];
  readonly recall: readonly OutboxEntry[];
}

/** The next entries to send, in order; one alone may be larger than the limit. */
export function nextBatch(entries: readonly OutboxEntry[], limits: BatchLimits): Batch {
  const { send, recall } = sortOutbox(entries);
  const batch: OutboxEntry[] = [];
  let size = 0;
  for (const entry of send) {
    size += JSON.stringify(toWire(entry)).length;
    if (batch.length > 0 && (batch.length >= limits.entries || size > limits.size)) break;
    batch.push(entry);
  }
  return { entries: batch, recall };
}
