import { Dexie } from 'dexie';
import PouchDB from 'pouchdb-browser';
import { watchWorker } from '../src/data/start-data-worker.ts';
import { connectDataWorker } from '../src/data/worker-client.ts';
import type { AppPackage } from '../src/shared/metadata/app.ts';
import type { Column } from '../src/shared/metadata/table.ts';
import type { Filter, Query } from '../src/shared/query/ast.ts';
import { openIdbStore } from '../src/store/idb-store.ts';
import type { StoredRow } from '../src/store/store.ts';

/** Milliseconds by what was done; runs in the page, called by bench/store-bench.ts. */
export type StoreTimes = Readonly<Record<string, number>>;

const columnCount = 25;
const random = { bytes: (into: Uint8Array) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) };
const words = 'harbour steel north river garden quiet copper amber field stone cloud bridge'.split(' ');
const guidOf = (n: number): string => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;

/** Rows of about 0.8 kB, as they come out of a parser: nobody's turn pays for building the text. */
function makeRows(count: number): StoredRow[] {
  const rows = Array.from({ length: count }, (_, n) => {
    const values: Record<string, string | number | boolean | null> = {
      accountid: guidOf(n),
      name: `${words[n % 12]} ${words[(n * 7) % 12]} ${n}`,
    };
    for (let column = 2; column < columnCount; column += 1) {
      const name = `column_${column}`;
      if (column % 6 === 0) values[name] = (n * column) % 1000;
      else if (column % 7 === 0) values[name] = null;
      else values[name] = `${words[(n + column) % 12]} ${words[(n * column) % 12]} ${n % 97}`;
    }
    return { id: guidOf(n), version: String(100_000 + n), rights: 3, values };
  });
  return JSON.parse(JSON.stringify(rows)) as StoredRow[];
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function measureStore(rows: readonly StoredRow[]): Promise<StoreTimes> {
  const personId = crypto.randomUUID();
  const store = await openIdbStore({ personId, random });
  const write = await timed(() => store.transact('relaxed', (tx) => tx.putRows('account', rows)));
  await store.close();
  const again = await openIdbStore({ personId, random });
  const read = await timed(() => again.table('account'));
  const updates: number[] = [];
  for (const row of rows.slice(0, 20))
    updates.push(
      await timed(() =>
        again.transact('strict', (tx) => tx.putRows('account', [{ ...row, version: '900000' }])),
      ),
    );
  await again.destroy();
  return {
    'Haversack: write': write,
    'Haversack: read': read,
    'Haversack: update one, strict': updates.sort((a, b) => a - b)[10] ?? 0,
  };
}

/** The floor: the same rows in arrays of 500, nothing around it. */
async function measureArrays(rows: readonly StoredRow[]): Promise<StoreTimes> {
  const name = `arrays-${crypto.randomUUID()}`;
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(request.error?.message));
  });
  const write = await timed(
    () =>
      new Promise<void>((resolve, reject) => {
        const tx = database.transaction('rows', 'readwrite', { durability: 'relaxed' });
        for (let start = 0; start < rows.length; start += 500)
          tx.objectStore('rows').put(rows.slice(start, start + 500), start);
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(new Error(tx.error?.message));
      }),
  );
  database.close();
  indexedDB.deleteDatabase(name);
  return { 'arrays of 500 rows: write': write };
}

async function measureDexie(rows: readonly StoredRow[]): Promise<StoreTimes> {
  const database = new Dexie(`dexie-${crypto.randomUUID()}`);
  database.version(1).stores({ account: 'id' });
  const table = database.table<StoredRow, string>('account');
  const write = await timed(() => table.bulkPut([...rows]));
  const read = await timed(() => table.toArray());
  await database.delete();
  return { 'Dexie, a record a row: write': write, 'Dexie, a record a row: read': read };
}

async function measurePouch(rows: readonly StoredRow[]): Promise<StoreTimes> {
  const database = new PouchDB(`pouch-${crypto.randomUUID()}`, { auto_compaction: true });
  const write = await timed(() => database.bulkDocs(rows.map((row) => ({ _id: row.id, ...row.values }))));
  const read = await timed(() => database.allDocs({ include_docs: true }));
  await database.destroy();
  return { 'PouchDB, a document a row: write': write, 'PouchDB, a document a row: read': read };
}

const column = (logicalName: string, type: Column['type']): Column => ({
  logicalName,
  schemaName: logicalName,
  type,
  label: logicalName,
  required: 'none',
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
  ...(logicalName === 'accountid' && { primaryId: true }),
  ...(logicalName === 'name' && { primaryName: true }),
});

