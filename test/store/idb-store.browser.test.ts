import { openDB } from 'idb';
import { AppError } from '../../src/shared/base/app-error.ts';
import { plainCodec } from '../../src/store/codec.ts';
import { Connection } from '../../src/store/connection.ts';
import { openIdbStore, type IdbStore, type IdbStoreOptions } from '../../src/store/idb-store.ts';
import { databaseName, databaseVersion } from '../../src/store/schema.ts';
import type { StoreHarness } from '../conformance/store-harness.ts';
import { batchSuite } from '../conformance/batch-suite.ts';
import { rowSuite } from '../conformance/row-suite.ts';
import { entryOf, guidOf, rowOf, sorted } from '../conformance/store-samples.ts';
import { storeSuite } from '../conformance/store-suite.ts';

declare const describe: (name: string, body: () => void) => void;
declare const it: (name: string, body: () => Promise<void>) => void;

const random = { bytes: (into: Uint8Array) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) };
const range = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => index + from);
const check = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(what);
};
const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'no failure';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

/** Opens stores on a database of its own and deletes it in the end. */
async function withDatabase(
  body: (open: (options?: Partial<IdbStoreOptions>) => Promise<IdbStore>, name: string) => Promise<void>,
): Promise<void> {
  const personId = crypto.randomUUID();
  const stores: IdbStore[] = [];
  try {
    await body(async (options) => {
      const store = await openIdbStore({ personId, random, ...options });
      stores.push(store);
      return store;
    }, databaseName(personId));
  } finally {
    for (const store of stores) await store.close();
    indexedDB.deleteDatabase(databaseName(personId));
  }
}

/** Until released, the browser refuses writes after the first few for lack of room. */
function fillUp(): () => void {
  const put = IDBObjectStore.prototype.put;
  let left = 2;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    left -= 1;
    if (left < 0) throw new DOMException('no room', 'QuotaExceededError');
    return put.apply(this, args);
  };
  return () => {
    IDBObjectStore.prototype.put = put;
  };
}

const start = async (): Promise<StoreHarness> => {
  const personId = crypto.randomUUID();
  let stores: IdbStore[] = [];
  const closeAll = async (): Promise<void> => {
    for (const store of stores) await store.close();
    stores = [];
  };
  return {
    open: async () => {
      const store = await openIdbStore({ personId, random });
      stores.push(store);
      return store;
    },
    endProcess: closeAll,
    plantRawEntry: async (raw) => {
      const database = await openDB(databaseName(personId));
      const tx = database.transaction(['meta', 'outbox'], 'readwrite');
      const counters = (await tx.objectStore('meta').get('counters')) as { outbox: number; sequence: number };
      const sequence = counters.sequence + 1;
      await tx.objectStore('outbox').put(raw, sequence);
      await tx.objectStore('meta').put({ ...counters, sequence, outbox: counters.outbox + 1 }, 'counters');
      await tx.done;
      database.close();
    },
    fillUp: async () => {
      const release = fillUp();
      return async () => release();
    },
    compact: async (store) => (store as IdbStore).compact({ all: true }),
    dispose: async () => {
      await closeAll();
      indexedDB.deleteDatabase(databaseName(personId));
    },
  };
};
rowSuite({ describe, it }, 'IndexedDB store', start);
storeSuite({ describe, it }, 'IndexedDB store', start);
batchSuite({ describe, it }, 'IndexedDB store', start);

