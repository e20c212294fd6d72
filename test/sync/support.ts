import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Random } from '../../src/shared/base/guid.ts';
import type { PullLine, PullRequest } from '../../src/shared/protocol/pull.ts';
import type { Outcome, PushEntry, PushRequest } from '../../src/shared/protocol/push.ts';
import type { OutboxEntry } from '../../src/store/entry.ts';
import { MemoryDisk } from '../../src/store/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createEngine } from '../../src/sync/engine.ts';
import type { Engine, EngineOptions } from '../../src/sync/engine.ts';
import type { Transport, Watch } from '../../src/sync/transport.ts';
import { SimClock } from '../simulation/sim-clock.ts';

export const person = '11111111-1111-4111-8111-111111111111';
export const generation = '1.cookie';

/** Always the middle. */
const steady: Random = { bytes: (into) => into.fill(128) };

/** A server that says what the test tells it to. */
export class ScriptedServer implements Transport {
  readonly pushes: PushRequest[] = [];
  readonly pulls: PullRequest[] = [];
  /** What becomes of an entry; default: applied. */
  decide: (entry: PushEntry) => Outcome = (entry) => applied(entry);
  /** Thrown by the next requests, one each. */
  failures: AppError[] = [];
  lines: () => readonly unknown[] = () => emptyPull();
  beforePush: () => Promise<void> = async () => undefined;
  beforeLine: () => Promise<void> = async () => undefined;
  /** Entries one push may carry before it is too large. */
  largest = Infinity;
  onPoke: () => void = () => undefined;
  /** The next requests, this many, are never answered. */
  hangs = 0;

  async push(request: PushRequest, watch: Watch): Promise<unknown> {
    this.pushes.push(request);
    await this.beforePush();
    await this.#hang(watch);
    this.#fail();
    if (request.entries.length > this.largest) throw new AppError('too-large');
    return {
      protocol: 1,
      serverTime: 't',
      metadataVersion: 'm',
      outcomes: [
        ...request.entries.map((entry) => this.decide(entry as PushEntry)),
        ...(request.cancel ?? []).map((key): Outcome => ({ kind: 'cancelled', ...key })),
      ],
    };
  }

  async *pull(request: PullRequest, watch: Watch): AsyncGenerator<string, void> {
    this.pulls.push(request);
    await this.#hang(watch);
    this.#fail();
    for (const line of this.lines()) {
      await watch.hear(this.beforeLine());
      yield JSON.stringify(line);
    }
  }

  poke(_who: unknown, onPoke: () => void): () => void {
    this.onPoke = onPoke;
    return () => undefined;
  }

  async #hang(watch: Watch): Promise<void> {
    if (this.hangs === 0) return;
    this.hangs -= 1;
    await watch.hear(new Promise(() => undefined));
  }

  #fail(): void {
    const failure = this.failures.shift();
    if (failure) throw failure;
  }
}

export const planLine = (more: Partial<Extract<PullLine, { kind: 'plan' }>> = {}): PullLine => ({
  kind: 'plan',
  protocol: 1,
  serverTime: 't',
  incarnation: person,
  generation: 1,
  fresh: false,
  tables: [{ name: 'account', primaryId: 'accountid', columns: ['name'], expected: 1 }],
  ...more,
});

export const emptyPull = (): readonly PullLine[] => [
  planLine({ tables: [] }),
  { kind: 'done', metadataVersion: 'm', outcomes: [] },
];

const key = (entry: PushEntry) => ({ entry: entry.id, attempt: entry.attempt });

export function applied(entry: PushEntry, version = '10'): Outcome {
  const { table, id } = entry.operation;
  const values = { accountid: id, name: 'from the server' };
  return {
    kind: 'applied',
    ...key(entry),
    rows: [{ table, id, version, rights: 3, values }],
    removed: [],
    notCarried: [],
  };
}

export const refused = (entry: PushEntry): Outcome => ({
  kind: 'refused',
  ...key(entry),
  code: 'bad-value',
  message: 'No.',
  column: 'name',
  fault: { code: 'too-long', limit: 3 },
});

export const fault = (entry: PushEntry): Outcome => ({
  kind: 'fault',
  ...key(entry),
  code: 'internal',
  message: 'Oh.',
});

export interface Bench {
  readonly disk: MemoryDisk;
  readonly store: Store;
  readonly server: ScriptedServer;
  readonly clock: SimClock;
  readonly engine: Engine;
}

/** An engine on a memory store and a scripted server; nothing has started. */
export function openBench(more: Partial<EngineOptions> = {}): Bench {
  const disk = new MemoryDisk(() => randomUUID(), person);
  const store = openMemoryStore(disk);
  const server = new ScriptedServer();
  const clock = new SimClock();
  const engine = createEngine({
    store,
    transport: server,
    clock,
    random: steady,
    personId: person,
    formFactor: 'phone',
    ...more,
  });
  return { disk, store, server, clock, engine };
}

/** Saves an edit of an account as the data worker would. */
export function save(
  store: Store,
  id: string = randomUUID(),
  needs: readonly string[] = [],
): Promise<OutboxEntry> {
  return store.transact('strict', (transaction) =>
    transaction.addEntry({
      format: 1,
      id: randomUUID(),
      attempt: 1,
      state: 'waiting',
      operation: { kind: 'create', table: 'account', id, values: { name: 'mine' } },
      writes: [{ table: 'account', id }],
      needs: needs.map((one) => ({ table: 'account', id: one })),
      metadataVersion: 'm',
      madeAt: 'now',
      title: 'Mine',
    }),
  );
}

/** Lets everything that waits for promises only go on. */
export async function settleDown(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}