const app: AppPackage = {
  format: 1,
  app: { id: 'bench', uniqueName: 'bench', name: 'Bench', description: '' },
  language: 1033,
  metadataVersion: '1',
  tables: [
    {
      logicalName: 'account',
      schemaName: 'Account',
      entitySetName: 'accounts',
      label: 'Account',
      pluralLabel: 'Accounts',
      ownership: 'user',
      primaryId: 'accountid',
      primaryName: 'name',
      keys: [],
      columns: [
        column('accountid', 'uniqueidentifier'),
        column('name', 'string'),
        ...Array.from({ length: columnCount - 2 }, (_, n) =>
          column(`column_${n + 2}`, (n + 2) % 6 === 0 ? 'integer' : 'string'),
        ),
      ],
    },
  ],
  carried: ['account'],
  relationships: [],
  forms: [],
  views: [],
  siteMap: { showHome: true, showRecent: true, showPinned: true, areas: [] },
  privileges: { account: { read: 4, write: 4 } },
};

/** A hundred views of different filters and orders over one table. */
function views(count: number): Query[] {
  return Array.from({ length: count }, (_, n): Query => {
    const filter: Filter = {
      kind: 'condition',
      column: 'column_6',
      operator: n % 2 ? 'gt' : 'lt',
      values: [String((n * 37) % 1000)],
    };
    return {
      kind: 'query',
      table: 'account',
      columns: [{ column: 'name' }, { column: 'column_3' }, { column: 'column_6' }],
      ...(n % 4 !== 0 && { filter }),
      links: [],
      orders: [{ column: n % 3 ? 'name' : `column_${2 + (n % 20)}`, descending: n % 5 === 0 }],
    };
  });
}

/** From the call of save until every view that shows the row was told, through the data worker. */
async function measureSaves(rows: readonly StoredRow[]): Promise<StoreTimes> {
  const userId = crypto.randomUUID();
  const store = await openIdbStore({ personId: userId, random });
  await store.transact('relaxed', (tx) => tx.putRows('account', rows));
  await store.close();
  const person = {
    userId,
    name: '',
    businessUnitId: guidOf(1),
    teamIds: [],
    language: 1033,
    timeZone: 'UTC',
    fiscalYearStart: { month: 1, day: 1 },
    isAdministrator: false,
  };
  const worker = new Worker('/worker.js', { type: 'module' });
  const client = await connectDataWorker({ person, app, started: watchWorker(worker) });
  const answered = views(100).map(
    (query) =>
      new Promise<void>((resolve) => client.subscribe(query, { offset: 0, limit: 50 }, () => resolve())),
  );
  await Promise.all(answered);
  // The first row of this view, so that every edit is seen by it; it is told after all views that are older.
  const whole: Query = { ...views(1)[0]!, orders: [{ column: 'name', descending: false }] };
  let told: () => void = () => undefined;
  const first = await new Promise<string>((resolve) => {
    client.subscribe(whole, { offset: 0, limit: 50 }, (result) => {
      resolve(result.rows[0]!.id);
      told();
    });
  });
  const times: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    const seen = new Promise<void>((resolve) => (told = resolve));
    const start = performance.now();
    await client.save([
      {
        operation: {
          kind: 'update',
          table: 'account',
          id: first,
          values: { column_3: `edit ${n}`, column_6: (n * 131) % 1000 },
          replaced: {},
        },
        title: '',
        merge: n % 2 === 1,
      },
    ]);
    await seen;
    times.push(performance.now() - start);
  }
  await client.close();
  indexedDB.deleteDatabase(`haversack-${userId}`);
  times.sort((a, b) => a - b);
  return {
    'save → repaint, 100 live queries, p50': times[30] ?? 0,
    'save → repaint, 100 live queries, p95': times[56] ?? 0,
  };
}

/** One round of everything, peers beside us. */
async function runStoreBench(rowCount: number): Promise<StoreTimes> {
  return {
    ...(await measureStore(makeRows(rowCount))),
    ...(await measureArrays(makeRows(rowCount))),
    ...(await measureDexie(makeRows(rowCount))),
    ...(await measurePouch(makeRows(rowCount))),
    ...(await measureSaves(makeRows(rowCount))),
  };
}

declare global {
  var runStoreBench: (rowCount: number) => Promise<StoreTimes>;
}
globalThis.runStoreBench = runStoreBench;
