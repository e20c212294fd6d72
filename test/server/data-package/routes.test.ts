import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, errorCodes } from '../../../src/shared/base/app-error.ts';
import { must } from '../../../src/shared/base/assert.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { runCli } from '../../../server/cli.ts';
import { readConfig } from '../../../server/config.ts';
import { Changes } from '../../../server/data/changes.ts';
import { dataPackagePlugin } from '../../../server/data-package/routes.ts';
import type { Database } from '../../../server/db/database.ts';
import { announceServer, readAdminToken } from '../../../server/solution/local-server.ts';
import { adminTokenHeader } from '../../../server/solution/archive-uploads.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { createPeople, people } from '../../support/people.ts';
import { buildPackageWorker } from '../../support/workers.ts';
import { id, now, packageZip, recordXml, tableXml } from './support.ts';

const random = { bytes: (into: Uint8Array): Uint8Array => into.fill(7) };
const clock = { now: () => now, after: () => () => undefined };

describe('data packages over HTTP and by command line', () => {
  let database: Database;
  let app: FastifyInstance;
  let dataDir: string;
  let withdraw: () => void;
  let changed: Set<string>;
  let asking: string | null;
  let address: string;
  /** All that the command line said in this test. */
  let said: string;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'haversack-'));
    database = await openTestDatabase();
    const model = await createTestModel(database);
    await createPeople(database);
    const changes = new Changes();
    changed = new Set();
    asking = null;
    said = '';
    changes.subscribe((tables) => tables.forEach((table) => changed.add(table)));
    app = Fastify() as unknown as FastifyInstance;
    app.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof AppError)) return reply.code(500).send({ error: { message: String(error) } });
      return reply
        .code(errorCodes[error.code].status)
        .send({ error: { code: error.code, message: error.message } });
    });
    app.decorateRequest('userId', null);
    app.addHook('onRequest', async (request) => {
      request.userId = asking;
    });
    const config = readConfig({ DATA_DIR: dataDir });
    await dataPackagePlugin(
      app,
      { config, database, model, logger: silentLogger, changes, clock },
      { workerFile: await buildPackageWorker() },
    );
    app.get('/other', async () => (await sql`select 1`.execute(database.db)).rows.length);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    address = `http://127.0.0.1:${port}`;
    withdraw = announceServer(dataDir, { url: address, pid: process.pid }, random);
  });
  afterEach(async () => {
    withdraw();
    await app.close();
    await database.close();
    rmSync(dataDir, { recursive: true });
  });

  const rows = packageZip([
    tableXml('account', [
      recordXml(id(1), { name: 'a', lastvisit: '2024-05-01T00:00:00Z' }),
      recordXml(id(2), { name: 'b', numberofemployees: 'x' }),
    ]),
  ]);
  const post = (headers: Record<string, string>, query = '') =>
    app.inject({
      method: 'POST',
      url: `/admin/v1/data-packages?name=rows.zip${query}`,
      headers: { 'content-type': 'application/zip', ...headers },
      payload: Buffer.from(rows),
    });

  const run = (...args: string[]): Promise<number> =>
    runCli(args, {
      env: { DATA_DIR: dataDir },
      cwd: dataDir,
      out: (text) => void (said += text),
      error: (text) => void (said += text),
    });

  it('are for administrators and the secret of the data folder alone', async () => {
    expect((await post({})).statusCode).toBe(401);
    expect((await post({ [adminTokenHeader]: 'x'.repeat(43) })).statusCode).toBe(401);
    asking = people.ann;
    expect((await post({})).json()).toMatchObject({ error: { code: 'no-privilege' } });
    const none = await sql`select 1 from data.account`.execute(database.db);
    expect(none.rows).toEqual([]);
    asking = people.admin;
    expect((await post({})).json()).toMatchObject({ tables: { account: { created: 1, failed: 1 } } });
    asking = null;
    const token = must(readAdminToken(dataDir), 'the token');
    expect((await post({ [adminTokenHeader]: token })).json()).toMatchObject({
      tables: { account: { created: 0, unchanged: 1, failed: 1 } },
    });
  });

  it('tell the streams of devices what changed, and log it for their pulls', async () => {
    asking = people.admin;
    await post({}, '&shiftDates=');
    expect([...changed]).toEqual(['account']);
    const log = await sql<{
      row_id: string;
    }>`select row_id::text from haversack.change_log where table_name = 'account'`.execute(database.db);
    expect(log.rows).toEqual([{ row_id: id(1) }]);
    expect((await post({}, '&shiftDates=tomorrow')).statusCode).toBe(400);
  });

  it('go through the running server from the command line', async () => {
    writeFileSync(join(dataDir, 'rows.zip'), rows);
    writeFileSync(join(dataDir, 'bad.zip'), 'no zip');
    expect(await run('data', 'import', 'rows.zip', '--shift-dates', '2024-05-16')).toBe(1);
    expect(said).toMatch(
      /1 created, 1 failed[^]*dates shifted by 1 days: 2024-05-16[^]*rows\.failed\.xml.*--shift-dates 2024-05-16/,
    );
    expect(await run('data', 'import', 'rows.failed.xml')).toBe(1);
    expect(await run('data', 'import', 'bad.zip')).toBe(1);
    expect(said).toContain(
      'bad.zip is not a readable archive: it is not a zip file (data-package-unreadable)',
    );
  });

  it('come back out: for administrators, and by the command line, which says what is in it', async () => {
    const ask = (payload: object) =>
      app.inject({ method: 'POST', url: '/admin/v1/data-packages/export', payload });
    const accounts = { tables: ['account'] };
    expect((await ask(accounts)).statusCode).toBe(401);
    asking = people.ann;
    expect((await ask(accounts)).json()).toMatchObject({ error: { code: 'no-privilege' } });
    asking = people.admin;
    await post({});
    for (const none of [{}, { tables: [] }, { tables: 'account' }])
      expect((await ask(none)).statusCode).toBe(400);
    expect((await ask({ tables: ['gone'] })).json()).toMatchObject({
      error: { message: 'There is no table gone.' },
    });
    expect((await ask(accounts)).headers['content-type']).toBe('application/zip');
    asking = null;
    expect(await run('data', 'export', 'out.zip', 'account', 'contact')).toBe(0);
    expect(said).toMatch(/^1 rows are in .*out\.zip\n {2}account: 1\n {2}contact: 0/);
    expect(await run('data', 'import', 'out.zip')).toBe(0);
    expect(said).toContain('out.zip: unchanged');
    const often = Array.from({ length: 3_000 }, () => 'account');
    expect(await run('data', 'export', 'out.zip', ...often)).toBe(0);
    expect(await run('data', 'export', 'out.zip', 'gone')).toBe(1);
    expect(await run('data', 'export', 'no/such/folder.zip', 'account')).toBe(1);
    expect(said).toContain('cannot be written');
    expect(await run('data', 'export', 'out.zip')).toBe(2);
  });

  it('leave the server free to answer others meanwhile', async () => {
    const many = Array.from({ length: 1500 }, (_one, n) => recordXml(id(n + 1), { lastname: `Person ${n}` }));
    asking = people.admin;
    let isDone = false;
    const importing = app
      .inject({
        method: 'POST',
        url: '/admin/v1/data-packages',
        headers: { 'content-type': 'application/zip' },
        payload: Buffer.from(packageZip([tableXml('contact', many)])),
      })
      .finally(() => (isDone = true));
    let answered = 0;
    while (!isDone) {
      // Over the network: answers from within never let the event loop turn.
      expect(await (await fetch(`${address}/other`)).text()).toBe('1');
      answered += 1;
    }
    expect((await importing).json()).toMatchObject({ tables: { contact: { created: 1500 } } });
    // Once between any two transactions of 50 rows, roughly; a single transaction would let one through.
    expect(answered).toBeGreaterThan(20);
  });
});
