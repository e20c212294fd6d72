import { describe, expect, it } from 'vitest';
import { createFetchTransport } from '../../src/sync/fetch-transport.ts';
import { SilenceWatch } from '../../src/sync/silence-watch.ts';
import { SimClock } from '../simulation/sim-clock.ts';
import { person, settleDown } from './support.ts';

const request = {
  protocol: 1,
  person,
  store: person,
  formFactor: 'phone' as const,
  waiting: 0,
  cookie: null,
  settled: [],
};
const clock = new SimClock();
const watchBy = (time: SimClock, silentRuns = 0) =>
  new SilenceWatch({
    clock: time,
    closing: new AbortController().signal,
    silentRuns,
    onQuiet: () => undefined,
  });

/** A body that arrives in the given pieces and then ends, or breaks. */
function bodyOf(pieces: readonly (string | Uint8Array)[], breaks = false): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      if (breaks) controller.error(new TypeError('connection reset'));
      else controller.close();
    },
  });
}

const transportOf = (answer: () => Response) => createFetchTransport({ fetch: async () => answer(), clock });

async function pulled(answer: () => Response): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of transportOf(answer).pull(request, watchBy(clock))) lines.push(line);
  return lines;
}

describe('the transport over fetch', () => {
  it('gives lines whole, however the bytes were cut', async () => {
    const bytes = new TextEncoder().encode('{"a":"ü"}\n{"b":2}\n');
    const pieces = [...bytes].map((byte) => new Uint8Array([byte]));
    expect(await pulled(() => new Response(bodyOf(pieces)))).toEqual(['{"a":"ü"}', '{"b":2}']);
  });

  it('half a line at a cut is dropped', async () => {
    expect(await pulled(() => new Response(bodyOf(['{"a":1}\n{"b"'])))).toEqual(['{"a":1}']);
  });

  it.each([
    ['a broken connection', () => new Response(bodyOf(['{"a":1'], true)), 'network'],
    ['no server', () => Promise.reject(new TypeError('failed to fetch')) as never, 'network'],
    ['a proxy’s 502 page', () => new Response('<html>', { status: 502 }), 'unavailable'],
    ['an ended session', () => new Response('', { status: 401 }), 'not-signed-in'],
    [
      'the server’s own code',
      () => Response.json({ error: { code: 'no-mobile-privilege', message: 'No.' } }, { status: 403 }),
      'no-mobile-privilege',
    ],
  ])('%s is an error of the catalogue', async (_name, answer, code) => {
    await expect(pulled(answer)).rejects.toMatchObject({ code });
  });

  it.each([
    ['7', 7_000],
    ['Mon, 01 Jan 2024 00:00:30 GMT', 30_000],
    ['soon', 0],
  ])('Retry-After %s is read', async (header, wait) => {
    const answer = () => new Response('', { status: 503, headers: { 'retry-after': header } });
    await expect(pulled(answer)).rejects.toMatchObject({ details: { retryAfter: wait } });
  });

  it('a page of HTML as a push answer is no acknowledgement', async () => {
    const push = transportOf(() => new Response('<html>welcome to the hotel</html>')).push(
      { ...request, entries: [] },
      watchBy(clock),
    );
    await expect(push).rejects.toMatchObject({ code: 'protocol' });
  });
});

/** A body whose pieces come when the test says; after them it says nothing, and it never ends. */
function silentBody(): { readonly body: ReadableStream<Uint8Array>; readonly say: (text: string) => void } {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  return { body, say: (text) => controller?.enqueue(new TextEncoder().encode(text)) };
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** Lets the time pass in steps of five seconds, each with what follows from it. */
async function pass(time: SimClock, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) {
    time.advance(5_000);
    await settleDown();
  }
}

