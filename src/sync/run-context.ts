import type { Clock } from '../shared/base/clock.ts';
import type { Logger } from '../shared/base/logger.ts';
import type { FormFactor } from '../shared/protocol/values.ts';
import type { OutboxEntry } from '../store/entry.ts';
import type { Store } from '../store/store.ts';
import type { Leader } from './leader.ts';
import type { TableProgress } from './status.ts';
import type { Transport, Watch } from './transport.ts';

/** A waiting change whose values replaced what someone else wrote meanwhile. */
export interface Merge {
  readonly entry: OutboxEntry;
  readonly columns: readonly string[];
}

/** What one run of push or pull works with. */
export interface RunContext {
  readonly store: Store;
  readonly leader: Leader;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly personId: string;
  readonly formFactor: FormFactor;
  /** All requests of the run. */
  readonly watch: Watch;
  readonly onMerged: (merge: Merge) => void;
  readonly onProgress: (tables: readonly TableProgress[]) => void;
}
