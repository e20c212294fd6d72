import { AppError } from '../shared/base/app-error.ts';
import type { Clock } from '../shared/base/clock.ts';
import type { Guid } from '../shared/base/guid.ts';
import { silentLogger, type Logger } from '../shared/base/logger.ts';
import { nameKey, typeKey, type RowValue } from '../shared/metadata/row.ts';
import { isLookup, isPolymorphic } from '../shared/metadata/table.ts';
import type { Query, QueryContext } from '../shared/query/ast.ts';
import { createFoldCache } from '../shared/query/source.ts';
import type { Catalog } from '../metadata/catalog.ts';
import type { OutboxEntry } from '../store/entry.ts';
import type { Store, StoreChange } from '../store/store.ts';
import { LiveQuery } from './live-query.ts';
import type { LiveResult, RecordView, Window } from './live-result.ts';
import { isSameRecord, isSameResult } from './same-result.ts';
import { ViewSource, type ViewChanges } from './view-source.ts';

export interface LiveQueriesOptions {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** Who asks; `now` is taken from the clock at each compilation. */
  readonly person: Omit<QueryContext, 'now'>;
  readonly logger?: Logger;
}

/** What a pass runs for: each has its tables and is told when they changed. */
interface Watch {
  readonly tables: ReadonlySet<string>;
  /** Has not answered yet, or must answer whatever changed. */
  isFresh: boolean;
  /** Runs again; `changes`: only the outbox changed, by these rows. Throws what the watcher is told. */
  answer(changes: ViewChanges | undefined): void;
  fail(error: Error): void;
}

/** Timers of browsers overflow above this many milliseconds; a boundary further away is looked at again then. */
const longestTimer = 24 * 60 * 60 * 1000;

/**
 * Open queries over the person's view, answered again whenever something they read changes.
 *
 *   store commit ─┐
 *   new query    ─┼─► dirty ──► one pass: outbox, tables (await) ──► all dirty queries in one go, without awaiting
 *   time passes  ─┘      ▲                                                │
 *                        └──────────── came meanwhile: the next pass ◄────┘
 */
