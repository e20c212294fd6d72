import { AppError, errorCodes } from '../../shared/base/app-error.ts';
import type { ErrorCode } from '../../shared/base/app-error.ts';
import type { PlanLine, ReceivedLine } from '../../shared/protocol/pull.ts';
import { readPullLine } from '../../shared/protocol/read.ts';
import type { AttemptKey } from '../../shared/protocol/values.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { settle } from '../push/settle.ts';
import type { RunContext } from '../run-context.ts';
import { readSettled, stateKeys } from '../state-keys.ts';
import type { LastSync } from '../state-keys.ts';
import { readyLine } from './chunk.ts';
import type { ReadyLine } from './chunk.ts';
import { HeldIds } from './held-ids.ts';
import { Progress } from './progress.ts';

type DoneLine = Extract<ReceivedLine, { kind: 'done' }>;

/** Chunks that may wait while a commit is under way; the stream is read no further then. */
const chunksWaiting = 32;
/** Settlements told in one pull: the request stays far below what the server accepts. */
const settledPerPull = 1_000;

interface Asked {
  readonly cookie: string | null;
  readonly settled: readonly AttemptKey[];
  /** More are left to report than this pull tells. */
  readonly hasMoreSettled: boolean;
  readonly pending: readonly AttemptKey[];
  readonly waiting: number;
}

/** Reads what the request says. */
async function ask(context: RunContext): Promise<Asked> {
  const asked = await context.leader.transact('relaxed', async (transaction): Promise<Asked> => {
    const cookie = await transaction.getState(stateKeys.cookie);
    const entries = await transaction.entries();
    const settled = readSettled(await transaction.getState(stateKeys.settled));
    return {
      cookie: typeof cookie === 'string' ? cookie : null,
      settled: settled.slice(0, settledPerPull),
      hasMoreSettled: settled.length > settledPerPull,
      pending: entries
        .filter((entry) => entry.state === 'sealed')
        .map((entry) => ({ entry: entry.id, attempt: entry.attempt })),
      waiting: entries.length,
    };
  });
  // The server forgets what a cookie confirms, so the chunks before it must be on the disk before it is shown, or a power
  // cut would bring back what the server no longer tells. Only a write makes the browser reach for the disk.
  const { cookie } = asked;
  if (cookie !== null)
    await context.leader.transact('strict', (transaction) => transaction.setState(stateKeys.cookie, cookie));
  return asked;
}

/**
 * A new generation sends the names its rows refer to; what else the device kept may be of rows that are gone or not the
 * person's to read. Once in each generation: a cut one goes on without those it sent before.
 */
function forgetStubs(plan: PlanLine): ReadyLine {
  const generation = `${plan.incarnation}.${plan.generation}`;
  return async (transaction) => {
    if ((await transaction.getState(stateKeys.stubs)) === generation) return;
    await transaction.clearStubs();
    await transaction.setState(stateKeys.stubs, generation);
  };
}

/**
 * Writes of one answer up to its last cookie. What arrives while a commit is under way goes into the next one together:
 *
 *   lines ──► #ready ── cookie ──► #whole ── a transaction has begun ──► in it, with the last cookie
 */
class Receiver {
  readonly #context: RunContext;
  #plan: PlanLine | undefined;
  #held: HeldIds | undefined;
  #progress: Progress | undefined;
  /** Lines since the last cookie: half a chunk, which is never written. */
  #ready: ReadyLine[] = [];
  /** Whole chunks that wait to be written, with the last one's cookie. */
  #whole: { readonly lines: ReadyLine[]; cookie: string; chunks: number } | undefined;
  #commit: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  done: DoneLine | undefined;

  /** `held`: as it is before the request, where it is known that a new generation answers it. */
  constructor(context: RunContext, held: HeldIds | undefined) {
    this.#context = context;
    this.#held = held;
  }

  async take(line: ReceivedLine): Promise<void> {
    switch (line.kind) {
      case 'plan':
        return this.#begin(line);
      case 'rows':
      case 'removed':
      case 'stubs':
        this.#ready.push(readyLine(this.#planned(), line, this.#held));
        this.#progress?.add(line);
        return;
      case 'cookie':
        return this.#finishChunk(line.cookie);
      case 'done':
        await this.flush();
        this.done = line;
        return this.#tell(true);
      case 'failed': {
        const code = line.code in errorCodes ? (line.code as ErrorCode) : 'unavailable';
        throw new AppError(code, { message: line.message });
      }
    }
  }

