import pg from 'pg';
import type { Logger } from '../../src/shared/base/logger.ts';
import { faultFields } from './database-fault.ts';
import type { MessageListener } from './messages.ts';

/** First wait before connecting again; each further failure doubles it up to the longest. */
const firstWait = 250;
const longestWait = 30_000;
/** A connection that a network box dropped says nothing for hours: it is asked this often, and given this long. */
const beatEvery = 30_000;
const answerLimit = 10_000;

export interface PostgresListenerOptions {
  readonly url: string;
  /** SQL name of the channel. */
  readonly channel: string;
  readonly logger: Logger;
}

/**
 *   connect ──listens──► tell onConnect ──► beat, beat … ──lost──► wait ──back-off over──► connect
 *      └────────────────────── fails ─────────────────────────────▲
 */
export class PostgresListener {
  readonly #options: PostgresListenerOptions;
  readonly #listener: MessageListener;
  #client: pg.Client | undefined;
  #cancelTimer: (() => void) | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(options: PostgresListenerOptions, listener: MessageListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** One try to listen; after a failure the next follows by itself. */
  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'haversack messages',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: answerLimit,
    });
    this.#client = client;
    client.on('error', (error) => this.#lose(client, error));
    client.on('end', () => this.#lose(client, new Error('the connection ended')));
    client.on('notification', (message) => this.#listener.onMessage(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${this.#options.channel}`);
    } catch (error) {
      this.#lose(client, error);
      return;
    }
    if (this.#client !== client) return;
    this.#failures = 0;
    this.#beat(client);
    this.#listener.onConnect();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer?.();
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  #beat(client: pg.Client): void {
    this.#cancelTimer = this.#listener.clock.after(beatEvery, () => {
      client.query('select 1').then(
        () => {
          if (this.#client === client) this.#beat(client);
        },
        (error: unknown) => this.#lose(client, error),
      );
    });
  }

  /** An error and the end of its connection come both: the first counts. */
  #lose(client: pg.Client, error: unknown): void {
    if (this.#client !== client || this.#isClosed) return;
    this.#client = undefined;
    this.#cancelTimer?.();
    // Not waited for: a connection that hangs would hold up the next one.
    client.end().catch(() => undefined);
    const wait = this.#nextWait();
    this.#options.logger.info('other servers are not heard, connecting again', {
      reason: faultFields(error).message,
      milliseconds: wait,
    });
    this.#cancelTimer = this.#listener.clock.after(wait, () => void this.connect());
  }

  /** Half of it random: servers that lost the database together do not come back together. */
  #nextWait(): number {
    const whole = Math.min(longestWait, firstWait * 2 ** Math.min(this.#failures, 20));
    this.#failures += 1;
    const [byte = 0] = this.#listener.random.bytes(new Uint8Array(1));
    return Math.round(whole / 2 + (whole / 2) * (byte / 255));
  }
}