export class LiveQueries {
  readonly #options: LiveQueriesOptions;
  readonly #logger: Logger;
  readonly #source: ViewSource;
  readonly #cache = createFoldCache();
  readonly #watches = new Set<Watch>();
  readonly #outboxWatchers = new Set<(entries: readonly OutboxEntry[]) => void>();
  readonly #unsubscribe: () => void;
  #dirtyRows = new Set<string>();
  #isOutboxDirty = true;
  #pass: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: LiveQueriesOptions) {
    this.#options = options;
    this.#logger = options.logger ?? silentLogger;
    this.#source = new ViewSource(options.catalog, options.person);
    this.#unsubscribe = options.store.subscribe((change) => this.#onCommit(change));
  }

  /** Calls back with the first result and after every change of it; `onError` when it cannot run, now or later. */
  subscribe(
    query: Query,
    window: Window,
    onResult: (result: LiveResult) => void,
    onError: (error: Error) => void,
  ): { setWindow(window: Window): void; close(): void } {
    let live: LiveQuery;
    try {
      live = new LiveQuery(query, window, this.#options.catalog, this.#context());
    } catch (error) {
      onError(toError(error));
      return { setWindow() {}, close() {} };
    }
    let last: LiveResult | undefined;
    const watch: Watch = {
      get tables() {
        return live.tables;
      },
      isFresh: true,
      answer: (changes) => {
        const followed = changes && last ? live.follow(changes, this.#source, this.#cache) : undefined;
        if (followed === 'same') return;
        const result = followed ?? live.run(this.#source, this.#cache);
        if (last && isSameResult(last, result)) return;
        last = result;
        onResult(result);
      },
      fail: onError,
    };
    let cancelTimer = (): void => undefined;
    const watchTime = (): void => {
      if (live.boundary === undefined) return;
      const wait = Math.max(0, live.boundary - this.#options.clock.now());
      cancelTimer = this.#options.clock.after(Math.min(wait, longestTimer), () => {
        if (wait <= longestTimer) {
          live.recompile(this.#context());
          this.#refresh(watch);
        }
        watchTime();
      });
    };
    watchTime();
    this.#add(watch);
    return {
      setWindow: (next) => {
        live.setWindow(next);
        last = undefined;
        this.#refresh(watch);
      },
      close: () => {
        cancelTimer();
        this.#watches.delete(watch);
      },
    };
  }

  /** The answer once. */
  read(query: Query, window: Window): Promise<LiveResult> {
    return new Promise((resolve, reject) => {
      // Filled before any answer: answers come in a later pass, errors of compilation at once.
      const ends: (() => void)[] = [];
      const end = (): void => ends.forEach((close) => close());
      const { close } = this.subscribe(
        query,
        window,
        (result) => {
          end();
          resolve(result);
        },
        (error) => {
          end();
          reject(error);
        },
      );
      ends.push(close);
    });
  }

  /** One record as the person sees it; undefined when it is not there. */
  watchRecord(
    table: string,
    id: Guid,
    onResult: (record: RecordView | undefined) => void,
    onError: (error: Error) => void,
  ): { close(): void } {
    const targets = this.#options.catalog.table(table)?.columns.flatMap((column) => column.targets ?? []);
    if (!targets) {
      onError(new AppError('no-table', { table }));
      return { close() {} };
    }
    let last: RecordView | undefined;
    let hasAnswered = false;
    const watch: Watch = {
      tables: new Set([table, ...targets]),
      isFresh: true,
      answer: () => {
        const record = this.#record(table, id);
        if (hasAnswered && isSameRecord(last, record)) return;
        hasAnswered = true;
        last = record;
        onResult(record);
      },
      fail: onError,
    };
    this.#add(watch);
    return { close: () => this.#watches.delete(watch) };
  }

  /** Calls back with all entries, at first and after every change of the outbox. */
  watchOutbox(onChange: (entries: readonly OutboxEntry[]) => void): { close(): void } {
    let isOpen = true;
    this.#outboxWatchers.add(onChange);
    void this.#options.store.entries().then(
      (entries) => isOpen && onChange(entries),
      (error: unknown) => this.#logger.error('outbox not read', { reason: String(error) }),
    );
    return {
      close: () => {
        isOpen = false;
        this.#outboxWatchers.delete(onChange);
      },
    };
  }

  /** Resolves when everything that was dirty has been answered. */
  async settled(): Promise<void> {
    while (this.#pass) await this.#pass;
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#watches.clear();
    this.#outboxWatchers.clear();
  }

  #onCommit(change: StoreChange): void {
    for (const table of change.rows) this.#dirtyRows.add(table);
    if (change.outbox) this.#isOutboxDirty = true;
    if (change.outbox || change.rows.size > 0) this.#schedule();
  }

  #add(watch: Watch): void {
    this.#watches.add(watch);
    this.#schedule();
  }

  #refresh(watch: Watch): void {
    watch.isFresh = true;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#pass || this.#isClosed) return;
    this.#pass = this.#runPasses().finally(() => {
      this.#pass = undefined;
      // Between the end of the last pass and here something may have become dirty.
      if (this.#isDirty()) this.#schedule();
    });
  }

  #isDirty(): boolean {
    const hasFresh = [...this.#watches].some((watch) => watch.isFresh);
    return hasFresh || this.#dirtyRows.size > 0 || (this.#isOutboxDirty && this.#outboxMatters());
  }

  #outboxMatters(): boolean {
    return this.#watches.size > 0 || this.#outboxWatchers.size > 0;
  }

  async #runPasses(): Promise<void> {
    // Everything that comes in this turn of the event loop is answered by one pass.
    await Promise.resolve();
    while (!this.#isClosed && this.#isDirty()) {
      const rows = this.#dirtyRows;
      const isOutboxDirty = this.#isOutboxDirty;
      this.#dirtyRows = new Set();
      this.#isOutboxDirty = false;
      try {
        await this.#runPass(rows, isOutboxDirty);
      } catch (error) {
        for (const watch of this.#watches) {
          watch.isFresh = false;
          watch.fail(toError(error));
        }
      }
    }
  }

  async #runPass(dirtyRows: ReadonlySet<string>, isOutboxDirty: boolean): Promise<void> {
    const { store } = this.#options;
    // The outbox first: a settlement that commits in between shows an entry too long, never a row without its edit.
    const entries = isOutboxDirty ? await store.entries() : undefined;
    const needed = new Set([...this.#watches].flatMap((watch) => [...watch.tables]));
    for (const table of this.#source.loadedTables()) if (!needed.has(table)) this.#source.drop(table);
    const reloaded = new Set<string>();
    for (const table of needed) {
      if (this.#source.has(table) && !dirtyRows.has(table)) continue;
      await this.#source.load(store, table);
      reloaded.add(table);
    }
    if (this.#isClosed) return;
    // From here on nothing is awaited: all queries answer from one state.
    const changes: ViewChanges = entries ? this.#source.setEntries(entries) : new Map();
    this.#source.rebuild(reloaded);
    for (const watch of [...this.#watches]) this.#answer(watch, reloaded, changes);
    if (entries) for (const watcher of [...this.#outboxWatchers]) watcher(entries);
  }

  #answer(watch: Watch, reloaded: ReadonlySet<string>, changes: ViewChanges): void {
    const { tables } = watch;
    const mustRun = watch.isFresh || [...tables].some((table) => reloaded.has(table));
    if (!mustRun && ![...tables].some((table) => changes.has(table))) return;
    // A table this pass did not load for it: the watch came, or was bound anew, while tables were read.
    if ([...tables].some((table) => !this.#source.has(table))) {
      watch.isFresh = true;
      return;
    }
    watch.isFresh = false;
    try {
      watch.answer(mustRun ? undefined : changes);
    } catch (error) {
      watch.fail(toError(error));
    }
  }

  #record(table: string, id: Guid): RecordView | undefined {
    const row = this.#source.row(table, id);
    if (!row) return undefined;
    const values: Record<string, RowValue> = { ...row.values };
    const metadata = this.#options.catalog.table(table);
    if (metadata) values[metadata.primaryId] = id;
    for (const column of metadata?.columns ?? []) {
      if (!isLookup(column)) continue;
      const target = values[column.logicalName];
      const type = isPolymorphic(column) ? values[typeKey(column.logicalName)] : column.targets?.[0];
      if (typeof target !== 'string' || typeof type !== 'string') continue;
      const name = this.#source.nameOf(type, target);
      if (name !== undefined) values[nameKey(column.logicalName)] = name;
    }
    const pending = this.#source.pendingOf(table, id);
    return {
      id,
      values,
      rights: row.rights,
      version: row.version,
      entries: this.#source.entriesOf(table, id),
      ...(pending && { pending }),
    };
  }

  #context(): QueryContext {
    return { ...this.#options.person, now: this.#options.clock.now() };
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
