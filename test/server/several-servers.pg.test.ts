import { randomFillSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { verifyPassword } from '../../server/auth/password.ts';
import { Sessions } from '../../server/auth/sessions.ts';
import { readConfig } from '../../server/config.ts';
import { Changes } from '../../server/data/changes.ts';
import type { Database } from '../../server/db/database.ts';
import { openPostgres } from '../../server/db/postgres.ts';
import { prepare } from '../../server/prepare.ts';
import type { Services } from '../../server/services.ts';
import { importSolutionArchive } from '../../server/solution/import-solution.ts';
import { administrator } from '../../solutions/sample-data/people.ts';
import { silentLogger } from '../../src/shared/base/logger.ts';
import { createPostgresDatabase } from '../support/postgres.ts';
import { buildReadWorker } from '../support/workers.ts';
import { sampleApp, sampleArchive } from './solution/sample-solution.ts';

const root = join(import.meta.dirname, '..', '..');
const administratorTemplate = '627090ff-40a3-4053-8790-584edc5be201';

interface Server {
  readonly services: Services;
  readonly accounts: Awaited<ReturnType<typeof prepare>>['accounts'];
}

/** What main.ts takes, on a pool of its own. Off loopback, so that demo passwords are random. */
async function prepareServer(url: string): Promise<Server> {
  const database = await openPostgres({ url, logger: silentLogger, connections: 5 });
  return prepare(
    {
      config: readConfig({ HOST: '0.0.0.0', DEMO: '1', DEMO_SIZE: 'tiny' }),
      database,
      logger: silentLogger,
      clock: {
        now: () => Date.now(),
        after(milliseconds, callback) {
          const timer = setTimeout(callback, milliseconds);
          return () => clearTimeout(timer);
        },
      },
      random: { bytes: (into) => randomFillSync(into) },
      changes: new Changes(),
    },
    root,
  );
}

/** Waits for pokes of a stream, one after the other. */
async function openStream(address: string, cookie: string) {
  const abort = new AbortController();
  const url = `${address}/sync/v1/poke?person=${administrator.userId}&store=${randomUUID()}`;
  const answer = await fetch(url, { headers: { cookie }, signal: abort.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: answer.status,
    async nextPoke(): Promise<void> {
      while (!text.includes('event: poke')) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream ended');
        text += value;
      }
      text = text.slice(text.indexOf('event: poke') + 'event: poke'.length);
    },
    close: () => abort.abort(),
  };
}

describe('two servers on one PostgreSQL', () => {
  let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let folder: string;
  let one: Server;
  let other: Server;
  let first: FastifyInstance;
  let second: FastifyInstance;
  let cookie: string;
  let address: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'haversack-app-'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>app</title>');
    created = await createPostgresDatabase();
    [one, other] = await Promise.all([prepareServer(created.url), prepareServer(created.url)]);
    const workerFile = await buildReadWorker();
    [first, second] = (await Promise.all(
      [one, other].map(({ services }) => buildApp(services, { appFolder: folder, reading: { workerFile } })),
    )) as [FastifyInstance, FastifyInstance];
    await first.ready();
    address = await second.listen({ port: 0, host: '127.0.0.1' });
    const session = await new Sessions(one.services).create(administrator.userId, randomUUID());
    cookie = `haversack-session=${session.value}`;
  }, 120_000);
  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
    await Promise.all([one.services.database.close(), other.services.database.close()]);
    await created.drop();
    rmSync(folder, { recursive: true });
  });

  const database = (): Database => one.services.database;
  const createAccount = (name: string) =>
    first.inject({
      method: 'POST',
      url: '/api/data/v9.2/accounts',
      headers: { cookie, origin: one.services.config.publicUrl, 'content-type': 'application/json' },
      payload: { name },
    });
  const appsOf = async (server: FastifyInstance) => {
    const answer = await server.inject({ url: '/app/v1/apps', headers: { cookie } });
    return (answer.json() as { apps: { uniqueName: string; packageHash: string }[] }).apps;
  };
  const listening = async (): Promise<readonly number[]> => {
    const found = await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'haversack messages' and query like 'listen%'
      order by pid`.execute(database().db);
    return found.rows.map((row) => row.pid);
  };

  it('that start at once on an empty database fill it once', async () => {
    const counted = await sql<{ units: number; applications: number; loads: number }>`select
      (select count(*)::int from data.businessunit where parentbusinessunitid is null) as units,
      (select count(*)::int from data.systemuser where fullname = '# Demo application') as applications,
      (select count(*)::int from haversack.setting where key = 'demo' and value ->> 'state' = 'done') as loads`.execute(
      database().db,
    );
    expect(counted.rows).toEqual([{ units: 1, applications: 1, loads: 1 }]);
  });

  it('that start at once print passwords and secrets that hold', async () => {
    const printed = [one, other].flatMap(({ accounts }) => accounts.demoPeople);
    const told = printed.filter((person) => person.password !== undefined);
    expect(new Set(told.map((person) => person.login)).size).toBe(printed.length / 2);
    const person = told.find(({ login }) => login === administrator.login);
    const hash = await sql<{ hash: string }>`select password_hash as hash from haversack.account
      where login = ${administrator.login}`.execute(database().db);
    expect(told).toHaveLength(printed.length / 2);
    expect(await verifyPassword(person?.password ?? '', hash.rows[0]?.hash)).toBe(true);
  });

  it('a session made on one is known on the other, and ended on both', async () => {
    const session = await new Sessions(one.services).create(administrator.userId, randomUUID());
    const mine = { cookie: `haversack-session=${session.value}` };
    const me = await second.inject({ url: '/auth/me', headers: mine });
    expect(me.statusCode).toBe(200);
    await new Sessions(one.services).revoke(session.value);
    expect((await second.inject({ url: '/app/v1/apps', headers: mine })).statusCode).toBe(401);
  });

  it('a write through one wakes the streams of the other', async () => {
    const stream = await openStream(address, cookie);
    expect(stream.status).toBe(200);
    expect((await createAccount('Woken')).statusCode).toBe(204);
    await stream.nextPoke();
    stream.close();
  });

  it('an import on one is seen by the other’s apps, packages and pulls at the next request', async () => {
    const before = await appsOf(second);
    const answer = await first.inject({
      method: 'POST',
      url: '/admin/v1/solutions?name=sample.zip',
      headers: { cookie, origin: one.services.config.publicUrl, 'content-type': 'application/zip' },
      payload: Buffer.from(sampleArchive({ sections: sampleApp([administratorTemplate]) })),
    });
    expect(answer.statusCode).toBe(200);
    const after = await appsOf(second);
    expect(before.map((app) => app.uniqueName)).not.toContain('demo_app');
    const made = after.find((app) => app.uniqueName === 'demo_app');
    const content = await second.inject({
      url: `/app/v1/packages/demo_app/${made?.packageHash}`,
      headers: { cookie },
    });
    expect(content.statusCode).toBe(200);
    const pulled = await second.inject({
      method: 'POST',
      url: '/sync/v1/pull',
      headers: { cookie, origin: one.services.config.publicUrl, 'content-type': 'application/json' },
      payload: {
        protocol: 1,
        person: administrator.userId,
        store: randomUUID(),
        formFactor: 'desktop',
        waiting: 0,
        cookie: null,
        settled: [],
      },
    });
    expect(pulled.body).toContain('"demo_thing"');
    expect(pulled.body).toContain(`"metadataVersion":"${one.services.model.current.version}"`);
  });

  it('an import that no message told of is seen at the next request all the same', async () => {
    const archive = sampleArchive({
      version: '2.0.0.0',
      sections: sampleApp([administratorTemplate]),
      columns: [{ name: 'demo_silent' }],
    });
    await importSolutionArchive(database(), archive, 'sample.zip');
    expect(other.services.model.current.column('demo_thing', 'demo_silent')).toBeUndefined();
    await appsOf(second);
    expect(other.services.model.current.column('demo_thing', 'demo_silent')).toBeDefined();
  });

  it('a message alone lets the other read its metadata again, without a request', async () => {
    const archive = sampleArchive({
      version: '3.0.0.0',
      sections: sampleApp([administratorTemplate]),
      columns: [{ name: 'demo_told' }],
    });
    await importSolutionArchive(database(), archive, 'sample.zip');
    one.services.changes.notify(['role']);
    await vi.waitFor(() =>
      expect(other.services.model.current.column('demo_thing', 'demo_told')).toBeDefined(),
    );
  });

  it('a server whose message connection was cut works on, takes all as changed and hears later writes', async () => {
    const stream = await openStream(address, cookie);
    const before = await listening();
    expect(before).toHaveLength(2);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'haversack messages'`.execute(database().db);
    expect((await second.inject({ url: '/app/v1/apps', headers: { cookie } })).statusCode).toBe(200);
    await vi.waitFor(
      async () => expect((await listening()).filter((pid) => !before.includes(pid))).toHaveLength(2),
      { timeout: 20_000, interval: 50 },
    );
    // Nothing was written meanwhile: the poke is for what may have been missed.
    await stream.nextPoke();
    expect((await createAccount('Heard again')).statusCode).toBe(204);
    await stream.nextPoke();
    stream.close();
  });
});
