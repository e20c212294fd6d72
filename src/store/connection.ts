import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { AppError } from '../shared/base/app-error.ts';
import { databaseVersion, storeNames, type StoreSchema } from './schema.ts';

export type Mode = 'readonly' | 'readwrite';
export type IdbTx<M extends Mode = Mode> = IDBPTransaction<StoreSchema, typeof storeNames, M>;

/**
 * The open database, opened again when the browser closed it under us, and given up when another tab deletes it.
 *
 *   open ── browser closes it ──► closed ── next use ──► open
 *     │ ── another tab upgrades ──► closed ── next use ──► open (the newer database, as it is)
 *     └── another tab deletes ──► gone: every use throws
 */
export class Connection {
  readonly #name: string;
  #database: IDBPDatabase<StoreSchema> | undefined;
  #opening: Promise<IDBPDatabase<StoreSchema>> | undefined;
  #end: AppError | undefined;

  readonly #version: number;

  /** `version`: of the object stores this release knows; tests stand in for other releases with it. */
  constructor(name: string, version = databaseVersion) {
    this.#name = name;
    this.#version = version;
  }

  /** A transaction over all object stores. Its first request must be made before anything else is awaited. */
  async begin<M extends Mode>(mode: M, durability: IDBTransactionDurability): Promise<{ tx: IdbTx<M> }> {
    const database = await this.#open();
    try {
      // In an object: promises look for `then` on what they resolve to, and the proxy need not be asked.
      return { tx: database.transaction(storeNames, mode, { durability }) };
    } catch (error) {
      // iOS closes databases of pages in the background, without an event (webkit.org/b/197050): the connection looks
      // open and refuses transactions. Once is enough: a second refusal has another cause.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      this.#forget(database);
      const again = await this.#open();
      return { tx: again.transaction(storeNames, mode, { durability }) };
    }
  }

  close(reason: AppError): void {
    this.#end ??= reason;
    const database = this.#database;
    if (database) this.#forget(database);
  }

  async #open(): Promise<IDBPDatabase<StoreSchema>> {
    if (this.#end) throw this.#end;
    if (this.#database) return this.#database;
    this.#opening ??= openDatabase(this.#name, this.#version, {
      onVersionChange: (deleted) => this.#yield(deleted),
      onTerminated: () => (this.#database = undefined),
    }).finally(() => (this.#opening = undefined));
    const database = await this.#opening;
    if (this.#end) {
      database.close();
      throw this.#end;
    }
    this.#database = database;
    return database;
  }

  /** Another tab needs us gone: we go at once, so that it never has to say "blocked". */
  #yield(deleted: boolean): void {
    if (deleted)
      this.close(new AppError('store-unusable', { message: 'The local data was deleted in another tab.' }));
    else if (this.#database) this.#forget(this.#database);
  }

  #forget(database: IDBPDatabase<StoreSchema>): void {
    if (this.#database === database) this.#database = undefined;
    database.close();
  }
}

interface DatabaseEvents {
  onVersionChange(deleted: boolean): void;
  onTerminated(): void;
}

function openDatabase(
  name: string,
  known: number,
  events: DatabaseEvents,
): Promise<IDBPDatabase<StoreSchema>> {
  return new Promise((resolve, reject) => {
    let refused = false;
    const attempt = (version: number | undefined): Promise<IDBPDatabase<StoreSchema>> =>
      openDB<StoreSchema>(name, version, {
        upgrade(database) {
          for (const store of storeNames)
            if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
        },
        blocked() {
          refused = true;
          reject(new AppError('store-upgrade-blocked'));
        },
        blocking(_current, _wanted, event) {
          events.onVersionChange((event as IDBVersionChangeEvent).newVersion === null);
        },
        terminated() {
          events.onTerminated();
        },
      });
    attempt(known)
      .catch((error: unknown) => {
        // A newer release was here. Its changes are additive, so we open what there is.
        if (error instanceof DOMException && error.name === 'VersionError') return attempt(undefined);
        throw error;
      })
      .then((database) => {
        if (refused) database.close();
        else resolve(database);
      })
      .catch((error: unknown) => {
        reject(
          error instanceof AppError ? error : new AppError('store-unusable', { name }, { cause: error }),
        );
      });
  });
}

/** Errors of IndexedDB in the catalogue's terms; what is not the database's fault passes unchanged. */
export function toStoreError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new AppError('quota-exceeded', {}, { cause: error });
  if (error.name === 'TransactionInactiveError')
    return new Error('a store transaction awaited something other than its own methods', { cause: error });
  return new AppError('store-unusable', { reason: error.name }, { cause: error });
}
