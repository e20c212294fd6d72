import { forgetExpired } from './auth/forget-expired.ts';
import { runIfAlone } from './db/exclusive.ts';
import type { Services } from './services.ts';
import { forgetOldSync } from './sync/retention.ts';

/** The start has enough to do. */
const firstAfter = 5 * 60_000;
const every = 6 * 3_600_000;

export type MaintenanceServices = Pick<Services, 'database' | 'clock' | 'logger'>;

/**
 * Lets old records go, from time to time, in small batches. Of several servers on one database one does it at a time: the
 * others pass their turn over. A run that fails is logged, and the next one goes on.
 */
export class Maintenance {
  readonly #services: MaintenanceServices;
  #cancel: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(services: MaintenanceServices) {
    this.#services = services;
  }

  start(): void {
    this.#next(firstAfter);
  }

  /** Ends after the batch under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#running;
  }

  #next(milliseconds: number): void {
    if (this.#isClosed) return;
    this.#cancel = this.#services.clock.after(milliseconds, () => {
      this.#running = this.#run().finally(() => this.#next(every));
    });
  }

  async #run(): Promise<void> {
    const { database, clock, logger } = this.#services;
    try {
      const done = await runIfAlone(database, 'maintenance', async () => ({
        signIn: await forgetExpired(this.#services),
        ...(await forgetOldSync({ database, now: clock.now(), shouldStop: () => this.#isClosed })),
      }));
      if (done === undefined) logger.debug('another server does the maintenance');
      else if (Object.values(done).some((count) => count > 0)) logger.info('old records forgotten', done);
    } catch (error) {
      logger.error('maintenance failed', { error: String(error) });
    }
  }
}