describe('a line that says nothing', () => {
  const open = (answer: () => Promise<Response>, silentRuns = 0) => {
    const time = new SimClock();
    const watch = watchBy(time, silentRuns);
    const signals: (AbortSignal | null | undefined)[] = [];
    const transport = createFetchTransport({
      clock: time,
      fetch: (_input, init) => {
        signals.push(init?.signal);
        return answer();
      },
    });
    const ends: unknown[] = [];
    const note = (what: Promise<unknown>): void =>
      void what.then(
        () => ends.push('whole'),
        (error: unknown) => ends.push((error as { code: string }).code),
      );
    const pull = async (into: string[] = []): Promise<void> => {
      for await (const line of transport.pull(request, watch)) into.push(line);
    };
    const push = (entries: unknown[] = []) => transport.push({ ...request, entries }, watch);
    return { time, watch, signals, ends, note, pull, push };
  };

  it.each([
    ['before the head', () => never<Response>(), 'network'],
    ['after the head', async () => new Response(silentBody().body), 'network'],
    ['after the head of a 502', async () => new Response(silentBody().body, { status: 502 }), 'unavailable'],
  ])('%s: push and pull end after half a minute, and the request is aborted', async (_name, answer, code) => {
    for (const what of ['pull', 'push'] as const) {
      const { time, signals, ends, note, ...line } = open(answer);
      note(line[what]());
      await settleDown();
      await pass(time, 25);
      expect(ends).toEqual([]);
      await pass(time, 10);
      expect(ends).toEqual([code]);
      expect(signals[0]?.aborted).toBe(true);
    }
  });

  it('in the middle of the body: what came before counts, and every byte gives it new time', async () => {
    const { body, say } = silentBody();
    const { time, ends, note, pull } = open(async () => new Response(body));
    const lines: string[] = [];
    note(pull(lines));
    for (const piece of ['{"a"', ':1}\n', '{"b"']) {
      say(piece);
      await settleDown();
      await pass(time, 25);
    }
    expect([lines, ends]).toEqual([['{"a":1}'], []]);
    await pass(time, 5);
    expect(ends).toEqual(['network']);
  });

  it('a large body may take its time on the way up', async () => {
    const { time, ends, note, push } = open(() => never());
    note(push(['x'.repeat(800_000)]));
    await settleDown();
    await pass(time, 125);
    expect(ends).toEqual([]);
    await pass(time, 10);
    expect(ends).toEqual(['network']);
  });

  it('the time a device takes to store what came is not the line’s', async () => {
    const { time, watch, ends, note } = open(() => never());
    note(watch.hear(Promise.resolve('head')));
    await settleDown();
    await pass(time, 600);
    expect([ends, watch.signal.aborted]).toEqual([['whole'], false]);
  });

  it('after several silent runs patience is longer, up to two minutes', async () => {
    for (const [silentRuns, patience] of [
      [1, 30],
      [2, 60],
      [9, 120],
    ] as const) {
      const { time, ends, note, pull } = open(() => never(), silentRuns);
      note(pull());
      await settleDown();
      await pass(time, patience - 5);
      expect(ends).toEqual([]);
      await pass(time, 10);
      expect(ends).toEqual(['network']);
    }
  });
});

/** Event sources the transport opened. */
class FakeEventSource extends EventTarget {
  static readonly opened: FakeEventSource[] = [];
  isClosed = false;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  say(kind: string): void {
    this.dispatchEvent(new Event(kind));
  }

  close(): void {
    this.isClosed = true;
  }
}

describe('the wake-up stream', () => {
  const open = () => {
    FakeEventSource.opened.length = 0;
    const time = new SimClock();
    const transport = createFetchTransport({
      clock: time,
      fetch: () => never(),
      EventSource: FakeEventSource as never,
    });
    const pokes: number[] = [];
    const close = transport.poke({ person, store: person }, () => pokes.push(time.now()));
    return { time, pokes, close, opened: FakeEventSource.opened };
  };

  it('stays as long as it beats, and each poke and each opening wakes', async () => {
    const { time, pokes, opened } = open();
    opened[0]?.say('open');
    for (let beats = 0; beats < 20; beats++) {
      await pass(time, 25);
      opened[0]?.say('beat');
    }
    opened[0]?.say('poke');
    expect([opened.length, pokes.length]).toEqual([1, 2]);
  });

  it('that says nothing is closed and opened anew, ever more rarely until it is heard', async () => {
    const { time, pokes, opened } = open();
    opened[0]?.say('open');
    opened[0]?.say('beat');
    await pass(time, 60);
    expect(opened).toHaveLength(1);
    await pass(time, 5);
    expect([opened.length, opened[0]?.isClosed]).toEqual([2, true]);
    await pass(time, 125);
    expect(opened).toHaveLength(2);
    await pass(time, 5);
    expect(opened).toHaveLength(3);
    opened[2]?.say('open');
    expect(pokes).toHaveLength(2);
    opened[2]?.say('beat');
    await pass(time, 65);
    expect(opened).toHaveLength(4);
  });

  it('is opened no more once closed', async () => {
    const { time, close, opened } = open();
    close();
    await pass(time, 600);
    expect([opened.length, opened[0]?.isClosed]).toEqual([1, true]);
  });
});
