import type { Guid } from '../shared/base/guid.ts';
import { decodeEntry, idOfRaw } from './entry-codec.ts';
import type { OutboxEntry } from './entry.ts';

/** Reads an outbox (raw values by sequence), each value once: values are replaced, never changed in place. */
export class EntryReader {
  readonly #read = new WeakMap<object, OutboxEntry>();

  all(outbox: ReadonlyMap<number, unknown>): OutboxEntry[] {
    return [...outbox].sort(([a], [b]) => a - b).map(([sequence, raw]) => this.#decode(sequence, raw));
  }

  find(outbox: ReadonlyMap<number, unknown>, id: Guid): OutboxEntry | undefined {
    for (const [sequence, raw] of outbox)
      if (idOfRaw(sequence, raw) === id) return this.#decode(sequence, raw);
    return undefined;
  }

  #decode(sequence: number, raw: unknown): OutboxEntry {
    if (typeof raw !== 'object' || raw === null) return decodeEntry(sequence, raw);
    let entry = this.#read.get(raw);
    if (!entry) {
      entry = decodeEntry(sequence, raw);
      this.#read.set(raw, entry);
    }
    return entry;
  }
}
