import { silentLogger } from '../../src/shared/base/logger.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { Database } from '../db/database.ts';
import { loadModel } from './load-model.ts';
import { readModelStamp } from './model-stamp.ts';
import type { Model, ModelHolder } from './model.ts';

/** A model and the stamp of the state it was read from: one snapshot, so that neither is newer than the other. */
function read(database: Database): Promise<{ readonly model: Model; readonly stamp: string }> {
  return database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => ({ stamp: await readModelStamp(tx), model: await loadModel(tx) }));
}

/** Loads the model and keeps it; reloads ask the database one after the other, so a later one never shows less. */
export async function createModelHolder(
  database: Database,
  logger: Logger = silentLogger,
): Promise<ModelHolder> {
  let { model: current, stamp } = await read(database);
  let last: Promise<unknown> = Promise.resolve();
  const listeners = new Set<(model: Model) => void>();
  const load = async (): Promise<Model> => {
    const found = await read(database);
    ({ stamp } = found);
    if (found.model.version !== current.version) {
      current = found.model;
      logger.info('metadata changed', {
        version: current.version,
        tables: current.tables.size,
        apps: current.apps.length,
      });
      for (const listener of listeners) listener(current);
    }
    return current;
  };
  const isCurrent = async (): Promise<boolean> => (await readModelStamp(database.db)) === stamp;
  const enqueue = (task: () => Promise<Model>): Promise<Model> => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    get current() {
      return current;
    },
    reload: () => enqueue(load),
    async refresh() {
      if (await isCurrent()) return current;
      // Requests that saw the same change wait for one reading of it.
      return enqueue(async () => ((await isCurrent()) ? current : load()));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
