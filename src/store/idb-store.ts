import { deleteDB } from 'idb';
import { AppError } from '../shared/base/app-error.ts';
import type { Clock } from '../shared/base/clock.ts';
import { newGuid, type Guid, type Random } from '../shared/base/guid.ts';
import { silentLogger, type Logger } from '../shared/base/logger.ts';
import { plainCodec, type SegmentCodec } from './codec.ts';
import { compactTable, needsCompaction, type CompactionHost } from './compaction.ts';
import { Connection, toStoreError, type IdbTx } from './connection.ts';
import { EntryReader } from './entry-reader.ts';
import type { OutboxEntry } from './entry.ts';
import { IdbTransaction, type Committed, type OutboxCache } from './idb-transaction.ts';
import { databaseName, isStubTable, storeNames, stubTable, type Counters, type Identity } from './schema.ts';
import type {
  Durability,
  Store,
  StoreChange,
  StoredRow,
  StoreTransaction,
  Stub,
  TableRows,
} from './store.ts';
import { TableCache } from './table-cache.ts';

export interface IdbStoreOptions {
  readonly personId: Guid;
  readonly random: Random;
  /** When given, compaction runs by itself a second after a write that calls for it. */
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly codec?: SegmentCodec;
  /** Bytes of rows kept in memory, estimated; above it tables are dropped, the longest unused first. Default 96 MB. */
  readonly memoryBudget?: number;
}

/** The IndexedDB implementation of {@link Store}, with its maintenance. */
export interface IdbStore extends Store {
  /** Folds the logs of all tables that call for it (`all`: of every table), one segment a transaction. */
  compact(options?: { readonly all?: boolean }): Promise<void>;
  /**
   * As `destroy`, but with entries in the outbox it does nothing. Answers how many there are, counted in the transaction
   * that empties the database: whoever saves in another tab after it is refused, and nothing that was saved is lost.
   */
  destroyIfSent(): Promise<number>;
}

const defaultBudget = 96 * 1024 * 1024;
const compactionDelay = 1000;

/** Opens the person's database, making it at the first time. */
export async function openIdbStore(options: IdbStoreOptions): Promise<IdbStore> {
  const connection = new Connection(databaseName(options.personId));
  try {
    const { tx } = await connection.begin('readwrite', 'strict');
    const meta = tx.objectStore('meta');
    let identity = (await meta.get('identity')) as Identity | undefined;
    if (!identity) {
      identity = { id: newGuid(options.random), personId: options.personId, format: 1 };
      await meta.put(identity, 'identity');
      await meta.put({ head: 0, outbox: 0, sequence: 0 }, 'counters');
    }
    await tx.done;
    return new IndexedDbStore(connection, identity, options);
  } catch (error) {
    throw toStoreError(error);
  }
}

class IndexedDbStore implements IdbStore {
  readonly id: Guid;
  readonly personId: Guid;
  readonly #connection: Connection;
  readonly #options: IdbStoreOptions;
  readonly #codec: SegmentCodec;
  readonly #logger: Logger;
  readonly #tables: TableCache;
  readonly #reader = new EntryReader();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #channel: BroadcastChannel;
  readonly #dueForCompaction = new Set<string>();
  #outbox: OutboxCache | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();
  #cancelCompaction: (() => void) | undefined;

  constructor(connection: Connection, identity: Identity, options: IdbStoreOptions) {
    this.id = identity.id;
    this.personId = identity.personId;
    this.#connection = connection;
    this.#options = options;
    this.#codec = options.codec ?? plainCodec;
    this.#logger = options.logger ?? silentLogger;
    this.#tables = new TableCache(this.#codec, options.memoryBudget ?? defaultBudget);
    // Hints only: a handle that misses a message finds out by the counters in its next transaction.
    this.#channel = new BroadcastChannel(databaseName(options.personId));
    this.#channel.onmessage = (event: MessageEvent<StoreChange>) => this.#notify(event.data);
  }

  transact<T>(durability: Durability, run: (transaction: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#write(durability, async (tx, counters) => {
      const transaction = new IdbTransaction({
        tx,
        counters,
        tables: this.#tables,
        codec: this.#codec,
        reader: this.#reader,
        outbox: () => this.#readOutbox(tx, counters),
      });
      const result = await run(transaction);
      const committed = await transaction.finish();
      return { onCommit: () => this.#takeOver(committed, result) };
    });
  }