describe('IndexedDB store', () => {
  it('opens again when the browser closed the database under it', () =>
    withDatabase(async (open, name) => {
      const store = await open();
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      const transaction = IDBDatabase.prototype.transaction;
      let refusals = 1;
      IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
        if (this.name === name && refusals > 0) {
          refusals -= 1;
          throw new DOMException('The database connection is closing.', 'InvalidStateError');
        }
        return transaction.apply(this, args);
      };
      try {
        check((await store.entries()).length === 1, 'the entry is read after reopening');
        refusals = 2;
        check((await codeOf(store.entries())) === 'store-unusable', 'a second refusal is told');
      } finally {
        IDBDatabase.prototype.transaction = transaction;
      }
    }));

  it('says store-upgrade-blocked when another tab does not let go', () =>
    withDatabase(async (open, name) => {
      await (await open()).close();
      const stubborn = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name, databaseVersion);
        request.onsuccess = () => resolve(request.result);
      });
      const next = new Connection(name, databaseVersion + 1);
      try {
        const failed = await codeOf(next.begin('readonly', 'default'));
        check(failed === 'store-upgrade-blocked', `told as such, not ${failed}`);
      } finally {
        stubborn.close();
        next.close(new AppError('store-unusable'));
      }
    }));

  it('lets go for the upgrade of a newer release and works on its database', () =>
    withDatabase(async (open, name) => {
      const store = await open();
      await store.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      const newer = await openDB(name, databaseVersion + 1, {
        upgrade(database) {
          database.createObjectStore('added-later');
        },
        blocked() {
          throw new Error('the store did not let go');
        },
      });
      await store.transact('strict', (tx) => tx.addEntry(entryOf(2)));
      check((await store.entries()).length === 2, 'the handle goes on');
      newer.close();
      check((await (await open()).entries()).length === 2, 'and a new one opens it');
    }));

  it('is refused for good once another tab deleted the data', () =>
    withDatabase(async (open) => {
      const [store, other] = [await open(), await open()];
      await store.destroy();
      check((await codeOf(other.entries())) === 'store-unusable', 'the other handle ends');
      check(
        (await codeOf(other.transact('strict', (tx) => tx.setState('a', 1)))) === 'store-unusable',
        'too',
      );
    }));

  it('is deleted only without unsent entries, and refuses what another tab saves after that', () =>
    withDatabase(async (open) => {
      const [store, other] = [await open(), await open()];
      await other.transact('strict', (tx) => tx.addEntry(entryOf(1)));
      check((await store.destroyIfSent()) === 1, 'counts what the other tab saved');
      const [entry] = await other.entries();
      check(entry !== undefined, 'and keeps it');
      await other.transact('strict', (tx) => tx.removeEntry(entry!.id));
      // Both at once: saved and counted, or refused; never saved and gone.
      const deleted = store.destroyIfSent();
      const saved = codeOf(other.transact('strict', (tx) => tx.addEntry(entryOf(2))));
      const isSaved = (await saved) === 'no failure';
      check((await deleted) === (isSaved ? 1 : 0), 'no save is lost');
      if (isSaved) check((await other.entries()).length === 1, 'the save stays');
    }));

  it('is deleted with none of the saves that wait for their turn', () =>
    withDatabase(async (open) => {
      const [store, other] = [await open(), await open()];
      await other.entries();
      const saves = Array.from({ length: 8 }, (_, n) =>
        codeOf(other.transact('strict', (tx) => tx.addEntry(entryOf(n + 1)))),
      );
      const count = await store.destroyIfSent();
      const kept = (await Promise.all(saves)).filter((code) => code === 'no failure').length;
      const left = count === 0 ? 0 : (await (await open()).entries()).length;
      check(kept === left, `${kept} were saved, ${left} are there`);
    }));

  it('writes nothing when a transaction awaits something else', () =>
    withDatabase(async (open) => {
      const store = await open();
      const failed = await codeOf(
        store.transact('strict', async (tx) => {
          await tx.addEntry(entryOf(1));
          await new Promise((resolve) => setTimeout(resolve, 20));
          await tx.setState('a', 1);
        }),
      );
      check(failed !== 'no failure', 'it fails');
      check((await store.entries()).length === 0, 'no entry');
      check((await (await open()).getState('a')) === undefined, 'no state');
    }));

  it('drops the longest unused tables above the memory budget and reads them again', () =>
    withDatabase(async (open) => {
      let decoded = 0;
      const codec = { ...plainCodec, decode: (data: unknown) => ((decoded += 1), plainCodec.decode(data)) };
      const store = await open({ memoryBudget: 200_000, codec });
      for (const table of ['a', 'b', 'c'])
        await store.transact('relaxed', (tx) =>
          tx.putRows(
            table,
            range(1000).map((n) => rowOf(n, 1)),
          ),
        );
      decoded = 0;
      check((await store.table('a')).rows.size === 1000, 'table a is read again');
      check(decoded > 0, 'from the disk');
      decoded = 0;
      await store.table('a');
      check(decoded === 0, 'and then lies in memory');
    }));

  it('passes everything of a row through the codec', () =>
    withDatabase(async (open, name) => {
      const codec = {
        encode: (text: string) => btoa(encodeURIComponent(text)),
        decode: (data: unknown) => decodeURIComponent(atob(data as string)),
      };
      const store = await open({ codec });
      await store.transact('relaxed', async (tx) => {
        await tx.putRows(
          'account',
          range(100).map((n) => rowOf(n, 1, { name: `Secret ${n}` })),
        );
        await tx.putRows('account', [rowOf(500, 1, { name: 'Secret too' })]);
        await tx.putStubs([{ table: 'contact', id: guidOf(1), name: 'Secret name', version: '1' }]);
      });
      const database = await openDB(name);
      for (const which of ['segments', 'log', 'tables']) {
        const text = JSON.stringify(await database.getAll(which));
        check(!text.includes('Secret'), `${which} hold no plain text`);
      }
      database.close();
      const again = await open({ codec });
      check(
        (await again.table('account')).rows.get(guidOf(500))?.values['name'] === 'Secret too',
        'read back',
      );
    }));

  it('compacts by itself when the log has grown, and keeps the log number it folded', () =>
    withDatabase(async (open, name) => {
      let run: (() => void) | undefined;
      const clock = {
        now: () => 0,
        after: (_: number, callback: () => void) => ((run = callback), () => undefined),
      };
      const store = await open({ clock });
      await store.transact('relaxed', (tx) =>
        tx.putRows(
          'account',
          range(600).map((n) => rowOf(n, 1)),
        ),
      );
      for (const n of range(70))
        await store.transact('relaxed', (tx) => tx.putRows('account', [rowOf(n, 2)]));
      check(run !== undefined, 'compaction is due');
      run?.();
      await store.compact();
      const database = await openDB(name);
      const record = (await database.get('tables', 'account')) as { folded: number; logRecords: number };
      check(record.folded > 0 && record.logRecords < 10, `log is folded: ${JSON.stringify(record)}`);
      check((await database.count('log')) === record.logRecords, 'and gone');
      database.close();
      const { rows } = await (await open()).table('account');
      check(rows.size === 600 && rows.get(guidOf(70))?.version === '2', 'rows are the same');
    }));

  it('reads a table whole although a compaction stopped in the middle', () =>
    withDatabase(async (open) => {
      for (let stopAt = 1; stopAt < 8; stopAt += 1) {
        let encodes = Number.POSITIVE_INFINITY;
        const codec = {
          ...plainCodec,
          encode: (text: string) => {
            encodes -= 1;
            if (encodes < 0) throw new Error('power');
            return plainCodec.encode(text);
          },
        };
        const store = await open({ codec });
        const table = `t${stopAt}`;
        await store.transact('relaxed', (tx) =>
          tx.putRows(
            table,
            range(2000).map((n) => rowOf(n, 1)),
          ),
        );
        for (const n of range(50)) {
          await store.transact('relaxed', (tx) => tx.putRows(table, [rowOf(n * 37, 2), rowOf(3000 + n, 1)]));
          await store.transact('relaxed', (tx) => tx.removeRows(table, [guidOf(n * 11)]));
        }
        const before = JSON.stringify(sorted((await store.table(table)).rows));
        encodes = stopAt - 1;
        await codeOf(store.compact({ all: true }));
        encodes = Number.POSITIVE_INFINITY;
        await store.close();
        const again = await open();
        const after = JSON.stringify(sorted((await again.table(table)).rows));
        check(after === before, `the same rows after stopping at ${stopAt}`);
        await again.close();
      }
    }));
});
