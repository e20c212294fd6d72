import { AppError, errorCodes } from '../shared/base/app-error.ts';
import type { ErrorCode } from '../shared/base/app-error.ts';
import type { Clock } from '../shared/base/clock.ts';
import { failureBody } from '../shared/protocol/values.ts';
import * as v from 'valibot';
import { openPokeStream } from './poke-stream.ts';
import { textLines, textParts } from './text-lines.ts';
import type { Transport, Watch } from './transport.ts';

/** What the transport uses of the browser; parameters, so that tests need none. */
export interface FetchParts {
  readonly fetch: typeof globalThis.fetch;
  /** Absent where there is none: then only the timer and the person fetch. */
  readonly EventSource?: typeof globalThis.EventSource;
  /** For `Retry-After` as a date, and for a wake-up stream that says nothing. */
  readonly clock: Clock;
  /** Before the path; default: this origin. */
  readonly base?: string;
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'not-signed-in',
  403: 'no-privilege',
  409: 'wrong-person',
  413: 'too-large',
  429: 'too-many-requests',
};

function retryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

async function textOf({ body }: Response, watch: Watch): Promise<string> {
  const parts: string[] = [];
  if (body !== null) for await (const part of textParts(body, watch)) parts.push(part);
  return parts.join('');
}

/** The server's own code where it gives one; a proxy's page is judged by its status. */
async function failureFrom(response: Response, watch: Watch, now: number): Promise<AppError> {
  const text = await textOf(response, watch).catch(() => '');
  const parsed = v.safeParse(failureBody, parsedOrNothing(text));
  const given = parsed.success ? parsed.output.error.code : undefined;
  const known = given !== undefined && given in errorCodes ? (given as ErrorCode) : undefined;
  const byItself = byStatus[response.status] ?? (response.status >= 500 ? 'unavailable' : 'protocol');
  const message = parsed.success ? { message: parsed.output.error.message } : {};
  return new AppError(known ?? byItself, {
    ...message,
    status: response.status,
    retryAfter: retryAfter(response.headers.get('retry-after'), now),
  });
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The transport over fetch and server-sent events, with the session's cookie and nothing else. */
export function createFetchTransport(parts: FetchParts): Transport {
  const base = parts.base ?? '';

  async function post(path: string, content: unknown, watch: Watch): Promise<Response> {
    const body = JSON.stringify(content);
    let response: Response;
    try {
      const answer = parts.fetch(`${base}${path}`, {
        method: 'POST',
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        headers: { 'content-type': 'application/json' },
        body,
        signal: watch.signal,
      });
      response = await watch.hear(answer, body.length);
    } catch (cause) {
      throw new AppError('network', {}, { cause });
    }
    if (!response.ok) throw await failureFrom(response, watch, parts.clock.now());
    return response;
  }

  return {
    async *pull(request, watch) {
      const response = await post('/sync/v1/pull', request, watch);
      if (response.body === null) throw new AppError('protocol', { message: 'A pull answer had no body.' });
      yield* textLines(response.body, watch);
    },

    async push(request, watch) {
      const response = await post('/sync/v1/push', request, watch);
      const answer = parsedOrNothing(await textOf(response, watch));
      if (answer === undefined)
        throw new AppError('protocol', { message: 'A push answer was no JSON: something stands between.' });
      return answer;
    },

    poke(who, onPoke) {
      const { EventSource, clock } = parts;
      if (EventSource === undefined) return () => undefined;
      const query = new URLSearchParams({ person: who.person, store: who.store }).toString();
      return openPokeStream({ url: `${base}/sync/v1/poke?${query}`, EventSource, clock, onPoke });
    },
  };
}
