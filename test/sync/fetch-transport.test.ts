import { describe, expect, it } from 'vitest';
import { createFetchTransport } from '../../src/sync/fetch-transport.ts';
import { person } from './support.ts';

const request = {
  protocol: 1,
  person,
  store: person,
  formFactor: 'phone' as const,
  waiting: 0,
  cookie: null,
  settled: [],
};
const signal = new AbortController().signal;

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

const transportOf = (answer: () => Response) =>
  createFetchTransport({ fetch: async () => answer(), now: () => Date.UTC(2024, 0, 1) });

async function pulled(answer: () => Response): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of transportOf(answer).pull(request, signal)) lines.push(line);
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
      signal,
    );
    await expect(push).rejects.toMatchObject({ code: 'protocol' });
  });
});
