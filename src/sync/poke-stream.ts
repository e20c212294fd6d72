import type { Clock } from '../shared/base/clock.ts';

/** The server beats every 25 seconds: two that are missed mean a dead stream. */
const deadAfter = 65_000;
const longest = 5 * 60_000;

export interface PokeStreamOptions {
  readonly url: string;
  readonly EventSource: typeof globalThis.EventSource;
  readonly clock: Clock;
  readonly onPoke: () => void;
}

/**
 * The wake-up stream, until the returned function is called. A browser opens a broken one again by itself, but not one
 * whose line died without a word, nor one that a proxy answered in the server's place: both say nothing, and a stream that
 * says nothing is opened anew, each time after a longer wait.
 */
export function openPokeStream({ url, EventSource, clock, onPoke }: PokeStreamOptions): () => void {
  let source: EventSource;
  let silences = 0;
  let cancel = (): void => undefined;

  const wait = (): void => {
    cancel();
    cancel = clock.after(Math.min(deadAfter * 2 ** silences, longest), () => {
      silences += 1;
      source.close();
      open();
    });
  };
  const heard = (): void => {
    silences = 0;
    wait();
  };
  const heardPoke = (): void => {
    heard();
    onPoke();
  };
  const open = (): void => {
    source = new EventSource(url);
    source.addEventListener('poke', heardPoke);
    source.addEventListener('beat', heard);
    // Pokes sent while the stream was down are lost: each new connection counts as one.
    source.addEventListener('open', onPoke);
    wait();
  };

  open();
  return () => {
    cancel();
    source.close();
  };
}