  table(name: string): Promise<TableRows> {
    return this.#read(async (tx, counters) => {
      const loaded = await this.#tables.fresh(tx, name, counters.head);
      const cache = this.#tables;
      return {
        get rows(): ReadonlyMap<Guid, StoredRow> {
          return (cache.peek(name) ?? loaded).rows;
        },
      };
    });
  }

  release(name: string): void {
    this.#tables.drop(name);
  }

  async stubs(table: string): Promise<ReadonlyMap<Guid, Stub>> {
    const { rows } = await this.table(stubTable(table));
    const stubs = new Map<Guid, Stub>();
    for (const { id, version, values } of rows.values())
      stubs.set(id, { table, id, name: String(values['name'] ?? ''), version });
    return stubs;
  }

  entries(): Promise<readonly OutboxEntry[]> {
    return this.#read(async (tx, counters) => {
      const cache = await this.#readOutbox(tx, counters);
      this.#outbox = cache;
      return this.#reader.all(cache.values);
    });
  }

  getState(key: string): Promise<unknown> {
    return this.#read((tx) => tx.objectStore('state').get(key));
  }

  subscribe(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async usage(): Promise<{ rows: Record<string, number>; bytes: number }> {
    const records = await this.#read(async (tx) => {
      const store = tx.objectStore('tables');
      const [names, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return names.map((name, index) => ({ name, record: values[index]! }));
    });
    const rows: Record<string, number> = {};
    let bytes = 0;
    for (const { name, record } of records) {
      bytes += record.bytes;
      if (isStubTable(name)) continue;
      const isLoaded = this.#tables.peek(name) !== undefined;
      const count = record.rows ?? (await this.table(name)).rows.size;
      if (record.rows === null && !isLoaded) this.release(name);
      if (count > 0) rows[name] = count;
    }
    return { rows, bytes };
  }

  async compact(options: { readonly all?: boolean } = {}): Promise<void> {
    const names = await this.#read(async (tx) => {
      const store = tx.objectStore('tables');
      const [keys, records] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return keys.filter((_, index) =>
        options.all ? records[index]!.logRecords > 0 : needsCompaction(records[index]!),
      );
    });
    for (const name of names) await this.#compactTable(name);
  }

  async close(): Promise<void> {
    this.#end(new AppError('store-unusable', { message: 'The store is closed.' }));
  }

  async destroy(): Promise<void> {
    this.#end(new AppError('store-unusable', { message: 'The local data was deleted.' }));
    await deleteDB(databaseName(this.personId));
  }

  async destroyIfSent(): Promise<number> {
    const count = await this.#write('strict', async (tx) => {
      const waiting = await tx.objectStore('outbox').count();
      // Without its counters the database is gone for every handle, before the browser deletes it.
      if (waiting === 0) await Promise.all(storeNames.map((name) => tx.objectStore(name).clear()));
      return { onCommit: () => waiting };
    });
    if (count === 0) await this.destroy();
    return count;
  }

  #end(reason: AppError): void {
    this.#cancelCompaction?.();
    this.#connection.close(reason);
    this.#channel.close();
    this.#listeners.clear();
    this.#tables.clear();
  }

  /** Transactions of this handle run in turn, so that what is in memory follows the commits in their order. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(run, run);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  #read<T>(run: (tx: IdbTx, counters: Counters) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      try {
        const { tx } = await this.#connection.begin('readonly', 'default');
        // A read has nothing to commit: whether it ended well is known by its requests.
        tx.done.catch(() => undefined);
        return await run(tx, await countersIn(tx));
      } catch (error) {
        throw toStoreError(error);
      }
    });
  }

  /** One transaction; `onCommit` runs when it is committed, before anyone else has a turn. */
  #write<T>(
    durability: Durability,
    run: (tx: IdbTx<'readwrite'>, counters: Counters) => Promise<{ onCommit: () => T }>,
  ): Promise<T> {
    return this.#inTurn(async () => {
      let tx: IdbTx<'readwrite'> | undefined;
      try {
        ({ tx } = await this.#connection.begin('readwrite', durability));
        tx.done.catch(() => undefined);
        const committed = await run(tx, await countersIn(tx));
        await tx.done;
        return committed.onCommit();
      } catch (error) {
        throw toStoreError(tx ? abort(tx, error) : error);
      }
    });
  }

  #takeOver<T>(committed: Committed, result: T): T {
    committed.takeOver();
    if (committed.outbox) this.#outbox = committed.outbox;
    if (committed.change) {
      this.#channel.postMessage(committed.change);
      this.#notify(committed.change);
    }
    for (const [name, plan] of committed.plans)
      if (needsCompaction(plan.record)) this.#dueForCompaction.add(name);
    this.#scheduleCompaction();
    return result;
  }

  async #readOutbox(tx: IdbTx, counters: Counters): Promise<OutboxCache> {
    if (this.#outbox?.number === counters.outbox) return this.#outbox;
    const store = tx.objectStore('outbox');
    const [sequences, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return {
      number: counters.outbox,
      values: new Map(sequences.map((sequence, index) => [sequence, values[index]])),
    };
  }

  #notify(change: StoreChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  #scheduleCompaction(): void {
    if (!this.#options.clock || this.#dueForCompaction.size === 0 || this.#cancelCompaction) return;
    this.#cancelCompaction = this.#options.clock.after(compactionDelay, () => {
      const names = [...this.#dueForCompaction];
      this.#dueForCompaction.clear();
      const all = names.reduce(
        (before, name) => before.then(() => this.#compactTable(name)),
        Promise.resolve(),
      );
      all
        .catch((error: unknown) => this.#logger.error('compaction failed', { reason: String(error) }))
        .finally(() => (this.#cancelCompaction = undefined));
    });
  }

  async #compactTable(name: string): Promise<void> {
    const host: CompactionHost = {
      tables: this.#tables,
      codec: this.#codec,
      exclusive: (step) =>
        this.#write('relaxed', async (tx, counters) => {
          const done = await step(tx, counters);
          return { onCommit: () => done?.onCommit() };
        }),
    };
    await compactTable(host, name);
  }
}

async function countersIn(tx: IdbTx): Promise<Counters> {
  const counters = (await tx.objectStore('meta').get('counters')) as Counters | undefined;
  // Evicted and opened again, the database is empty and nameless: what is in memory is of another one.
  if (!counters) throw new AppError('store-unusable', { message: 'The local data is gone.' });
  return counters;
}

/** Undoes what the transaction wrote; answers with the error that says why, which may be the transaction's own. */
function abort(tx: IdbTx<'readwrite'>, error: unknown): unknown {
  const own: unknown = tx.error;
  try {
    tx.abort();
  } catch {
    // It has ended already: by itself, with `own` for a reason, or committed empty.
  }
  return own ?? error;
}
