import type { DataClient, LiveResult, LiveRow, RecordView, Window } from '../../src/data/client.ts';
import { nameKey, typeKey, type Row, type RowValue } from '../../src/shared/metadata/row.ts';
import type { Condition, Filter, Query, QueryContext } from '../../src/shared/query/ast.ts';
import { evaluate } from '../../src/shared/query/evaluate.ts';
import { AppCatalog } from '../../src/state/app-catalog.ts';
import type { Operation, OutboxEntry } from '../../src/store/entry.ts';
import type { SyncStatus } from '../../src/sync/status.ts';
import { fakeAppPackage } from './fake-app-package.ts';

const queryContext: QueryContext = {
  now: Date.UTC(2026, 10, 22, 12, 0),
  userId: '00000009-0000-4000-8000-000000000000',
  businessUnitId: '',
  teamIds: [],
  language: 1033,
  timeZone: { name: 'UTC', transitions: [{ at: null, offset: 0 }] },
  fiscalYearStart: { month: 1, day: 1 },
};

const cities = ['Aachen', 'Berlin', 'Cologne', 'Dresden', 'Essen', 'Fürth', 'Graz', 'Hamburg'];
const words = ['Adler', 'Birke', 'Contoso', 'Donau', 'Elbe', 'Fabrikam', 'Göttin', 'Harz', 'Isar', 'Jupiter'];
const people = ['Amara Okafor', 'Bengt Lindqvist', 'Chiara Rossi', 'Dmitri Petrov', 'Eleni Papadaki'];

const idOf = (kind: number, index: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Rows of every table by number: the same in each run. */
export function fakeRow(table: string, index: number): LiveRow {
  const person = pick(people, index * 7);
  const common = {
    statecode: index % 9 === 0 && table !== 'account' ? 1 : 0,
    ownerid: idOf(9, index % 5),
    [nameKey('ownerid')]: pick(people, index),
    [typeKey('ownerid')]: 'systemuser',
    versionnumber: String(index + 1),
  };
  const values: Row =
    table === 'contact'
      ? {
          ...common,
          fullname: `${person} ${index}`,
          emailaddress1: `contact${index}@example.com`,
          jobtitle: pick(['Buyer', 'Engineer', 'Head of Purchasing'], index),
        }
      : table === 'account'
        ? {
            ...common,
            name:
              index % 23 === 4
                ? `${pick(words, index)} Gesellschaft für den Vertrieb ungewöhnlich langer Namen mbH & Co. KG ${index}`
                : `${pick(words, index * 3)} ${pick(['AG', 'Ltd', 'GmbH', 'Inc'], index)} ${index}`,
            telephone1: `+49 30 ${1000000 + index * 37}`,
            address1_city: pick(cities, index * 5),
            primarycontactid: idOf(2, index % 50),
            [nameKey('primarycontactid')]: `${person} ${index % 50}`,
            'primary.emailaddress1': `contact${index % 50}@example.com`,
            industrycode: (index % 3) + 1,
            revenue: `${(index * 7919) % 100000000}.${String(index % 100).padStart(2, '0')}`,
            numberofemployees: (index * 13) % 5000,
            createdon: new Date(Date.UTC(2026, 0, 1) - index * 3_600_000).toISOString().replace('.000', ''),
          }
        : {
            ...common,
            name: `${pick(words, index)} renewal ${index}`,
            estimatedvalue: `${index * 250}.00`,
            estimatedclosedate: `2026-${String((index % 12) + 1).padStart(2, '0')}-15`,
          };
  const kind = table === 'account' ? 1 : table === 'contact' ? 2 : 3;
  const pending = index === 1 ? 'waiting' : index === 2 ? 'problem' : undefined;
  return { id: idOf(kind, index), values, rights: 852023, ...(pending ? { pending } : {}) };
}

function matchesCondition(condition: Condition, values: Row): boolean {
  const value: RowValue = values[condition.column] ?? null;
  const wanted = condition.values[0] ?? '';
  if (condition.operator === 'like') {
    const text = wanted.replaceAll('%', '').toLowerCase();
    return String(value ?? '')
      .toLowerCase()
      .includes(text);
  }
  return condition.operator === 'eq' ? String(value) === wanted : true;
}

function matches(filter: Filter | undefined, values: Row): boolean {
  if (!filter) return true;
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((inner) => matches(inner, values));
    case 'or':
      return filter.filters.some((inner) => matches(inner, values));
    case 'not':
      return !matches(filter.filter, values);
    case 'condition':
      return matchesCondition(filter, values);
    case 'link-filter':
      return true;
  }
}

