import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, InjectOptions } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import { boundaryOf, readBatch } from './batch-parts.ts';
import type { BatchRequest } from './batch-parts.ts';

const methods = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
/** What says who asks, from where and in which language: the same for every request of a batch. */
const inherited = [
  'cookie',
  'authorization',
  'origin',
  'accept-language',
  'x-time-zone',
  'user-agent',
  'host',
];
/** Of an answer's headers, those that are about the one request. */
const shown = [
  'content-type',
  'odata-version',
  'odata-entityid',
  'etag',
  'location',
  'preference-applied',
  'retry-after',
];

type Method = NonNullable<InjectOptions['method']>;

/** Path and query of a request's address; undefined where it leads out of the Web API, or to another batch. */
function pathOf(address: string, root: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address, root);
  } catch {
    return undefined;
  }
  const isOwn = url.origin === new URL(root).origin && /^\/api\/data\/v9\.\d(\/|$)/.test(url.pathname);
  return isOwn && !url.pathname.endsWith('/$batch') ? `${url.pathname}${url.search}` : undefined;
}

function printAnswer(
  { contentId }: BatchRequest,
  answer: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly payload: string;
  },
): string {
  const { statusCode, headers, payload } = answer;
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`,
    ...shown.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${String(headers[name])}`])),
    '',
    payload,
  ];
  return lines.join('\r\n');
}

/**
 * `POST $batch`: runs the requests one after the other, each as if it had come alone, with the sender's session. The first
 * that fails ends the batch unless `Prefer: odata.continue-on-error` is sent. `inside`: headers by which the Web API knows
 * a request of a batch.
 */
export async function answerBatch(
  app: FastifyInstance,
  root: string,
  inside: Readonly<Record<string, string>>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === undefined || typeof request.body !== 'string')
    throw new AppError('bad-request', {
      message: '$batch: the body must be multipart/mixed with a boundary.',
    });
  const requests = readBatch(request.body, boundary);
  const goesOn = /(?:^|[,;\s])odata\.continue-on-error(?:$|[,;\s=])/.test(
    String(request.headers['prefer'] ?? ''),
  );
  const own = Object.fromEntries(
    inherited.flatMap((name) => {
      const value = request.headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const answers: string[] = [];
  for (const one of requests) {
    const url = pathOf(one.address, root);
    if (url === undefined || !methods.has(one.method))
      throw new AppError('bad-request', {
        message: `$batch: ${one.method} ${one.address.slice(0, 100)} is no request to this Web API.`,
      });
    const answer = await app.inject({
      method: one.method as Method,
      url,
      headers: { 'content-type': 'application/json', ...one.headers, ...own, ...inside },
      remoteAddress: request.ip,
      ...(one.body === '' ? {} : { payload: one.body }),
    });
    answers.push(printAnswer(one, answer));
    if (answer.statusCode >= 400 && !goesOn) break;
  }
  const mark = `batchresponse_${randomUUID()}`;
  const body = `${answers.map((text) => `--${mark}\r\n${text}\r\n`).join('')}--${mark}--\r\n`;
  return reply.type(`multipart/mixed; boundary=${mark}`).header('OData-Version', '4.0').send(body);
}
