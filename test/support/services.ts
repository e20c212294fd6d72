import { silentLogger } from '../../src/shared/base/logger.ts';
import { readConfig } from '../../server/config.ts';
import { Changes } from '../../server/data/changes.ts';
import type { Database } from '../../server/db/database.ts';
import type { ModelHolder } from '../../server/metadata/model.ts';
import type { Services } from '../../server/services.ts';

/** Services over a test's database and model, with a clock that stands still and randomness that can be repeated. */
export function createTestServices(
  database: Database,
  model: ModelHolder,
  now = Date.UTC(2024, 4, 17),
): Services {
  let state = 1;
  return {
    config: readConfig({ PORT: '8080', DEMO: '0' }),
    database,
    model,
    logger: silentLogger,
    clock: {
      now: () => now,
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    random: {
      bytes(into) {
        for (let at = 0; at < into.length; at++) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          into[at] = state >>> 24;
        }
        return into;
      },
    },
    changes: new Changes(),
  };
}
