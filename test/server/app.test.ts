import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../server/app.ts';
import type { Database } from '../../server/db/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { createTestModel } from '../support/model.ts';
import { createPeople } from '../support/people.ts';
import { createTestServices } from '../support/services.ts';

describe('server', () => {
  let database: Database;
  let app: FastifyInstance;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'haversack-app-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>app</title>');
    writeFileSync(join(folder, 'service-worker.js'), '// worker');
    writeFileSync(join(folder, 'assets', 'main-abc.js'), '// script');
    database = await openTestDatabase();
    const model = await createTestModel(database);
    await createPeople(database);
    app = await buildApp(createTestServices(database, model), { appFolder: folder });
    app.get('/api/data-fault', async () => {
      throw new Error('secret of the database');
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url, headers });

  test('says that it lives and that it is ready', async () => {
    expect((await get('/healthz')).statusCode).toBe(200);
    expect((await get('/readyz')).json()).toEqual({ ok: true });
  });

  test('assets stay for good, the page and the worker are asked for again', async () => {
    expect((await get('/assets/main-abc.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
    const worker = await get('/service-worker.js');
    expect(worker.headers['service-worker-allowed']).toBe('/');
    expect(worker.headers['cache-control']).toBe('no-cache');
  });

  test('a deep link opens the page; a missing file or route does not', async () => {
    const page = await get('/app/sales/account/1', { accept: 'text/html' });

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<title>app</title>');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    for (const url of ['/assets/gone.js', '/app/v1/nothing', '/api/nothing'])
      expect((await get(url, { accept: 'text/html' })).statusCode).toBe(404);
  });

  test('an address of 31 KB arrives over the network', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${address}/api/data/v9.2/accounts?$filter=name eq '${'x'.repeat(31_000)}'`);
    expect(answer.status).toBe(401);
  });

  test('an address that cannot be decoded is refused in the shape of its side', async () => {
    const api = await get('/api/data/v9.2/accounts(%ff)');
    expect([api.statusCode, api.json()]).toMatchObject([
      400,
      { error: { code: '0x80040203', message: expect.stringContaining('%ff') as string } },
    ]);
    expect((await get('/app/%ff')).json()).toMatchObject({ error: { code: 'bad-request' } });
  });

  test('scripts come from the server alone, and nobody frames it', async () => {
    const { headers } = await get('/');

    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('what goes wrong inside stays inside', async () => {
    const answer = await get('/api/data-fault');

    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      error: { code: '0x80040216', message: 'Something went wrong on the server.' },
    });
  });

  test('apps and packages need a sign-in', async () => {
    for (const url of ['/app/v1/apps', '/app/v1/packages/x/y'])
      expect((await get(url)).json()).toMatchObject({ error: { code: 'not-signed-in' } });
  });

  test('a person who asks without end is told to wait', async () => {
    const answers = new Set<number>();
    for (let n = 0; n < 6100; n += 100)
      for (const answer of await Promise.all(Array.from({ length: 100 }, () => get('/app/v1/apps'))))
        answers.add(answer.statusCode);

    expect(answers).toEqual(new Set([401, 429]));
  });
});
