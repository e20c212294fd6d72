import { AppError } from '../shared/base/app-error.ts';
import type { Clock } from '../shared/base/clock.ts';
import type { Watch } from './transport.ts';

/** Milliseconds without a byte after which the person may have the run ended. */
const quietAfter = 5_000;
/** Milliseconds without a byte after which a connection counts as dead. */
const deadAfter = 30_000;
/** Most times {@link deadAfter}. */
const mostPatience = 4;
/** Characters a second of the slowest line we wait for: while a body goes up, nothing comes down. */
const slowestUpload = 8_000;

interface Waiting {
  cancel: () => void;
}

export interface SilenceWatchOptions {
  readonly clock: Clock;
  /** Ends the run as well. */
  readonly closing: AbortSignal;
  /** Runs in a row that ended by silence before this one: patience grows with them, so that a slow server wins in the end. */
  readonly silentRuns: number;
  /** The run has become quiet, or is heard again. */
  readonly onQuiet: () => void;
}

/**
 * Ends a run that waits for the server and hears nothing: a connection can die without either side being told. Only
 * waiting counts, not what the device does in between:
 *
 *   hear ── byte ──► heard            hear ── 5 s ──► quiet ── 30 s ──► end: every step of the run rejects with `network`
 *                                                       └── hurry ──► end
 */
export class SilenceWatch implements Watch {
  readonly #options: SilenceWatchOptions;
  readonly #ending = new AbortController();
  readonly #end = (): void => this.end();
  #waiting: Waiting | undefined;
  #isQuiet = false;
  #isHurried = false;
  #hasFallenSilent = false;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
    options.closing.addEventListener('abort', this.#end);
    if (options.closing.aborted) this.end();
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Nothing has come for so long that a person may lose patience. */
  get isQuiet(): boolean {
    return this.#isQuiet;
  }

  /** It ended because nothing came. */
  get hasFallenSilent(): boolean {
    return this.#hasFallenSilent;
  }

  async hear<T>(step: Promise<T>, size = 0): Promise<T> {
    let stop = (): void => undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      const fail = (): void => reject(new AppError('network'));
      if (this.signal.aborted) fail();
      this.signal.addEventListener('abort', fail);
      stop = () => this.signal.removeEventListener('abort', fail);
    });
    const waiting: Waiting = { cancel: () => undefined };
    this.#waiting = waiting;
    this.#await(waiting, Math.round((size / slowestUpload) * 1_000));
    try {
      return await Promise.race([step, ended]);
    } finally {
      stop();
      this.#heard(waiting);
    }
  }

  /** Ends the run once it is quiet, at once if it is: one that makes progress goes on. */
  hurry(): void {
    this.#isHurried = true;
    if (this.#isQuiet) this.#fallSilent();
  }

  /** Ends the run: every step it waits for rejects. */
  end(): void {
    this.#ending.abort();
  }

  /** The run is over, well or not. */
  close(): void {
    this.#options.closing.removeEventListener('abort', this.#end);
    if (this.#waiting) this.#heard(this.#waiting);
  }

  #await(waiting: Waiting, allowance: number): void {
    const { clock, silentRuns } = this.#options;
    const dead = deadAfter * Math.min(Math.max(silentRuns, 1), mostPatience);
    waiting.cancel = clock.after(quietAfter + allowance, () => {
      this.#isQuiet = true;
      if (this.#isHurried) return this.#fallSilent();
      waiting.cancel = clock.after(dead - quietAfter, () => this.#fallSilent());
      this.#options.onQuiet();
    });
  }

  #heard(waiting: Waiting): void {
    waiting.cancel();
    if (this.#waiting !== waiting) return;
    this.#waiting = undefined;
    if (!this.#isQuiet) return;
    this.#isQuiet = false;
    this.#options.onQuiet();
  }

  #fallSilent(): void {
    this.#hasFallenSilent = true;
    this.end();
  }
}
