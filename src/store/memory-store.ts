import { AppError } from '../shared/base/app-error.ts';
import type { Guid } from '../shared/base/guid.ts';
import { tablesOfEntry } from './entry-codec.ts';
import { EntryReader } from './entry-reader.ts';
import type { OutboxEntry } from './entry.ts';
import { StoreCrashedError, type Content, type MemoryDisk, type Write } from './memory-disk.ts';
import type {
  PutOptions,
  RowBatch,
  Durability,
  Store,
  StoreChange,
  StoredRow,
  StoreTransaction,
  Stub,
  TableRows,
} from './store.ts';
import { plainRows } from './segments.ts';
import { putModeOf, putWins } from './version.ts';

/**
 * A handle ("tab") on a {@link MemoryDisk}: the twin of the IndexedDB store that tests and the simulation run on.
 * Handles on one disk see each other's commits at once; a crash of the disk kills them all.
 */
export function openMemoryStore(disk: MemoryDisk): Store {
  return new MemoryStore(disk);
}

class MemoryStore implements Store {
  readonly id: Guid;
  readonly personId: Guid;
  readonly #disk: MemoryDisk;
  readonly #generation: number;
  readonly #reader = new EntryReader();
  readonly #unsubscribes = new Set<() => void>();
  #closed = false;

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
    this.#generation = disk.generation;
    this.id = disk.storeId;
    this.personId = disk.personId;
  }

  async transact<T>(durability: Durability, run: (transaction: StoreTransaction) => Promise<T>): Promise<T> {
    await this.#alive();
    return this.#disk.inTurn(async () => {
      await this.#alive();
      const transaction = new MemoryTransaction(this.#disk.content, this.#reader, (method) =>
        this.#step(durability, 'write', method),
      );
      const result = await run(transaction);
      await this.#alive();
      await this.#step(durability, 'commit');
      const change = transaction.change();
      this.#disk.commit(durability, transaction.writes);
      if (change) this.#disk.announce(change);
      await this.#step(durability, 'committed');
      return result;
    });
  }

  async table(name: string): Promise<TableRows> {
    await this.#alive();
    const disk = this.#disk;
    return {
      get rows() {
        return disk.content.rows.get(name) ?? new Map<Guid, StoredRow>();
      },
    };
  }

  release(): void {
    // Memory is all there is: nothing to forget.
  }

  async stubs(table: string): Promise<ReadonlyMap<Guid, Stub>> {
    await this.#alive();
    return this.#disk.content.stubs.get(table) ?? new Map();
  }

  async entries(): Promise<readonly OutboxEntry[]> {
    await this.#alive();
    return this.#reader.all(this.#disk.content.outbox);
  }

  async getState(key: string): Promise<unknown> {
    await this.#alive();
    return structuredClone(this.#disk.content.state.get(key));
  }

  subscribe(listener: (change: StoreChange) => void): () => void {
    const stop = this.#disk.subscribe(listener);
    this.#unsubscribes.add(stop);
    return () => {
      stop();
      this.#unsubscribes.delete(stop);
    };
  }

  async usage(): Promise<{ rows: Record<string, number>; bytes: number }> {
    await this.#alive();
    const rows: Record<string, number> = {};
    let bytes = 0;
    for (const [name, table] of this.#disk.content.rows) {
      if (table.size === 0) continue;
      rows[name] = table.size;
      for (const row of table.values()) bytes += JSON.stringify(row).length;
    }
    return { rows, bytes };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#unsubscribes) stop();
    this.#unsubscribes.clear();
  }

  async destroy(): Promise<void> {
    await this.#alive();
    await this.close();
    this.#disk.erase();
    this.#disk.endProcess();
  }

  async #alive(): Promise<void> {
    if (this.#generation !== this.#disk.generation) {
      if (this.#disk.afterCrash === 'hang') await new Promise<never>(() => undefined);
      throw new StoreCrashedError();
    }
    if (this.#closed) throw new AppError('store-unusable', { message: 'The store is closed.' });
  }

  async #step(
    durability: Durability,
    point: 'write' | 'commit' | 'committed',
    method?: string,
  ): Promise<void> {
    await this.#alive();
    const fault = this.#disk.onStep({ point, durability, method });
    if (fault === 'quota' && point !== 'committed') throw new AppError('quota-exceeded');
    if (fault === 'crash') {
      this.#disk.endProcess();
      await this.#alive();
    }
  }
}

/** Reads see what the transaction itself wrote: every write is applied to a private copy of what it touches. */
class MemoryTransaction implements StoreTransaction {
  readonly writes: Write[] = [];
  readonly #content: Content;
  readonly #reader: EntryReader;
  readonly #onWrite: (method: string) => Promise<void>;
  readonly #tables = new Set<string>();
  /** Of these the ones whose rows or stubs were written. */
  readonly #rowTables = new Set<string>();
  readonly #state = new Map<string, unknown>();
  readonly #outbox: Map<number, unknown>;
  #sequence: number;
  #outboxChanged = false;

  constructor(content: Content, reader: EntryReader, onWrite: (method: string) => Promise<void>) {
    this.#content = content;
    this.#reader = reader;
    this.#onWrite = onWrite;
    this.#outbox = new Map(content.outbox);
    this.#sequence = content.sequence;
  }

