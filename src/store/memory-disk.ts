import type { Guid } from '../shared/base/guid.ts';
import type { Durability, StoreChange, StoredRow, Stub } from './store.ts';

/** What a database holds. Rows and stubs are shared between copies: nobody changes them in place. */
export interface Content {
  readonly rows: Map<string, Map<Guid, StoredRow>>;
  readonly stubs: Map<string, Map<Guid, Stub>>;
  /** Raw values by sequence number. */
  readonly outbox: Map<number, unknown>;
  readonly state: Map<string, unknown>;
  sequence: number;
}

/** One committed transaction, as the writes it made in order. */
export type Write = (content: Content) => void;

/** A point where a fault can strike: before a write is made, before the commit, or after it but before anyone knows. */
export interface Step {
  readonly point: 'write' | 'commit' | 'committed';
  readonly durability: Durability;
  /** Method of the transaction, at `write`. */
  readonly method?: string;
}

/** `quota`: the write fails for lack of room and the transaction with it; `crash`: the process ends here. */
export type Fault = 'none' | 'crash' | 'quota';

/** Rejects every call on a handle of a process that has ended. */
export class StoreCrashedError extends Error {
  constructor() {
    super('the process that held this store has ended');
    this.name = 'StoreCrashedError';
  }
}

const emptyContent = (): Content => ({
  rows: new Map(),
  stubs: new Map(),
  outbox: new Map(),
  state: new Map(),
  sequence: 0,
});

/**
 * The device under memory stores: what several handles ("tabs") share and what survives them.
 *
 *   relaxed commits ──► content (all handles see it)
 *   strict commit   ──► content, and everything committed so far becomes durable
 *   powerCut(keep)  ──► content := durable + the first `keep` relaxed commits after it
 */
export class MemoryDisk {
  storeId: Guid;
  readonly personId: Guid;
  content = emptyContent();
  #durable = emptyContent();
  /** Relaxed commits since the last strict one. */
  #pending: Write[][] = [];
  #generation = 0;
  #lastTurn: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<(change: StoreChange) => void>();

  /** Asked at every step; decides the fault that strikes there. */
  onStep: (step: Step) => Fault = () => 'none';
  /** What a dead handle's promises do: reject, or stay open for ever as in a process that really ended. */
  afterCrash: 'reject' | 'hang' = 'reject';

  readonly #newId: () => Guid;

  /** `newId` makes the id of the database, and of the next one after it was destroyed. */
  constructor(newId: () => Guid, personId: Guid) {
    this.#newId = newId;
    this.storeId = newId();
    this.personId = personId;
  }

  /** Rises with every crash; handles of an older generation are dead. */
  get generation(): number {
    return this.#generation;
  }

  /** How many relaxed commits a power cut could lose now. */
  get atRisk(): number {
    return this.#pending.length;
  }

  /** Runs one after the other, as transactions over the same stores do. */
  inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(run, run);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  commit(durability: Durability, writes: Write[]): void {
    for (const write of writes) write(this.content);
    this.#pending.push(writes);
    if (durability === 'strict') this.#flush(this.#pending.length);
  }

  announce(change: StoreChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  subscribe(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every handle dies between two of its steps; all that was committed is still there. */
  endProcess(): void {
    this.#generation += 1;
    this.#listeners.clear();
    this.#lastTurn = Promise.resolve();
  }

  /** As {@link endProcess}, and relaxed commits after the last strict one are lost but for the first `keep`. */
  powerCut(keep = 0): void {
    this.endProcess();
    this.#flush(Math.min(keep, this.#pending.length));
    this.#pending = [];
    this.content = copyOf(this.#durable);
  }

  /** The database is deleted; the disk can be opened again as a new, empty one. */
  erase(): void {
    this.storeId = this.#newId();
    this.content = emptyContent();
    this.#durable = emptyContent();
    this.#pending = [];
  }

  /** Puts a value into the outbox as another version of the app might have left it. */
  plantRawEntry(raw: unknown): void {
    const plant: Write = (content) => {
      content.sequence += 1;
      content.outbox.set(content.sequence, raw);
    };
    this.commit('strict', [plant]);
  }

  #flush(count: number): void {
    for (const writes of this.#pending.splice(0, count)) for (const write of writes) write(this.#durable);
  }
}

function copyOf(content: Content): Content {
  const copyTables = <T>(tables: Map<string, Map<Guid, T>>) =>
    new Map([...tables].map(([name, rows]) => [name, new Map(rows)]));
  return {
    rows: copyTables(content.rows),
    stubs: copyTables(content.stubs),
    outbox: new Map(content.outbox),
    state: new Map(content.state),
    sequence: content.sequence,
  };
}
