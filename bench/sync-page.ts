import { expose, wrap } from 'comlink';
import { Dexie } from 'dexie';
import PouchDB from 'pouchdb-browser';
import { newGuid } from '../src/shared/base/guid.ts';
import { must } from '../src/shared/base/assert.ts';
import { utcZone } from '../src/shared/base/zone.ts';
import type { AppPackage } from '../src/shared/metadata/app.ts';
import type { PlanLine, WireRow } from '../src/shared/protocol/pull.ts';
import { protocolVersion } from '../src/shared/protocol/version.ts';
import { deviceClock } from '../src/data/device-clock.ts';
import { deviceRandom } from '../src/data/device-random.ts';
import { appListSchema, personSchema, readPackage } from '../src/data/session-schemas.ts';
import { Catalog } from '../src/metadata/catalog.ts';
import { LiveQueries } from '../src/query/live-queries.ts';
import { openIdbStore } from '../src/store/idb-store.ts';
import { createEngine } from '../src/sync/engine.ts';
import { createFetchTransport } from '../src/sync/fetch-transport.ts';
import * as v from 'valibot';

/** What the page was told to measure with; made once. */
export interface Prepared {
  readonly rows: number;
  /** Columns of a row beside id, version and rights. */
  readonly columns: number;
  readonly bytes: number;
}

/** Milliseconds of one round, by what was measured. */
export type SyncTimes = Readonly<Record<string, number>>;

type Person = v.InferOutput<typeof personSchema>;

interface Setting {
  readonly person: Person;
  readonly app: AppPackage;
  readonly table: string;
  /** Object URL of a whole answer of the server, as it came. */
  readonly address: string;
  /** Rows in it: every measurement must end with as many. */
  readonly rows: number;
}

const json = async (path: string): Promise<unknown> => (await fetch(path)).json();

function askForAll(person: Person): Promise<Response> {
  return fetch('/sync/v1/pull', {
    method: 'POST',
    cache: 'no-store',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      protocol: protocolVersion,
      person: person.userId,
      store: newGuid(deviceRandom),
      formFactor: 'desktop',
      waiting: 0,
      cookie: null,
      settled: [],
      pending: [],
    }),
  });
}

/** The server's part: the bytes are read and thrown away. */
async function measureServer({ person }: Setting): Promise<{ first: number; last: number }> {
  const start = performance.now();
  const reader = must((await askForAll(person)).body, 'body').getReader();
  let first = 0;
  for (;;) {
    const { done } = await reader.read();
    if (first === 0) first = performance.now() - start;
    if (done) return { first, last: performance.now() - start };
  }
}

/** From an empty database until a sorted page of all rows is answered, with the app's own parts. */
async function measureOurs(
  { person, app, table, rows }: Setting,
  fetchPull: typeof fetch,
): Promise<{ stored: number; answered: number }> {
  const start = performance.now();
  const store = await openIdbStore({ personId: person.userId, random: deviceRandom, clock: deviceClock });
  const engine = createEngine({
    store,
    transport: createFetchTransport({ fetch: fetchPull, clock: deviceClock }),
    clock: deviceClock,
    random: deviceRandom,
    personId: person.userId,
    formFactor: 'desktop',
  });
  await engine.syncNow();
  const stored = performance.now() - start;
  const queries = new LiveQueries({
    store,
    catalog: new Catalog(app),
    clock: deviceClock,
    person: { ...person, timeZone: utcZone, fiscalYearStart: { month: 1, day: 1 } },
  });
  const total = await new Promise<number>((resolve, reject) => {
    queries.subscribe(
      {
        kind: 'query',
        table,
        columns: 'all',
        links: [],
        orders: [{ column: `${table}_name`, descending: false }],
      },
      { offset: 0, limit: 50 },
      (result) => resolve(result.total),
      reject,
    );
  });
  const answered = performance.now() - start;
  const status = engine.status();
  await engine.close();
  await store.destroy();
  if (total !== rows) throw new Error(`${total} rows of ${rows} arrived: ${JSON.stringify(status)}`);
  return { stored, answered };
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(request.error?.message));
  });
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(new Error(request.error?.message));
  });
}

interface RowsLine {
  readonly kind: string;
  readonly table: string;
  readonly rows: readonly WireRow[];
}

/** Fetch and parse of the recorded bytes, nothing more. */
async function readAnswer(address: string): Promise<readonly (PlanLine | RowsLine)[]> {
  const text = await (await fetch(address)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PlanLine | RowsLine);
}

