import type { Clock } from '../../src/shared/base/clock.ts';

/** Pokes wait this long for more of their kind: a burst of writes wakes a device once. */
const coalesce = 500;
/** Proxies close streams that say nothing for a minute, and a device opens one anew that misses two: it must hear them, so an event. */
const heartbeat = 25_000;

export interface PokeStream {
  /** False once the other side is gone. */
  send(text: string): boolean;
  end(): void;
}

interface Listener {
  readonly stream: PokeStream;
  readonly tables: ReadonlySet<string>;
}

/** Wakes devices whose carried tables were written. A poke says nothing but "pull": what changed is read there. */
export class PokeHub {
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  #changed = new Set<string>();
  #cancelPoke: (() => void) | undefined;
  #cancelBeat: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds a stream; returns the way to take it out. */
  add(stream: PokeStream, tables: ReadonlySet<string>): () => void {
    const listener = { stream, tables };
    this.#listeners.add(listener);
    stream.send('retry: 5000\n\n');
    this.#cancelBeat ??= this.#beat();
    return () => this.#drop(listener);
  }

  notify(tables: ReadonlySet<string>): void {
    if (this.#listeners.size === 0) return;
    for (const table of tables) this.#changed.add(table);
    this.#cancelPoke ??= this.#clock.after(coalesce, () => this.#poke());
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** Ends every stream: a server that shuts down must not wait for them. */
  close(): void {
    this.#cancelPoke?.();
    this.#cancelBeat?.();
    this.#cancelPoke = undefined;
    this.#cancelBeat = undefined;
    for (const listener of this.#listeners) listener.stream.end();
    this.#listeners.clear();
  }

  #drop(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#cancelBeat?.();
    this.#cancelBeat = undefined;
  }

  #poke(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    this.#cancelPoke = undefined;
    for (const listener of [...this.#listeners])
      if ([...changed].some((table) => listener.tables.has(table)))
        this.#send(listener, 'event: poke\ndata: {}\n\n');
  }

  #beat(): () => void {
    return this.#clock.after(heartbeat, () => {
      for (const listener of [...this.#listeners]) this.#send(listener, 'event: beat\ndata: {}\n\n');
      this.#cancelBeat = this.#listeners.size > 0 ? this.#beat() : undefined;
    });
  }

  #send(listener: Listener, text: string): void {
    if (!listener.stream.send(text)) this.#drop(listener);
  }
}