function compare(a: RowValue, b: RowValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

const defaultStatus: SyncStatus = {
  indicator: 'connected',
  online: true,
  syncing: false,
  firstSyncDone: true,
  tables: [
    { table: 'account', done: 10_000, total: 10_000, state: 'done' },
    { table: 'contact', done: 6_000, total: 6_000, state: 'done' },
    { table: 'opportunity', done: 2_500, total: 2_500, state: 'done' },
    { table: 'pm_permit', done: 0, total: 0, state: 'done' },
  ],
  waiting: 0,
  errors: 0,
};

export interface FakeDataOptions {
  /** Rows by table. */
  readonly rows?: Readonly<Record<string, number>>;
  readonly status?: Partial<SyncStatus>;
  readonly entries?: readonly OutboxEntry[];
  /** Milliseconds before an answer; undefined: in the next microtask. */
  readonly delay?: number;
  readonly failing?: boolean;
}

/** A DataClient over rows made up in memory; answers are asynchronous like the real one's. */
export class FakeDataClient implements DataClient {
  readonly #options: FakeDataOptions;
  readonly #tables = new Map<string, LiveRow[]>();
  readonly #live = new Set<() => void>();
  #status: SyncStatus;
  #entries: readonly OutboxEntry[];
  readonly #statusListeners = new Set<(status: SyncStatus) => void>();
  readonly #outboxListeners = new Set<(entries: readonly OutboxEntry[]) => void>();
  /** What was asked for, for tests. */
  readonly log: {
    queries: Query[];
    windows: Window[];
    saved: Operation[];
    syncs: number;
    retried: string[];
  } = {
    queries: [],
    windows: [],
    saved: [],
    syncs: 0,
    retried: [],
  };

  constructor(options: FakeDataOptions = {}) {
    this.#options = options;
    this.#status = { ...defaultStatus, ...options.status };
    this.#entries = options.entries ?? [];
  }

  rowsOf(table: string): LiveRow[] {
    const known = this.#tables.get(table);
    if (known) return known;
    const count =
      this.#options.rows?.[table] ?? { account: 10_000, contact: 6_000, opportunity: 2_500 }[table] ?? 0;
    const rows = Array.from({ length: count }, (_, index) => fakeRow(table, index));
    this.#tables.set(table, rows);
    return rows;
  }

  subscribe(
    query: Query,
    window: Window,
    onResult: (result: LiveResult) => void,
    onError?: (error: Error) => void,
  ) {
    let current = window;
    let isClosed = false;
    this.log.queries.push(query);
    this.log.windows.push(window);
    const run = (): void => {
      const asked = current;
      this.#later(() => {
        if (isClosed) return;
        if (this.#options.failing) onError?.(new Error('The local database cannot be opened.'));
        else onResult(this.#answer(query, asked));
      });
    };
    this.#live.add(run);
    run();
    return {
      setWindow: (next: Window) => {
        current = next;
        this.log.windows.push(next);
        run();
      },
      close: () => {
        isClosed = true;
        this.#live.delete(run);
      },
    };
  }

  watchRecord(table: string, id: string, onResult: (record: RecordView | undefined) => void) {
    const row = this.rowsOf(table).find((candidate) => candidate.id === id);
    this.#later(() => onResult(row ? { ...row, version: '1', entries: [] } : undefined));
    return { close() {} };
  }

  async read(query: Query, window: Window = { offset: 0, limit: 1000 }): Promise<LiveResult> {
    return Promise.resolve(this.#answer(query, window));
  }

  async save(
    operations: readonly { readonly operation: Operation; readonly title: string }[],
  ): Promise<void> {
    for (const { operation } of operations) {
      this.log.saved.push(operation);
      if (operation.kind === 'delete')
        this.#tables.set(
          operation.table,
          this.rowsOf(operation.table).filter((row) => row.id !== operation.id),
        );
    }
    for (const run of this.#live) run();
    return Promise.resolve();
  }

  watchOutbox(onChange: (entries: readonly OutboxEntry[]) => void) {
    this.#outboxListeners.add(onChange);
    this.#later(() => onChange(this.#entries));
    return { close: () => void this.#outboxListeners.delete(onChange) };
  }

  async discard(entryId: string): Promise<'discarded' | 'sealed' | 'gone'> {
    const entry = this.#entries.find((one) => one.id === entryId);
    if (!entry) return Promise.resolve('gone');
    if (entry.state === 'sealed') return Promise.resolve('sealed');
    this.setEntries(this.#entries.filter((one) => one.id !== entryId));
    return Promise.resolve('discarded');
  }

  async retry(entryId: string): Promise<void> {
    this.log.retried.push(entryId);
    return Promise.resolve();
  }

  watchStatus(onStatus: (status: SyncStatus) => void) {
    this.#statusListeners.add(onStatus);
    this.#later(() => onStatus(this.#status));
    return { close: () => void this.#statusListeners.delete(onStatus) };
  }

  async syncNow(): Promise<void> {
    this.log.syncs += 1;
    return Promise.resolve();
  }

  async usage() {
    return Promise.resolve({
      rows: { account: 10_000, contact: 6_000, opportunity: 2_500 },
      bytes: 14_380_000,
    });
  }

  async close(): Promise<void> {
    this.#live.clear();
    return Promise.resolve();
  }

  /** Puts a row in front and lets live queries hear of it. */
  addRow(table: string, row: LiveRow): void {
    this.#tables.set(table, [row, ...this.rowsOf(table)]);
    for (const run of this.#live) run();
  }

  setStatus(change: Partial<SyncStatus>): void {
    this.#status = { ...this.#status, ...change };
    for (const listener of this.#statusListeners) listener(this.#status);
  }

  setEntries(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    for (const listener of this.#outboxListeners) listener(entries);
  }

  #later(run: () => void): void {
    if (this.#options.delay === undefined) queueMicrotask(run);
    else setTimeout(run, this.#options.delay);
  }

  /** Aggregates are the real evaluator's work, over the made-up rows. */
  #groups(query: Query, window: Window): LiveResult {
    const source = {
      rows: (table: string) => new Map(this.rowsOf(table).map((row) => [row.id, row])),
      nameOf: () => undefined,
    };
    const { rows, total } = evaluate(query, source, new AppCatalog(fakeAppPackage), queryContext);
    return {
      rows: rows
        .slice(window.offset, window.offset + window.limit)
        .map((values, index) => ({ id: `group-${index}`, values, rights: 0 })),
      total,
      offset: window.offset,
    };
  }

  #answer(query: Query, window: Window): LiveResult {
    if (query.aggregate === true) return this.#groups(query, window);
    const found = this.rowsOf(query.table).filter((row) => matches(query.filter, row.values));
    const keyOf = (order: Query['orders'][number]): string =>
      order.link === undefined ? order.column : `${order.link}.${order.column}`;
    const sorted = [...found].sort((a, b) => {
      for (const order of query.orders) {
        const by = compare(a.values[keyOf(order)] ?? null, b.values[keyOf(order)] ?? null);
        if (by !== 0) return order.descending ? -by : by;
      }
      return a.id < b.id ? -1 : 1;
    });
    return {
      rows: sorted.slice(window.offset, window.offset + window.limit),
      total: sorted.length,
      offset: window.offset,
    };
  }
}
