import { unwrap } from 'idb';
import type { Guid } from '../shared/base/guid.ts';
import type { SegmentCodec } from './codec.ts';
import type { IdbTx } from './connection.ts';
import { tablesOfEntry } from './entry-codec.ts';
import type { EntryReader } from './entry-reader.ts';
import type { OutboxEntry } from './entry.ts';
import { emptyTable, isStubTable, stubTable, tableOfStubs, type Counters } from './schema.ts';
import { bulkRows, planTable, rowsIn, type TablePlan, type TableStep } from './staged-table.ts';
import type { PutOptions, RowBatch, StoreChange, StoredRow, StoreTransaction, Stub } from './store.ts';
import { numberRange, type TableCache } from './table-cache.ts';
import { TableMemory } from './table-memory.ts';
import { putModeOf } from './version.ts';

/** The outbox as of a change number: raw values by sequence. */
export interface OutboxCache {
  readonly number: number;
  readonly values: ReadonlyMap<number, unknown>;
}

export interface TransactionContext {
  readonly tx: IdbTx<'readwrite'>;
  readonly counters: Counters;
  readonly tables: TableCache;
  readonly codec: SegmentCodec;
  readonly reader: EntryReader;
  readonly outbox: () => Promise<OutboxCache>;
}

/** What the handle takes over once the transaction is committed, and not before. */
export interface Committed {
  readonly change: StoreChange | undefined;
  readonly counters: Counters;
  readonly outbox: OutboxCache | undefined;
  /** Tables written, with their records as they are now. */
  readonly plans: ReadonlyMap<string, TablePlan>;
  readonly takeOver: () => void;
}

interface StagedTable {
  cleared: boolean;
  readonly steps: TableStep[];
}

/**
 * Keeps all writes in memory until `finish`, which makes them in one go: a callback that throws, or lets IndexedDB
 * commit by awaiting something else, has written nothing.
 */
export class IdbTransaction implements StoreTransaction {
  readonly #context: TransactionContext;
  readonly #tables = new Map<string, StagedTable>();
  readonly #state = new Map<string, unknown>();
  readonly #stubTables = new Set<string>();
  /** Tables whose overlay changed. */
  readonly #touched = new Set<string>();
  /** Entries written; undefined: removed. */
  readonly #entryWrites = new Map<number, OutboxEntry | undefined>();
  #outbox: Map<number, unknown> | undefined;
  #sequence: number;

  constructor(context: TransactionContext) {
    this.#context = context;
    this.#sequence = context.counters.sequence;
  }

  async putBatch(table: string, batch: RowBatch, options?: PutOptions): Promise<void> {
    if (batch.rows.length > 0)
      this.#stage(table).steps.push({ kind: 'put-batch', batch, mode: putModeOf(options) });
  }

  async putRows(table: string, rows: readonly StoredRow[], options?: PutOptions): Promise<void> {
    if (rows.length > 0) this.#stage(table).steps.push({ kind: 'put', rows, mode: putModeOf(options) });
  }

  async removeRows(table: string, ids: readonly Guid[]): Promise<void> {
    if (ids.length === 0) return;
    this.#stage(table).steps.push({ kind: 'remove', ids });
    this.#stage(stubTable(table)).steps.push({ kind: 'remove', ids });
  }

  async clearTable(table: string): Promise<void> {
    this.#clear(table);
  }

  async putStubs(stubs: readonly Stub[]): Promise<void> {
    const byTable = new Map<string, StoredRow[]>();
    for (const stub of stubs) {
      const rows = byTable.get(stub.table) ?? [];
      rows.push({ id: stub.id, version: stub.version, rights: 0, values: { name: stub.name } });
      byTable.set(stub.table, rows);
    }
    for (const [table, rows] of byTable) {
      this.#stubTables.add(table);
      this.#stage(stubTable(table)).steps.push({ kind: 'put', rows, mode: 'newer-or-equal' });
    }
  }

