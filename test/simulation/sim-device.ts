import { newGuid } from '../../src/shared/base/guid.ts';
import type { Row, RowRef } from '../../src/shared/metadata/row.ts';
import type { PushOperation, PushRequest, PushEntry } from '../../src/shared/protocol/push.ts';
import type { Operation, OutboxEntry } from '../../src/store/entry.ts';
import { MemoryDisk } from '../../src/store/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createEngine } from '../../src/sync/engine.ts';
import type { Engine } from '../../src/sync/engine.ts';
import type { Gate } from './scheduler.ts';
import type { SimClock } from './sim-clock.ts';
import { markOf, simTables } from './sim-server.ts';
import { SimTransport } from './sim-transport.ts';
import type { NetworkParts } from './sim-transport.ts';

/** One edit as the person made it; what became of it is judged in the end. */
export interface MadeEdit {
  readonly id: string;
  readonly mark: string;
  readonly writes: readonly RowRef[];
  readonly needs: readonly RowRef[];
  /** The person gave it up after a refusal. */
  discarded: boolean;
}

/** A device of one person: a disk that survives, and a process on it that may not. */
export class SimDevice {
  readonly name: string;
  readonly person: string;
  readonly disk: MemoryDisk;
  readonly edits: MadeEdit[] = [];
  /** Something was refused on this device: later edits may overtake it, and only those that meet it must not. */
  hadTrouble = false;
  readonly #parts: NetworkParts;
  readonly #clock: SimClock;
  store: Store;

  constructor(name: string, person: string, parts: NetworkParts, clock: SimClock) {
    this.name = name;
    this.person = person;
    this.#parts = parts;
    this.#clock = clock;
    this.disk = new MemoryDisk(() => newGuid(parts.random), person);
    this.store = openMemoryStore(this.disk);
  }

  /** Another process (or tab) on the same disk. */
  reopen(): void {
    this.store = openMemoryStore(this.disk);
  }

  /** One run of the real engine, stopping at every point where the network or another device could act. */
  async sync(gate: Gate, what: 'all' | 'drain'): Promise<void> {
    const engine = this.#engine(gate);
    if (what === 'all') await engine.syncNow();
    else await engine.drainOnce().catch(() => undefined);
    await engine.close();
  }

  #engine(gate: Gate): Engine {
    const { store } = this;
    // The defect "endless patience": a device without timers waits for a dead line for good.
    const isPatient = this.#parts.plant === 'endless-patience';
    return createEngine({
      store,
      transport: new SimTransport(this.#parts, this.person, gate, (request) => this.#drop(store, request)),
      clock: isPatient ? { now: () => this.#clock.now(), after: () => () => undefined } : this.#clock,
      random: this.#parts.random,
      personId: this.person,
      formFactor: 'desktop',
    });
  }

  /** The defect "drop before acknowledgement": the queue forgets what it has handed to the network. */
  async #drop(store: Store, request: PushRequest): Promise<void> {
    if (this.#parts.plant !== 'drop-before-acknowledgement') return;
    await store.transact('strict', async (transaction) => {
      for (const entry of request.entries) await transaction.removeEntry((entry as PushEntry).id);
    });
  }

  /** What the person sees: rows of the store with the outbox over them; only what choosing an edit needs. */
  async view(): Promise<Map<string, { readonly table: string; readonly values: Row }>> {
    const seen = new Map<string, { table: string; values: Row }>();
    for (const { name } of simTables)
      for (const [id, row] of (await this.store.table(name)).rows)
        seen.set(id, { table: name, values: row.values });
    for (const entry of await this.store.entries()) {
      const { operation } = entry;
      if (operation.kind === 'delete') seen.delete(operation.id);
      else if (operation.kind === 'create' || operation.kind === 'update')
        seen.set(operation.id, {
          table: operation.table,
          values: { ...seen.get(operation.id)?.values, ...operation.values },
        });
    }
    return seen;
  }

  /** The person does something; durable when it resolves (I2). */
  async edit(): Promise<void> {
    const { random } = this.#parts;
    const seen = await this.view();
    const ids = [...seen.keys()].sort();
    const entryId = newGuid(random);
    const mark = `edit ${entryId}`;
    const chosen = random.pick(ids);
    const row = chosen === undefined ? undefined : seen.get(chosen);
    const choice = random.next();
    if (chosen === undefined || row === undefined || choice < 0.3)
      return this.#create(entryId, mark, seen, ids);
    if (choice > 0.92)
      return this.#save(entryId, { kind: 'delete', table: row.table, id: chosen, version: null }, []);
    const markColumn = simTables.find((table) => table.name === row.table)?.mark ?? '';
    const values: Record<string, string> = { [markColumn]: mark };
    if (choice > 0.85)
      values['ownerid'] = random.pick([this.person, '00000000-0000-4000-8000-000000000012']) ?? '';
    const replaced = Object.fromEntries(
      Object.keys(values).map((column) => [column, row.values[column] ?? null]),
    ) as Row;
    return this.#save(entryId, { kind: 'update', table: row.table, id: chosen, values, replaced }, []);
  }

  #create(
    entryId: string,
    mark: string,
    seen: ReadonlyMap<string, { readonly table: string }>,
    ids: readonly string[],
  ): Promise<void> {
    const { random } = this.#parts;
    const id = newGuid(random);
    const parent = random.pick(ids.filter((one) => seen.get(one)?.table === 'account'));
    if (parent === undefined || random.chance(0.6))
      return this.#save(
        entryId,
        {
          kind: 'create',
          table: 'account',
          id,
          values: { name: `Account ${id.slice(0, 4)}`, address1_line1: mark },
        },
        [],
      );
    return this.#save(
      entryId,
      {
        kind: 'create',
        table: 'contact',
        id,
        values: {
          lastname: 'Contact',
          firstname: mark,
          parentcustomerid: parent,
          parentcustomerid__type: 'account',
        },
      },
      [{ table: 'account', id: parent }],
    );
  }

  async #save(id: string, operation: Operation, needs: readonly RowRef[]): Promise<void> {
    const writes = [{ table: operation.table, id: operation.id }];
    await this.store.transact('strict', (transaction) =>
      transaction.addEntry({
        format: 1,
        id,
        attempt: 1,
        state: 'waiting',
        operation,
        writes,
        needs,
        metadataVersion: 'm',
        madeAt: new Date(this.#clock.now()).toISOString(),
        title: 'row',
      }),
    );
    this.edits.push({ id, mark: markOf(operation as PushOperation), writes, needs, discarded: false });
  }

  /** The person decides about what was refused: once more, or never. */
  async decide(always: boolean): Promise<void> {
    const { random } = this.#parts;
    for (const entry of await this.store.entries()) {
      if (entry.state === 'waiting' || entry.state === 'sealed') continue;
      this.hadTrouble = true;
      if (!always && random.chance(0.5)) continue;
      if (!always && random.chance(0.3)) await this.#again(entry);
      else await this.#discard(entry);
    }
  }

  async #again(entry: OutboxEntry): Promise<void> {
    const { problem: _problem, ...rest } = entry;
    await this.store.transact('strict', (transaction) =>
      transaction.replaceEntry({ ...rest, state: 'waiting', attempt: entry.attempt + 1 }),
    );
  }

  async #discard(entry: OutboxEntry): Promise<void> {
    await this.store.transact('strict', (transaction) => transaction.removeEntry(entry.id));
    const made = this.edits.find((edit) => edit.id === entry.id);
    if (made) made.discarded = true;
  }
}
