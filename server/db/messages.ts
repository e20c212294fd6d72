import type { Clock } from '../../src/shared/base/clock.ts';
import type { Random } from '../../src/shared/base/guid.ts';

export interface MessageListener {
  readonly clock: Clock;
  readonly random: Random;
  /** Text of one message, own ones among them. */
  onMessage(text: string): void;
  /** Listening begins, or begins again: whatever was told before it may have been missed. */
  onConnect(): void;
}

/**
 * Short messages among the servers of one database. Hints, not truths: one that is told while a server's connection is
 * down is lost to that server, which therefore takes everything as changed when it listens again.
 */
export interface Messages {
  /** Tells every listening server, this one too. Never inside a transaction that writes rows: that costs a third. */
  publish(text: string): Promise<void>;
  /**
   * Listens on a connection of its own that comes back by itself. Resolves after the first try, successful or not, with
   * the way to stop.
   */
  listen(listener: MessageListener): Promise<() => Promise<void>>;
}
