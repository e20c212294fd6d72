import type { Guid } from '../shared/base/guid.ts';
import type { OutboxEntry } from '../store/entry.ts';

const none: readonly OutboxEntry[] = [];

/** Entries by the rows they concern: the one they create, change or delete, or both that they associate. */
export class EntryIndex {
  readonly entries: readonly OutboxEntry[];
  readonly #byTable = new Map<string, Map<Guid, OutboxEntry[]>>();

  constructor(entries: readonly OutboxEntry[]) {
    this.entries = entries;
    for (const entry of entries) {
      const { operation } = entry;
      this.#add(operation.table, operation.id, entry);
      if ('otherId' in operation) this.#add(operation.otherTable, operation.otherId, entry);
    }
  }

  of(table: string, id: Guid): readonly OutboxEntry[] {
    return this.#byTable.get(table)?.get(id) ?? none;
  }

  /** Rows of a table with entries. */
  rows(table: string): ReadonlyMap<Guid, readonly OutboxEntry[]> {
    return this.#byTable.get(table) ?? new Map();
  }

  #add(table: string, id: Guid, entry: OutboxEntry): void {
    let rows = this.#byTable.get(table);
    if (!rows) this.#byTable.set(table, (rows = new Map()));
    const list = rows.get(id);
    if (!list) rows.set(id, [entry]);
    else if (!list.includes(entry)) list.push(entry);
  }
}

/** True when the lists hold the same entries in the same states. */
export function areSameEntries(a: readonly OutboxEntry[], b: readonly OutboxEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, index) => {
      const other = b[index]!;
      return (
        entry === other ||
        (entry.id === other.id && entry.state === other.state && entry.operation === other.operation)
      );
    })
  );
}
