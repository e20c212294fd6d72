import { AppError } from '../../shared/base/app-error.ts';
import type { Clock } from '../../shared/base/clock.ts';
import type { Random } from '../../shared/base/guid.ts';
import type { Row } from '../../shared/metadata/row.ts';
import type { Catalog } from '../../metadata/catalog.ts';
import type { Operation, OutboxEntry } from '../../store/entry.ts';
import { changesRow, mergeIntoWaiting, overlay } from '../../store/overlay.ts';
import type { Store, StoreTransaction } from '../../store/store.ts';
import type { Trigger } from '../../sync/engine.ts';
import type { SaveOperation } from '../client.ts';
import { makeEntry, type NewEntry } from './make-entries.ts';

/** Synchronisation as this tab has it: its own engine or the leading tab's. */
export interface SyncPort {
  trigger(why: Trigger): void;
}

export interface DataServiceOptions {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly sync: SyncPort;
  readonly clock: Clock;
  readonly random: Random;
}

/** What pages do to their data, apart from reading it: one strict transaction each, then synchronisation is told. */
export class DataService {
  readonly #options: DataServiceOptions;

  constructor(options: DataServiceOptions) {
    this.#options = options;
  }

  /** Durable when it resolves (I2). All operations or none; throws AppError `bad-value` before anything is written. */
  async save(operations: readonly SaveOperation[]): Promise<void> {
    const { store, catalog, clock, random } = this.#options;
    const maker = {
      catalog,
      random,
      now: () => clock.now(),
      current: (table: string, id: string) => this.#current(table, id),
    };
    const made: { readonly entry: NewEntry; readonly merge: boolean }[] = [];
    for (const { operation, title, merge } of operations)
      made.push({ entry: await makeEntry(maker, operation, title), merge: merge === true });
    await store.transact('strict', async (transaction) => {
      for (const { entry, merge } of made)
        if (!merge || !(await mergeIntoLast(transaction, entry))) await transaction.addEntry(entry);
    });
    this.#options.sync.trigger('save');
  }

  /** The person's decision to drop a change (I3); a sealed one may have been applied already and stays. */
  discard(entryId: string): Promise<'discarded' | 'sealed' | 'gone'> {
    return this.#options.store.transact('strict', async (transaction) => {
      const entry = (await transaction.entries()).find((one) => one.id === entryId);
      if (!entry) return 'gone';
      if (entry.state === 'sealed') return 'sealed';
      await transaction.removeEntry(entryId);
      return 'discarded';
    });
  }

  /** A refused, conflicting or parked entry waits again, as a new attempt. */
  async retry(entryId: string): Promise<void> {
    await this.#options.store.transact('strict', async (transaction) => {
      const entry = (await transaction.entries()).find((one) => one.id === entryId);
      if (!entry || entry.state === 'waiting' || entry.state === 'sealed') return;
      if ('raw' in entry)
        throw new AppError('protocol', { message: 'This version of the app cannot read the change.' });
      // What was too large never reached the server: for it, this is still the first it hears of the attempt.
      const attempt = entry.problem?.code === 'too-large' ? entry.attempt : entry.attempt + 1;
      const again: OutboxEntry & { problem?: unknown } = { ...entry, state: 'waiting', attempt };
      delete again.problem;
      await transaction.replaceEntry(again);
    });
    this.#options.sync.trigger('save');
  }

  async #current(table: string, id: string): Promise<Row | undefined> {
    const { store } = this.#options;
    const entries = await store.entries();
    const { rows } = await store.table(table);
    return overlay(
      rows.get(id)?.values,
      entries.filter((entry) => changesRow(entry, table, id)),
    );
  }
}

/**
 * Works the entry into the row's last one if that still waits. Not when it needs a row that an entry in between makes:
 * entries apply in order (I5), and the merged one would come before what it needs.
 */
async function mergeIntoLast(transaction: StoreTransaction, next: NewEntry): Promise<boolean> {
  const entries = await transaction.entries();
  const { table, id } = next.operation;
  const last = entries.filter((entry) => touches(entry.operation, table, id)).at(-1);
  if (!last) return false;
  const merged = mergeIntoWaiting(last, next);
  if (!merged) return false;
  const later = entries.filter((entry) => entry.sequence > last.sequence);
  const isMadeLater = next.needs.some((need) =>
    later.some((entry) => entry.writes.some((ref) => ref.table === need.table && ref.id === need.id)),
  );
  if (isMadeLater) return false;
  await transaction.replaceEntry(merged);
  return true;
}

function touches(operation: Operation, table: string, id: string): boolean {
  if (operation.table === table && operation.id === id) return true;
  return 'otherId' in operation && operation.otherTable === table && operation.otherId === id;
}
