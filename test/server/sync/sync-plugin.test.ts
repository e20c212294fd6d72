import { brotliDecompressSync } from 'node:zlib';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorHandlerPlugin } from '../../../server/plugins/error-handler.ts';
import { syncPlugin } from '../../../server/sync/sync-plugin.ts';
import type { Services } from '../../../server/services.ts';
import { createTestServices } from '../../support/services.ts';
import { TestDevice, createAccount, entryOf, makeAccounts, openSyncBed, people } from './support.ts';
import type { SyncBed } from './support.ts';

/** Over HTTP, as the session's person; sign-in is a decorated value here. */
describe('sync over HTTP', () => {
  let bed: SyncBed;
  let app: FastifyInstance;
  let services: Services;
  const session: { person: string | null } = { person: people.ann };

  beforeAll(async () => {
    bed = await openSyncBed('pglite');
    services = createTestServices(bed.database, bed.model);
    app = Fastify({ forceCloseConnections: true });
    app.decorateRequest('userId', null);
    app.addHook('onRequest', async (request) => {
      request.userId = session.person;
    });
    errorHandlerPlugin(app, services);
    syncPlugin(app, services);
    await makeAccounts(bed, people.ann, 3);
  });
  afterAll(async () => {
    await app.close();
    await bed.close();
  });

  const head = (device: TestDevice) => ({ ...device.head, cookie: null, settled: [] });
  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload: body, headers });

  it('answers a pull line by line, kept by nobody', async () => {
    const answer = await post('/sync/v1/pull', head(new TestDevice(bed, people.ann)));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    expect(answer.headers['cache-control']).toBe('no-store');
    const lines = answer.body.trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'plan' });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ kind: 'done' });
  });

  it('the same bytes with brotli where the browser takes it', async () => {
    const body = head(new TestDevice(bed, people.ann));
    const answer = await post('/sync/v1/pull', body, { 'accept-encoding': 'gzip, br' });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(new Uint8Array(answer.rawPayload)).toString()).toContain('"kind":"done"');
  });

  it('another person’s session is told so, and nothing is done', async () => {
    const device = new TestDevice(bed, people.cid);
    for (const url of ['/sync/v1/pull', '/sync/v1/push']) {
      const answer = await post(url, { ...head(device), entries: [entryOf(createAccount('Theirs'))] });
      expect(answer.statusCode).toBe(409);
      expect(answer.json()).toMatchObject({ error: { code: 'wrong-person' } });
    }
  });

  it('without a session nothing is read', async () => {
    session.person = null;
    try {
      for (const url of ['/sync/v1/pull', '/sync/v1/push'])
        expect((await post(url, { any: 'thing' })).statusCode).toBe(401);
      expect((await app.inject('/sync/v1/poke?person=x&store=y')).statusCode).toBe(401);
    } finally {
      session.person = people.ann;
    }
  });

  it('a push over the limit is too large, so that the device halves it', async () => {
    const device = new TestDevice(bed, people.ann);
    const many = Array.from({ length: 201 }, () => entryOf(createAccount('Many')));
    expect((await post('/sync/v1/push', { ...device.head, entries: many })).statusCode).toBe(413);
    const big = {
      ...device.head,
      entries: [{ ...entryOf(createAccount('Big')), madeAt: 'x'.repeat(2_100_000) }],
    };
    expect((await post('/sync/v1/push', big)).statusCode).toBe(413);
  });

  it('a write wakes the open stream of whoever carries the table or may gain by it', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const device = new TestDevice(bed, people.ann);
    const url = `http://127.0.0.1:${port}/sync/v1/poke?person=${people.ann}&store=${device.store}`;
    const stream = await fetch(url);
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    services.changes.notify(['a_table_nobody_carries']);
    services.changes.notify(['systemuserroles']);
    services.changes.notify(['teamroles']);
    while (!text.includes('event: poke')) {
      const part = await reader?.read();
      if (part === undefined || part.done) break;
      text += decoder.decode(part.value);
    }
    expect(text.match(/event: poke/g)).toHaveLength(1);
    await reader?.cancel();
    const wrong = await fetch(url.replace(people.ann, people.cid));
    expect(wrong.status).toBe(409);
  });
});
