import { newGuid } from '../../src/shared/base/guid.ts';
import type { Messages } from '../db/messages.ts';
import type { Services } from '../services.ts';
import { readChangeMessage, writeChangeMessage } from './change-message.ts';

/** Commits wait this long for more of their kind: a burst of writes costs one message. */
const coalesce = 50;
/** After a message that could not be sent. */
const retryAfter = 5_000;

export type RelayServices = Pick<Services, 'changes' | 'model' | 'clock' | 'random' | 'logger'>;

/**
 * Carries the news of commits between the servers of one database: own ones out, coalesced and after their commit;
 * others' in. A message may be lost, so nothing rests on it: when listening begins again everything counts as changed, and
 * whether the model is current is asked of the database (`ModelHolder.refresh`).
 */
export class ChangeRelay {
  readonly #services: RelayServices;
  readonly #messages: Messages;
  readonly #id: string;
  #waiting = new Set<string>();
  #cancelSend: (() => void) | undefined;
  #stopHearing: (() => void) | undefined;
  #stopListening: (() => Promise<void>) | undefined;

  constructor(services: RelayServices, messages: Messages) {
    this.#services = services;
    this.#messages = messages;
    this.#id = newGuid(services.random);
  }

  /** Begins to tell and to listen. A database that cannot be listened to now is tried again, and does not throw. */
  async start(): Promise<void> {
    const { changes, clock, random } = this.#services;
    this.#stopHearing = changes.subscribeOwn((tables) => this.#collect(tables));
    this.#stopListening = await this.#messages.listen({
      clock,
      random,
      onMessage: (text) => this.#hear(text),
      onConnect: () => this.#everythingChanged(this.#services.model.reload()),
    });
  }

  /** Tells what still waits, then stops. */
  async close(): Promise<void> {
    this.#stopHearing?.();
    this.#cancelSend?.();
    await this.#send({ isLast: true });
    await this.#stopListening?.();
  }

  #collect(tables: ReadonlySet<string>): void {
    for (const table of tables) this.#waiting.add(table);
    this.#sendIn(coalesce);
  }

  #sendIn(milliseconds: number): void {
    this.#cancelSend ??= this.#services.clock.after(milliseconds, () => {
      this.#cancelSend = undefined;
      void this.#send({ isLast: false });
    });
  }

  async #send({ isLast }: { readonly isLast: boolean }): Promise<void> {
    const tables = this.#waiting;
    if (tables.size === 0) return;
    this.#waiting = new Set();
    try {
      await this.#messages.publish(writeChangeMessage(this.#id, tables));
    } catch (error) {
      this.#services.logger.info('other servers not told of changes', { reason: String(error) });
      if (isLast) return;
      for (const table of tables) this.#waiting.add(table);
      this.#sendIn(retryAfter);
    }
  }

  #hear(text: string): void {
    const message = readChangeMessage(text);
    if (message?.from === this.#id) return;
    const { model, changes } = this.#services;
    // A version that speaks otherwise: what it says is unknown, that it changed something is not.
    if (message === undefined || message.tables === 'all') return this.#everythingChanged(model.refresh());
    const { tables } = message;
    this.#after(model.refresh(), () => changes.receive(tables));
  }

  #everythingChanged(reading: Promise<unknown>): void {
    const { model, changes } = this.#services;
    this.#after(reading, () => changes.receive(model.current.tables.keys()));
  }

  /** Streams are woken also where the model could not be read: the next request asks for it again. */
  #after(reading: Promise<unknown>, wake: () => void): void {
    reading.then(wake, (error: unknown) => {
      this.#services.logger.error('model not read again', { reason: String(error) });
      wake();
    });
  }
}
