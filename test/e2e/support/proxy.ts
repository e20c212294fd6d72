import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';

/** Milliseconds between the last byte that passes and the cut. */
const readingTime = 2_000;

/** An answer that is to be lost on its way. */
interface Cut {
  readonly path: string;
  /** Bytes of the body that pass; 0: none, and no head either. */
  readonly after: number;
  /** Ends before the browser notices anything. */
  readonly first?: () => Promise<void>;
}

/** One request that came by. */
export interface Passage {
  readonly path: string;
  /** What the browser sent. */
  body: string;
  /** Bytes of the answer's body that reached the browser. */
  passed: number;
  /** How it ended; absent: it is on its way. */
  end?: 'whole' | 'cut' | 'refused' | 'hung';
}

/** Stands between browser and server and loses what it is told to lose. */
export interface TestProxy {
  /** What browsers call the server: its PUBLIC_URL. */
  readonly url: string;
  /** All requests so far, in order, except the wake-up stream's. */
  readonly passages: readonly Passage[];
  /** Where requests go. */
  forwardTo(port: number): void;
  /** The next answers to the path are lost, one after another. */
  cut(path: string, after: number, first?: () => Promise<void>): void;
  /** Requests to the path are refused, or no longer. */
  refuse(path: string, isRefused: boolean): void;
  /** Requests to the path arrive, and nothing ever comes back: no byte, no end. Those that hang do so for good. */
  hang(path: string, isHung: boolean): void;
  close(): Promise<void>;
}

/** Bodies are JSON, forms or nothing. */
async function bodyOf(message: IncomingMessage): Promise<string> {
  message.setEncoding('utf8');
  let text = '';
  for await (const part of message as AsyncIterable<string>) text += part;
  return text;
}

class CuttingProxy implements TestProxy {
  readonly url: string;
  readonly passages: Passage[] = [];
  readonly #server: Server;
  readonly #cuts: Cut[] = [];
  readonly #refused = new Set<string>();
  readonly #hung = new Set<string>();
  #target = 0;

  constructor(port: number) {
    this.url = `http://localhost:${port}`;
    this.#server = createServer((incoming, outgoing) => void this.#forward(incoming, outgoing));
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  forwardTo(port: number): void {
    this.#target = port;
  }

  cut(path: string, after: number, first?: () => Promise<void>): void {
    this.#cuts.push({ path, after, ...(first === undefined ? {} : { first }) });
  }

  refuse(path: string, isRefused: boolean): void {
    if (isRefused) this.#refused.add(path);
    else this.#refused.delete(path);
  }

  hang(path: string, isHung: boolean): void {
    if (isHung) this.#hung.add(path);
    else this.#hung.delete(path);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(incoming.url ?? '/', this.url);
    const passage: Passage = { path, body: '', passed: 0 };
    if (path !== '/sync/v1/poke') this.passages.push(passage);
    const lose = (end: 'cut' | 'refused'): void => {
      passage.end ??= end;
      outgoing.destroy();
    };
    const body = await bodyOf(incoming).catch(() => undefined);
    if (body === undefined || this.#refused.has(path)) return lose('refused');
    passage.body = body;
    const isHung = this.#hung.has(path);
    if (isHung) passage.end = 'hung';
    const onward = request({
      port: this.#target,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
      agent: false,
    });
    if (!isHung) outgoing.on('close', () => onward.destroy());
    onward.on('error', () => lose('refused'));
    if (isHung) onward.on('response', (answer) => answer.resume());
    else
      onward.on(
        'response',
        (answer) => void this.#answer(answer, outgoing, passage).catch(() => lose('cut')),
      );
    onward.end(body);
  }

  async #answer(answer: IncomingMessage, outgoing: ServerResponse, passage: Passage): Promise<void> {
    const index = this.#cuts.findIndex((one) => one.path === passage.path);
    const [cut] = index < 0 ? [] : this.#cuts.splice(index, 1);
    if (cut?.after !== 0) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
    }
    for await (const part of answer as AsyncIterable<Buffer>) {
      const left = cut === undefined ? part.length : cut.after - passage.passed;
      const piece = part.subarray(0, left);
      if (piece.length > 0) await new Promise((resolve) => outgoing.write(piece, resolve));
      passage.passed += piece.length;
      if (left > part.length || cut === undefined) continue;
      // What the browser has not read yet dies with the connection, and a busy one reads late.
      if (cut.after > 0) await delay(readingTime);
      await cut.first?.();
      passage.end = 'cut';
      outgoing.destroy();
      return;
    }
    passage.end = 'whole';
    outgoing.end();
  }
}

/** A proxy on a port of its own; requests go nowhere until {@link TestProxy.forwardTo} says where. */
export async function startProxy(): Promise<TestProxy> {
  const port = await freePort();
  const proxy = new CuttingProxy(port);
  await proxy.listen(port);
  return proxy;
}
