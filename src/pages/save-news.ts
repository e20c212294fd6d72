/** What became of the last save. */
export type SaveStage = 'none' | 'saved' | 'sent';

/** Follows a save from this device to the server, so that the page can say both quietly, one after the other. */
export class SaveNews {
  #stage: SaveStage = 'none';
  #isWaiting = false;
  #version: string | undefined;

  get stage(): SaveStage {
    return this.#stage;
  }

  /** The save is on disk. */
  saved(): void {
    this.#stage = 'saved';
  }

  /** A later look at the record: whether a change of it waits, and the server's version of it. */
  follow(record: { readonly pending?: 'waiting' | 'problem'; readonly version?: string | null }): void {
    const isWaiting = record.pending === 'waiting';
    const version = record.version ?? undefined;
    if (isWaiting) this.#stage = 'saved';
    else if (record.pending === 'problem') this.#stage = 'none';
    else if (this.#stage === 'saved' && (this.#isWaiting || version !== this.#version)) this.#stage = 'sent';
    this.#isWaiting = isWaiting;
    this.#version = version;
  }

  forget(): void {
    this.#stage = 'none';
    this.#isWaiting = false;
    this.#version = undefined;
  }
}
