type Listener = (tables: ReadonlySet<string>) => void;

/**
 * Tells, after a commit, which tables changed. A hint for live streams, never a truth: what changed is read from the
 * change log. Commits of other servers on the same database arrive through `receive` (change-relay.ts).
 */
export class Changes {
  readonly #listeners = new Set<Listener>();
  readonly #ownListeners = new Set<Listener>();

  /** Call after the commit, never inside the transaction. */
  notify(tables: Iterable<string>): void {
    const changed = new Set(tables);
    if (changed.size === 0) return;
    for (const listener of this.#ownListeners) listener(changed);
    this.#tell(changed);
  }

  /** What another server committed. */
  receive(tables: Iterable<string>): void {
    const changed = new Set(tables);
    if (changed.size > 0) this.#tell(changed);
  }

  /** Hears of every commit, whichever server made it. Returns the way to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of this server's own commits alone. Returns the way to stop. */
  subscribeOwn(listener: Listener): () => void {
    this.#ownListeners.add(listener);
    return () => this.#ownListeners.delete(listener);
  }

  #tell(changed: ReadonlySet<string>): void {
    for (const listener of this.#listeners) listener(changed);
  }
}