  #planned(): PlanLine {
    if (this.#plan === undefined) throw new AppError('protocol', { message: 'Rows came before the plan.' });
    return this.#plan;
  }

  async #begin(plan: PlanLine): Promise<void> {
    this.#plan = plan;
    this.#progress = new Progress(plan);
    if (plan.fresh) {
      const held = (this.#held ??= await HeldIds.of(this.#context.store));
      this.#ready.push(forgetStubs(plan));
      const listed = new Set(plan.tables.map((table) => table.name));
      for (const table of held.tables)
        if (!listed.has(table)) this.#ready.push((transaction) => transaction.clearTable(table));
    } else {
      this.#held = undefined;
    }
    this.#tell(false);
  }

  /** Waits until every whole chunk is committed; rejects with what a commit failed with. */
  async flush(): Promise<void> {
    while (this.#commit !== undefined || this.#whole !== undefined) {
      this.#commitWhole();
      await this.#commit;
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #finishChunk(cookie: string): Promise<void> {
    this.#whole ??= { lines: [], cookie, chunks: 0 };
    this.#whole.lines.push(...this.#ready);
    this.#whole.cookie = cookie;
    this.#whole.chunks += 1;
    this.#ready = [];
    if (this.#whole.chunks > chunksWaiting) await this.#commit;
    this.#commitWhole();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Begins the next commit unless one is under way; its end begins another one if chunks came meanwhile. */
  #commitWhole(): void {
    if (this.#commit !== undefined || this.#whole === undefined) return;
    // After a failure nothing is written any more: a later chunk's cookie would hide that this one is missing.
    if (this.#failure !== undefined) {
      this.#whole = undefined;
      return;
    }
    this.#commit = this.#write()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#commit = undefined;
        this.#commitWhole();
      });
  }

  /**
   * Chunks and the last cookie are one relaxed transaction: a power cut loses both, and the old cookie fetches them again.
   * Chunks that came until it had begun go with it: on a fast line it begins late, and they are all there.
   */
  async #write(): Promise<void> {
    await this.#context.leader.transact('relaxed', async (transaction) => {
      const whole = this.#whole;
      if (whole === undefined) return;
      this.#whole = undefined;
      for (const write of whole.lines) await write(transaction);
      await transaction.setState(stateKeys.cookie, whole.cookie);
    });
    this.#tell(false);
  }

  #tell(ended: boolean): void {
    this.#context.onProgress(this.#progress?.tables(ended) ?? []);
  }
}

/** Notes the end, takes the reported settlements off the list, and brings home outcomes that were asked about. */
async function finish(context: RunContext, asked: Asked, done: DoneLine): Promise<void> {
  const last: LastSync = { at: context.clock.now(), metadataVersion: done.metadataVersion };
  const reported = new Set(asked.settled.map((key) => `${key.entry}:${key.attempt}`));
  await context.leader.transact('relaxed', async (transaction) => {
    const settled = readSettled(await transaction.getState(stateKeys.settled));
    await transaction.setState(
      stateKeys.settled,
      settled.filter((key) => !reported.has(`${key.entry}:${key.attempt}`)),
    );
    await transaction.setState(stateKeys.last, last);
  });
  if (done.outcomes.length === 0) return;
  const settlement = await context.leader.transact('strict', (transaction) =>
    settle(transaction, done.outcomes),
  );
  for (const merge of settlement.merged) context.onMerged(merge);
}

/** One pull; true when another one should follow at once. A cut throws `network`: the next pull goes on from there. */
export async function runPull(context: RunContext): Promise<boolean> {
  const asked = await ask(context);
  // Read before rows stream in: the database answers at once now, and slowly while they do.
  const held = asked.cookie === null ? await HeldIds.of(context.store) : undefined;
  const receiver = new Receiver(context, held);
  const request = {
    protocol: protocolVersion,
    person: context.personId,
    store: context.store.id,
    formFactor: context.formFactor,
    waiting: asked.waiting,
    cookie: asked.cookie,
    settled: [...asked.settled],
    pending: [...asked.pending],
  };
  try {
    for await (const text of context.transport.pull(request, context.watch))
      await receiver.take(readPullLine(text));
  } finally {
    // Whole chunks count also when the answer was cut off behind them.
    await receiver.flush();
  }
  const { done } = receiver;
  if (done === undefined) throw new AppError('network', { message: 'The answer was cut off.' });
  await finish(context, asked, done);
  return done.again === true || asked.hasMoreSettled;
}