  putBatch(table: string, batch: RowBatch, options?: PutOptions): Promise<void> {
    return this.putRows(table, plainRows(batch), options);
  }

  async putRows(table: string, rows: readonly StoredRow[], options?: PutOptions): Promise<void> {
    await this.#onWrite('putRows');
    if (rows.length === 0) return;
    // Named one by one: a clone leaves out what a row makes when asked.
    const copies = rows.map(({ id, version, rights, values }) =>
      structuredClone({ id, version, rights, values }),
    );
    const mode = putModeOf(options);
    this.#touchRows(table);
    this.writes.push((content) => {
      const there = tableOf(content.rows, table);
      for (const row of copies) {
        if (putWins(there.get(row.id)?.version, row.version, mode)) there.set(row.id, row);
      }
    });
  }

  async removeRows(table: string, ids: readonly Guid[]): Promise<void> {
    await this.#onWrite('removeRows');
    if (ids.length === 0) return;
    const gone = [...ids];
    this.#touchRows(table);
    this.writes.push((content) => {
      const there = tableOf(content.rows, table);
      const stubs = tableOf(content.stubs, table);
      for (const id of gone) {
        there.delete(id);
        stubs.delete(id);
      }
    });
  }

  async clearTable(table: string): Promise<void> {
    await this.#onWrite('clearTable');
    this.#touchRows(table);
    this.writes.push((content) => tableOf(content.rows, table).clear());
  }

  async putStubs(stubs: readonly Stub[]): Promise<void> {
    await this.#onWrite('putStubs');
    const copies = structuredClone(stubs);
    for (const stub of copies) this.#touchRows(stub.table);
    this.writes.push((content) => {
      for (const stub of copies) {
        const there = tableOf(content.stubs, stub.table);
        if (putWins(there.get(stub.id)?.version, stub.version, 'newer-or-equal')) there.set(stub.id, stub);
      }
    });
  }

  async clearStubs(): Promise<void> {
    await this.#onWrite('clearStubs');
    for (const table of this.#content.stubs.keys()) this.#touchRows(table);
    this.writes.push((content) => content.stubs.clear());
  }

  async addEntry(entry: Omit<OutboxEntry, 'sequence'>): Promise<OutboxEntry> {
    await this.#onWrite('addEntry');
    const known = this.#reader.find(this.#outbox, entry.id);
    if (known) return known;
    this.#sequence += 1;
    const added = structuredClone({ ...entry, sequence: this.#sequence });
    this.#setEntry(added);
    return structuredClone(added);
  }

  async replaceEntry(entry: OutboxEntry): Promise<void> {
    await this.#onWrite('replaceEntry');
    const known = this.#reader.find(this.#outbox, entry.id);
    if (!known) throw new Error(`entry ${entry.id} is gone`);
    if ('raw' in known) throw new Error(`entry ${entry.id} cannot be read, so it is not replaced`);
    this.#touch(known);
    this.#setEntry(structuredClone({ ...entry, sequence: known.sequence }));
  }

  async removeEntry(id: Guid): Promise<void> {
    await this.#onWrite('removeEntry');
    const known = this.#reader.find(this.#outbox, id);
    if (!known) return;
    this.#touch(known);
    this.#outbox.delete(known.sequence);
    this.writes.push((content) => content.outbox.delete(known.sequence));
  }

  async entries(): Promise<readonly OutboxEntry[]> {
    return this.#reader.all(this.#outbox);
  }

  async getState(key: string): Promise<unknown> {
    return structuredClone(this.#state.has(key) ? this.#state.get(key) : this.#content.state.get(key));
  }

  async setState(key: string, value: unknown): Promise<void> {
    await this.#onWrite('setState');
    const copy: unknown = structuredClone(value);
    this.#state.set(key, copy);
    this.writes.push((content) => {
      if (copy === undefined) content.state.delete(key);
      else content.state.set(key, copy);
    });
  }

  /** What listeners are told; undefined when nothing was written. */
  change(): StoreChange | undefined {
    if (this.writes.length === 0) return undefined;
    return {
      tables: this.#tables,
      rows: this.#rowTables,
      outbox: this.#outboxChanged,
      state: new Set(this.#state.keys()),
    };
  }

  #setEntry(entry: OutboxEntry): void {
    this.#touch(entry);
    this.#outbox.set(entry.sequence, entry);
    this.writes.push((content) => {
      content.outbox.set(entry.sequence, entry);
      content.sequence = Math.max(content.sequence, entry.sequence);
    });
  }

  #touchRows(table: string): void {
    this.#tables.add(table);
    this.#rowTables.add(table);
  }

  #touch(entry: OutboxEntry): void {
    this.#outboxChanged = true;
    for (const table of tablesOfEntry(entry)) this.#tables.add(table);
  }
}

function tableOf<T>(tables: Map<string, Map<Guid, T>>, name: string): Map<Guid, T> {
  let there = tables.get(name);
  if (!there) {
    there = new Map();
    tables.set(name, there);
  }
  return there;
}
