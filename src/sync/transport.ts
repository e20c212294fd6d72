import type { PullRequest } from '../shared/protocol/pull.ts';
import type { PushRequest } from '../shared/protocol/push.ts';

/** The way to the server, a parameter of the engine (I10). What comes back is unread: the engine parses it. */
export interface Transport {
  /**
   * The answer's lines, in order. Throws an AppError: `network`, `unavailable`, `too-many-requests` (worth another try;
   * `details.retryAfter` in milliseconds), `not-signed-in`, `wrong-person`, `no-mobile-privilege`, `protocol`. An answer that
   * ends early simply ends.
   */
  pull(request: PullRequest, signal: AbortSignal): AsyncIterable<string>;
  /** As {@link pull}; also `too-large`. */
  push(request: PushRequest, signal: AbortSignal): Promise<unknown>;
  /** Calls back when something in scope may have changed, until closed; reconnects by itself. */
  poke(who: { readonly person: string; readonly store: string }, onPoke: () => void): () => void;
}
