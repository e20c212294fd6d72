import type { RowRef } from '../../shared/metadata/row.ts';
import type { OutboxEntry } from '../../store/entry.ts';

const keyOf = (ref: RowRef): string => `${ref.table}:${ref.id}`;

/** What may be done with the outbox now. */
export interface Sorted {
  /** To send, in order. */
  readonly send: readonly OutboxEntry[];
  /** Sealed before what holds them back was refused: the server is asked not to apply them, if it has not yet. */
  readonly recall: readonly OutboxEntry[];
}

/**
 * Sorts entries by whether they may be sent (I5). One that was refused, is in conflict or is parked holds back just the
 * later ones that write or need a row it writes, and these hold back others in turn.
 */
export function sortOutbox(entries: readonly OutboxEntry[]): Sorted {
  const blocked = new Set<string>();
  const send: OutboxEntry[] = [];
  const recall: OutboxEntry[] = [];
  for (const entry of entries) {
    const isOpen = entry.state === 'waiting' || entry.state === 'sealed';
    const isFree = ![...entry.writes, ...entry.needs].some((ref) => blocked.has(keyOf(ref)));
    if (isOpen && isFree) {
      send.push(entry);
      continue;
    }
    if (entry.state === 'sealed') recall.push(entry);
    for (const ref of entry.writes) blocked.add(keyOf(ref));
  }
  return { send, recall };
}
