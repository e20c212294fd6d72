import type { Clock } from '../src/shared/base/clock.ts';
import type { Random } from '../src/shared/base/guid.ts';
import type { Logger } from '../src/shared/base/logger.ts';
import type { Config } from './config.ts';
import type { Changes } from './data/changes.ts';
import type { Database } from './db/database.ts';
import type { ModelHolder } from './metadata/model.ts';

/** What every part of the server is given; made once in main.ts, or by a test. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly model: ModelHolder;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly changes: Changes;
}
