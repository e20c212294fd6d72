import { Readable } from 'node:stream';
import { constants, createBrotliCompress } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import { isGuid } from '../../src/shared/base/guid.ts';
import { limits, ndjson } from '../../src/shared/protocol/version.ts';
import type { Services } from '../services.ts';
import { carriedByPackage } from './carried-tables.ts';
import type { CarriedBy } from './carried-tables.ts';
import { PokeHub } from './poke-hub.ts';
import type { PokeStream } from './poke-hub.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { portsOf } from './service-ports.ts';

/** Writes to these may change what anyone carries. */
const securityTables = [
  'systemuserroles',
  'teamroles',
  'teammembership',
  'appmoduleroles',
  'role',
  'systemuser',
  'team',
  'businessunit',
];

function personOf(request: FastifyRequest): string {
  if (request.userId === null || request.userId === undefined) throw new AppError('not-signed-in');
  return request.userId;
}

const accepts = (request: FastifyRequest, encoding: string): boolean =>
  (request.headers['accept-encoding'] ?? '')
    .toString()
    .split(',')
    .some((part) => part.trim().split(';')[0] === encoding);

/** Every write is flushed: a chunk is on its way when its cookie is. */
function compressed(source: Readable): Readable {
  const brotli = createBrotliCompress({
    flush: constants.BROTLI_OPERATION_FLUSH,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 1,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
  source.on('error', (error) => brotli.destroy(error));
  brotli.on('close', () => source.destroy());
  return source.pipe(brotli);
}

async function sendLines(
  request: FastifyRequest,
  reply: FastifyReply,
  lines: AsyncGenerator<string, void>,
): Promise<FastifyReply> {
  const source = Readable.from(lines, { objectMode: true, highWaterMark: 2 });
  reply.header('content-type', ndjson).header('cache-control', 'no-store').header('vary', 'accept-encoding');
  // Quality 1 is both faster and smaller than gzip here; browsers without it (plain http) get the text as it is.
  if (!accepts(request, 'br')) return reply.send(source);
  return reply.header('content-encoding', 'br').send(compressed(source));
}

/** Pull, push and the wake-up stream. Every request names its person; another person's session gets `wrong-person`. */
export function syncPlugin(
  app: FastifyInstance,
  services: Services,
  carriedBy: CarriedBy = carriedByPackage(),
): void {
  const ports = portsOf(services, carriedBy);
  const hub = new PokeHub(services.clock);
  const stop = services.changes.subscribe((tables) => hub.notify(tables));
  app.addHook('preClose', async () => {
    stop();
    hub.close();
  });

  app.post('/sync/v1/pull', { bodyLimit: 256_000 }, async (request, reply) => {
    const lines = await pull(ports, personOf(request), request.body);
    return sendLines(request, reply, lines);
  });

  app.post('/sync/v1/push', { bodyLimit: limits.pushBody }, async (request, reply) => {
    const answer = await push(ports, personOf(request), request.body);
    return reply.header('cache-control', 'no-store').send(answer);
  });

  app.get<{ Querystring: { person?: string; store?: string } }>('/sync/v1/poke', async (request, reply) => {
    const userId = personOf(request);
    if (!isGuid(request.query.person) || !isGuid(request.query.store)) throw new AppError('bad-request');
    if (request.query.person !== userId) throw new AppError('wrong-person');
    // A desktop carries what any device does, and more: a wake-up too many costs one small pull.
    const scope = await ports.scope(await ports.principal(userId), 'desktop');
    const { raw } = reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const stream: PokeStream = {
      send: (text) => !raw.destroyed && (raw.write(text), true),
      end: () => void raw.end(),
    };
    const tables = [...scope.tables, ...scope.stubTables].map((table) => table.name);
    raw.on('close', hub.add(stream, new Set([...securityTables, ...tables])));
  });
}