/** The rows of the answer line by line, as objects. */
function rowObjects(
  lines: readonly (PlanLine | RowsLine)[],
): readonly { id: string; [column: string]: unknown }[][] {
  const plan = must(lines[0], 'plan') as PlanLine;
  return lines
    .filter((line): line is RowsLine => line.kind === 'rows')
    .map((line) => {
      const columns = must(
        plan.tables.find((one) => one.name === line.table),
        'planned table',
      ).columns;
      return line.rows.map(([id, version, , ...values]) => ({
        id,
        version,
        ...Object.fromEntries(columns.map((column, at) => [column, values[at]])),
      }));
    });
}

/** The floor: parsed lines written as they are, an array a record, in one transaction. */
async function measureFloor({ address }: Setting): Promise<number> {
  const name = `floor-${newGuid(deviceRandom)}`;
  const start = performance.now();
  const database = await openDatabase(name);
  const lines = await readAnswer(address);
  await new Promise<void>((resolve, reject) => {
    const tx = database.transaction('rows', 'readwrite', { durability: 'relaxed' });
    lines.forEach((line, at) => tx.objectStore('rows').put(line, at));
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(new Error(tx.error?.message));
  });
  const time = performance.now() - start;
  database.close();
  await deleteDatabase(name);
  return time;
}

/** A measurement that failed half way would be a fast one. */
function requireRows(found: number, want: number): void {
  if (found !== want) throw new Error(`${found} rows of ${want} are stored`);
}

/** Until the first fifty rows by key are answered: no index beside the key. */
async function measureDexie({ address, rows: want }: Setting): Promise<number> {
  const start = performance.now();
  const database = new Dexie(`dexie-${newGuid(deviceRandom)}`);
  database.version(1).stores({ rows: 'id' });
  const rows = database.table('rows');
  for (const some of rowObjects(await readAnswer(address))) await rows.bulkPut(some);
  await rows.orderBy('id').limit(50).toArray();
  const time = performance.now() - start;
  requireRows(await rows.count(), want);
  await database.delete();
  return time;
}

/** As for Dexie. */
async function measurePouch({ address, rows: want }: Setting): Promise<number> {
  const start = performance.now();
  const database = new PouchDB(`pouch-${newGuid(deviceRandom)}`, { auto_compaction: true });
  for (const some of rowObjects(await readAnswer(address)))
    await database.bulkDocs(some.map(({ id, ...values }) => ({ _id: id, ...values })));
  await database.allDocs({ include_docs: true, limit: 50 });
  const time = performance.now() - start;
  requireRows((await database.info()).doc_count, want);
  await database.destroy();
  return time;
}

interface Bench {
  prepare(table: string): Promise<Prepared>;
  round(): Promise<SyncTimes>;
}

declare global {
  var syncBench: Bench;
}

function createBench(): Bench {
  let setting: Setting | undefined;
  return {
    async prepare(table) {
      const person = v.parse(personSchema, await json('/auth/me'));
      const { apps } = v.parse(appListSchema, await json('/app/v1/apps'));
      const chosen = must(apps[0], 'an app');
      const app = readPackage(await json(`/app/v1/packages/${chosen.uniqueName}/${chosen.packageHash}`));
      const answer = await (await askForAll(person)).blob();
      const address = URL.createObjectURL(answer);
      const lines = await readAnswer(address);
      const rows = rowObjects(lines).reduce((sum, some) => sum + some.length, 0);
      const columns = (lines[0] as PlanLine).tables.find((one) => one.name === table)?.columns.length ?? 0;
      setting = { person, app, table, address, rows };
      return { rows, columns, bytes: answer.size };
    },

    async round() {
      const given = must(setting, 'prepare first');
      const server = await measureServer(given);
      const whole = await measureOurs(given, (input, init) => fetch(input, init));
      const device = await measureOurs(given, () => fetch(given.address));
      return {
        whole: whole.answered,
        serverFirst: server.first,
        serverLast: server.last,
        deviceStored: device.stored,
        device: device.answered,
        floor: await measureFloor(given),
        dexie: await measureDexie(given),
        pouch: await measurePouch(given),
      };
    },
  };
}

// Everything is measured in a dedicated worker, where the app has its store and its queries; peers as well.
if (typeof document === 'undefined') expose(createBench());
else globalThis.syncBench = wrap<Bench>(new Worker('/bench/page.js'));
