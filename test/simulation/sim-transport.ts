import { AppError } from '../../src/shared/base/app-error.ts';
import { newGuid } from '../../src/shared/base/guid.ts';
import type { PullRequest } from '../../src/shared/protocol/pull.ts';
import type { PushAnswer, PushEntry, PushRequest } from '../../src/shared/protocol/push.ts';
import type { Transport, Watch } from '../../src/sync/transport.ts';
import type { FaultCount } from './faults.ts';
import type { Plant } from './plants.ts';
import type { Gate } from './scheduler.ts';
import type { SeededRandom } from './seeded-random.ts';
import { ServerCrash } from './sim-database.ts';
import type { SimServer } from './sim-server.ts';

/** What a simulated network is made of. */
export interface NetworkParts {
  readonly server: SimServer;
  readonly random: SeededRandom;
  readonly faults: FaultCount;
  /** Requests that arrive once more, much later. */
  readonly late: (() => Promise<void>)[];
  readonly plant: Plant | undefined;
  /** 0 when the network has healed. */
  badness: number;
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** The defect "no key": the server sees every attempt as a new one. */
function withoutKey(
  parts: NetworkParts,
  request: PushRequest,
): { body: PushRequest; back: Map<string, PushEntry> } {
  const back = new Map<string, PushEntry>();
  const entries = request.entries.map((entry) => {
    const original = entry as PushEntry;
    const id = newGuid(parts.random);
    back.set(id, original);
    return { ...original, id, attempt: 1 };
  });
  return { body: { ...request, entries }, back };
}

/** One device's way to the server, with everything that can happen on it. */
export class SimTransport implements Transport {
  readonly #parts: NetworkParts;
  readonly #person: string;
  readonly #gate: Gate;
  readonly #beforePush: (request: PushRequest) => Promise<void>;

  constructor(
    parts: NetworkParts,
    person: string,
    gate: Gate,
    beforePush: (request: PushRequest) => Promise<void>,
  ) {
    this.#parts = parts;
    this.#person = person;
    this.#gate = gate;
    this.#beforePush = beforePush;
  }

  async push(request: PushRequest, watch: Watch): Promise<unknown> {
    await this.#beforePush(request);
    await this.#gate();
    await this.#hang('request hangs', watch);
    this.#lose('request lost');
    const server = this.#parts.server;
    const deliver = () => this.#deliver(request);
    let answer = await this.#serve(deliver);
    if (this.#strikes(0.12)) {
      this.#parts.faults.add('request twice');
      answer = await this.#serve(deliver);
    }
    if (this.#strikes(0.12)) {
      this.#parts.faults.add('request again much later');
      const body = copy(request) as PushRequest;
      this.#parts.late.push(async () => {
        await server.push(this.#person, body.store, copy(body)).catch(() => undefined);
      });
    }
    await this.#gate();
    await this.#hang('response hangs', watch);
    this.#lose('response lost');
    return answer;
  }

  async *pull(request: PullRequest, watch: Watch): AsyncGenerator<string, void> {
    await this.#gate();
    await this.#hang('request hangs', watch);
    this.#lose('request lost');
    const { server } = this.#parts;
    const lines = await this.#serve(() => server.pull(this.#person, copy(request)));
    if (this.#strikes(0.08)) {
      this.#parts.faults.add('request again much later');
      const body = copy(request);
      this.#parts.late.push(async () => {
        try {
          for await (const _line of await server.pull(this.#person, body)) continue;
        } catch {
          // Nobody listens to the answer of a late duplicate.
        }
      });
    }
    try {
      for (;;) {
        const next = await this.#serve(() => lines.next());
        if (next.done === true) return;
        await this.#gate();
        await this.#hang('response hangs', watch);
        if (this.#strikes(0.08)) {
          this.#parts.faults.add('pull cut');
          throw new AppError('network');
        }
        for (const line of next.value.split('\n')) if (line !== '') yield line;
      }
    } finally {
      await lines.return();
    }
  }

  poke(): () => void {
    return () => undefined;
  }

  #strikes(probability: number): boolean {
    return this.#parts.random.chance(probability * this.#parts.badness);
  }

  /** Nothing comes any more, and nobody says so: only the device's own clock gets it out. */
  async #hang(kind: 'request hangs' | 'response hangs', watch: Watch): Promise<void> {
    if (!this.#strikes(0.04)) return;
    this.#parts.faults.add(kind);
    void watch.hear(new Promise(() => undefined)).catch(() => undefined);
    // The device goes on at a gate, as it does after everything else: the seed decides when.
    while (!watch.signal.aborted) await this.#gate();
    throw new AppError('network');
  }

  #lose(kind: 'request lost' | 'response lost'): void {
    if (!this.#strikes(0.12)) return;
    this.#parts.faults.add(kind);
    throw new AppError('network');
  }

  async #deliver(request: PushRequest): Promise<unknown> {
    const { server, plant } = this.#parts;
    if (plant !== 'no-idempotency-key') return server.push(this.#person, request.store, copy(request));
    const { body, back } = withoutKey(this.#parts, request);
    const answer = (await server.push(this.#person, request.store, copy(body))) as PushAnswer;
    const outcomes = answer.outcomes.map((outcome) => {
      const original = back.get(outcome.entry);
      return original === undefined ? outcome : { ...outcome, entry: original.id, attempt: original.attempt };
    });
    return { ...answer, outcomes };
  }

  /** A server that dies leaves the device without an answer; it is started again before the next request. */
  async #serve<T>(run: () => Promise<T>): Promise<T> {
    const { database } = this.#parts.server;
    database.restart();
    database.onStatement = (statement) => this.#crashAt(statement);
    try {
      const result = await run();
      if (database.isDown) throw new ServerCrash();
      return result;
    } catch (error) {
      if (database.isDown || error instanceof ServerCrash)
        throw new AppError('network', {}, { cause: error });
      throw error;
    } finally {
      database.onStatement = () => 'none';
      database.restart();
    }
  }

  #crashAt(statement: string): 'none' | 'before' | 'after' {
    const isCommit = /^\s*commit/i.test(statement);
    if (!this.#strikes(isCommit ? 0.03 : 0.002)) return 'none';
    if (isCommit && this.#parts.random.chance(0.7)) {
      this.#parts.faults.add('server crash after a commit');
      return 'after';
    }
    const point = this.#parts.random.chance(0.5) ? 'before' : 'after';
    this.#parts.faults.add(
      point === 'before' ? 'server crash before a statement' : 'server crash after a statement',
    );
    return point;
  }
}
