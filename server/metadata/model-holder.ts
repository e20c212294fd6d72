import { silentLogger } from '../../src/shared/base/logger.ts';
import type { Logger } from '../../src/shared/base/logger.ts';
import type { Database } from '../db/database.ts';
import { loadModel } from './load-model.ts';
import type { Model, ModelHolder } from './model.ts';

/** Loads the model and keeps it; reloads ask the database one after the other, so a later one never shows less. */
export async function createModelHolder(
  database: Database,
  logger: Logger = silentLogger,
): Promise<ModelHolder> {
  let current: Model = await loadModel(database.db);
  let last: Promise<unknown> = Promise.resolve();
  const listeners = new Set<(model: Model) => void>();
  const load = async (): Promise<Model> => {
    const model = await loadModel(database.db);
    if (model.version !== current.version) {
      current = model;
      logger.info('metadata changed', {
        version: model.version,
        tables: model.tables.size,
        apps: model.apps.length,
      });
      for (const listener of listeners) listener(model);
    }
    return current;
  };
  return {
    get current() {
      return current;
    },
    reload() {
      const next = last.then(load, load);
      last = next.catch(() => undefined);
      return next;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
