import type { PullRequest } from '../shared/protocol/pull.ts';
import type { PushRequest } from '../shared/protocol/push.ts';

/** What a request is watched by: it ends with the run it belongs to, and with a connection that says nothing. */
export interface Watch {
  /** Aborted when the request is to end. */
  readonly signal: AbortSignal;
  /**
   * Settles as the step does, which is one wait for the other side: the answer's head, the next bytes. Rejects with `network`
   * when the run has ended or when the step took too long; `size` is how many characters go up meanwhile. One step at a time.
   */
  hear<T>(step: Promise<T>, size?: number): Promise<T>;
}

/** The way to the server, a parameter of the engine (I10). What comes back is unread: the engine parses it. */
export interface Transport {
  /**
   * The answer's lines, in order. Throws an AppError: `network`, `unavailable`, `too-many-requests` (worth another try;
   * `details.retryAfter` in milliseconds), `not-signed-in`, `wrong-person`, `no-mobile-privilege`, `protocol`. An answer that
   * ends early simply ends. Every wait for the server goes through the watch.
   */
  pull(request: PullRequest, watch: Watch): AsyncIterable<string>;
  /** As {@link pull}; also `too-large`. */
  push(request: PushRequest, watch: Watch): Promise<unknown>;
  /** Calls back when something in scope may have changed, until closed; reconnects by itself, also where it hears nothing. */
  poke(who: { readonly person: string; readonly store: string }, onPoke: () => void): () => void;
}
