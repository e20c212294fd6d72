import type { Durability, Store, StoreTransaction } from '../store/store.ts';
import { stateKeys } from './state-keys.ts';

/** Another run took over; this one commits nothing any more. */
export class DeposedError extends Error {
  constructor() {
    super('another run of synchronisation took over');
    this.name = 'DeposedError';
  }
}

/**
 * The right to write for synchronisation. Locks alone do not give it: a tab can be frozen while it holds one, and wake
 * in the middle of a run. So each run takes a new number, and every transaction of the run checks it inside itself.
 */
export class Leader {
  readonly #store: Store;
  readonly #epoch: number;

  private constructor(store: Store, epoch: number) {
    this.#store = store;
    this.#epoch = epoch;
  }

  /** Begins a run: every run before this one is deposed. */
  static async claim(store: Store): Promise<Leader> {
    const epoch = await store.transact('relaxed', async (transaction) => {
      const before = await transaction.getState(stateKeys.epoch);
      const next = typeof before === 'number' ? before + 1 : 1;
      await transaction.setState(stateKeys.epoch, next);
      return next;
    });
    return new Leader(store, epoch);
  }

  /** As Store.transact; rejects with DeposedError, having written nothing, once another run has begun. */
  transact<T>(durability: Durability, run: (transaction: StoreTransaction) => Promise<T>): Promise<T> {
    return this.#store.transact(durability, async (transaction) => {
      if ((await transaction.getState(stateKeys.epoch)) !== this.#epoch) throw new DeposedError();
      return run(transaction);
    });
  }
}