  async clearStubs(): Promise<void> {
    const stored = await this.#context.tx.objectStore('tables').getAllKeys();
    for (const name of new Set([...stored, ...this.#tables.keys()])) {
      if (!isStubTable(name)) continue;
      this.#stubTables.add(tableOfStubs(name));
      this.#clear(name);
    }
  }

  async addEntry(entry: Omit<OutboxEntry, 'sequence'>): Promise<OutboxEntry> {
    const known = this.#context.reader.find(await this.#entries(), entry.id);
    if (known) return known;
    this.#sequence += 1;
    const added = { ...entry, sequence: this.#sequence };
    await this.#writeEntry(added);
    return added;
  }

  async replaceEntry(entry: OutboxEntry): Promise<void> {
    const known = this.#context.reader.find(await this.#entries(), entry.id);
    if (!known) throw new Error(`entry ${entry.id} is gone`);
    if ('raw' in known) throw new Error(`entry ${entry.id} cannot be read, so it is not replaced`);
    this.#touchTables(known);
    await this.#writeEntry({ ...entry, sequence: known.sequence });
  }

  async removeEntry(id: Guid): Promise<void> {
    const entries = await this.#entries();
    const known = this.#context.reader.find(entries, id);
    if (!known) return;
    this.#touchTables(known);
    entries.delete(known.sequence);
    this.#entryWrites.set(known.sequence, undefined);
  }

  async entries(): Promise<readonly OutboxEntry[]> {
    return this.#context.reader.all(await this.#entries());
  }

  async getState(key: string): Promise<unknown> {
    if (this.#state.has(key)) return structuredClone(this.#state.get(key));
    return this.#context.tx.objectStore('state').get(key);
  }

  async setState(key: string, value: unknown): Promise<void> {
    this.#state.set(key, structuredClone(value));
  }

  /** Makes the writes; the caller waits for the transaction and calls `takeOver` when it is committed. */
  async finish(): Promise<Committed> {
    const { counters, tables } = this.#context;
    const plans = new Map<string, TablePlan>();
    const memories = new Map<string, TableMemory | undefined>();
    let head = counters.head;
    for (const [name, staged] of this.#tables) {
      if (await this.#isNothing(name, staged)) continue;
      const { plan, memory } = await this.#plan(name, staged, head);
      head = plan.head;
      plans.set(name, plan);
      memories.set(name, memory);
    }
    const next = this.#write(plans, head);
    return {
      change: this.#change(),
      counters: next,
      outbox:
        this.#entryWrites.size > 0 && this.#outbox
          ? { number: next.outbox, values: this.#outbox }
          : undefined,
      plans,
      takeOver: () => {
        for (const [name, plan] of plans) {
          const memory = memories.get(name);
          if (!memory) continue;
          for (const [id, row] of plan.changes) {
            if (row) memory.rows.set(id, row);
            else memory.rows.delete(id);
          }
          for (const { number, record, ids } of plan.segments) memory.noteSegment(number, record.folded, ids);
          memory.bytes += plan.bytes;
          memory.seen = head;
          tables.set(name, memory);
        }
        tables.advance(counters.head, head);
      },
    };
  }

  /** Removals of stubs from a table that never had any. */
  async #isNothing(name: string, staged: StagedTable): Promise<boolean> {
    if (!isStubTable(name) || staged.steps.some((step) => step.kind !== 'remove')) return false;
    return (await this.#context.tx.objectStore('tables').get(name)) === undefined;
  }

  #clear(name: string): void {
    const staged = this.#stage(name);
    staged.cleared = true;
    staged.steps.length = 0;
  }

  async #plan(
    name: string,
    staged: StagedTable,
    head: number,
  ): Promise<{ plan: TablePlan; memory: TableMemory | undefined }> {
    const { tx, counters, tables, codec } = this.#context;
    let record = (await tx.objectStore('tables').get(name)) ?? emptyTable;
    let memory: TableMemory | undefined;
    let from = head;
    if (staged.cleared) {
      // The number makes other handles look, the layout makes them read anew.
      from += 1;
      record = {
        ...emptyTable,
        nextSegment: record.nextSegment,
        layout: record.layout + 1,
        folded: from,
      };
      memory = new TableMemory(record.layout, from);
    } else {
      const isEmpty = record.nextSegment === 1 && record.logRecords === 0;
      const isBulk = staged.steps.some((step) => rowsIn(step) >= bulkRows);
      if (tables.peek(name) || (isEmpty && isBulk)) memory = await tables.fresh(tx, name, counters.head);
    }
    return { plan: planTable(staged.steps, { record, head: from, memory, codec }), memory };
  }

  /** Requests without promises: what fails fails the transaction. */
  #write(plans: ReadonlyMap<string, TablePlan>, head: number): Counters {
    const { counters } = this.#context;
    const tx = unwrap(this.#context.tx);
    for (const [name, plan] of plans) {
      if (this.#tables.get(name)?.cleared) {
        tx.objectStore('segments').delete(numberRange(name, 0));
        tx.objectStore('log').delete(numberRange(name, 0));
      }
      for (const { number, record } of plan.segments) tx.objectStore('segments').put(record, [name, number]);
      for (const { number, record } of plan.log) tx.objectStore('log').put(record, [name, number]);
      tx.objectStore('tables').put(plan.record, name);
    }
    for (const [sequence, entry] of this.#entryWrites) {
      if (entry) tx.objectStore('outbox').put(entry, sequence);
      else tx.objectStore('outbox').delete(sequence);
    }
    for (const [key, value] of this.#state) {
      if (value === undefined) tx.objectStore('state').delete(key);
      else tx.objectStore('state').put(value, key);
    }
    const outboxChanged = this.#entryWrites.size > 0;
    if (head === counters.head && !outboxChanged) return counters;
    const next = { head, outbox: counters.outbox + (outboxChanged ? 1 : 0), sequence: this.#sequence };
    tx.objectStore('meta').put(next, 'counters');
    return next;
  }

  #change(): StoreChange | undefined {
    const rows = new Set(this.#stubTables);
    for (const name of this.#tables.keys()) if (!isStubTable(name)) rows.add(name);
    const tables = new Set([...this.#touched, ...rows]);
    const outbox = this.#entryWrites.size > 0;
    if (tables.size === 0 && !outbox && this.#state.size === 0) return undefined;
    return { tables, rows, outbox, state: new Set(this.#state.keys()) };
  }

  #stage(table: string): StagedTable {
    let staged = this.#tables.get(table);
    if (!staged) {
      staged = { cleared: false, steps: [] };
      this.#tables.set(table, staged);
    }
    return staged;
  }

  async #entries(): Promise<Map<number, unknown>> {
    this.#outbox ??= new Map((await this.#context.outbox()).values);
    return this.#outbox;
  }

  async #writeEntry(entry: OutboxEntry): Promise<void> {
    const copy = structuredClone(entry);
    (await this.#entries()).set(copy.sequence, copy);
    this.#entryWrites.set(copy.sequence, copy);
    this.#touchTables(copy);
  }

  #touchTables(entry: OutboxEntry): void {
    for (const table of tablesOfEntry(entry)) this.#touched.add(table);
  }
}
