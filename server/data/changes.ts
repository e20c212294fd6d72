/**
 * Tells, after a commit, which tables changed. A hint for live streams, never a truth: what changed is read from the
 * change log. Within this process only: several servers on one PostgreSQL do not hear of each other yet.
 */
export class Changes {
  readonly #listeners = new Set<(tables: ReadonlySet<string>) => void>();

  /** Call after the commit, never inside the transaction. */
  notify(tables: Iterable<string>): void {
    const changed = new Set(tables);
    if (changed.size === 0) return;
    for (const listener of this.#listeners) listener(changed);
  }

  /** Returns the way to stop. */
  subscribe(listener: (tables: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
