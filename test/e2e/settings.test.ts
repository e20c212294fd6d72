import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './support/server.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

let running: TestServer;
let idle: TestServer;

beforeAll(async () => {
  idle = await startServer();
  await idle.stop();
  running = await startServer({ from: idle.dataDir });
});

afterAll(async () => {
  await running?.dispose();
  await idle?.dispose();
});

describe('a server that cannot start', () => {
  it.each([
    ['a setting in words it does not know', 'DEMO', () => ({ DEMO: 'perhaps' })],
    ['an application user without its secret', 'DEMO_APP_ID', () => ({ DEMO_APP_ID: 'client' })],
    ['a public address with a path', 'PUBLIC_URL', () => ({ PUBLIC_URL: 'https://work.example.org/crm' })],
    ['a host of another machine', 'HOST', () => ({ HOST: '203.0.113.7' })],
    ['a port in use', 'PORT', () => ({ PORT: String(running.port) })],
    ['a certificate that is missing', 'TLS_CERT', () => ({ TLS_CERT: '/nothing', TLS_KEY: '/nothing' })],
    ['an address of no database', 'DATABASE_URL', () => ({ DATABASE_URL: 'db.example' })],
    ['a database that is away', 'DATABASE_URL', () => ({ DATABASE_URL: 'postgres://127.0.0.1:1/x' })],
    ['a data folder that is a file', 'DATA_DIR', () => ({ DATA_DIR: join(root, 'package.json') })],
  ])('because of %s ends with one sentence about it', (_, variable, faulty) => {
    const env = {
      ...process.env,
      PORT: String(idle.port),
      DATA_DIR: idle.dataDir,
      LOG_LEVEL: 'error',
      ...faulty(),
    };
    const ended = spawnSync(process.execPath, [join(root, 'dist', 'server', 'main.js')], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });

    expect(ended.stderr).toMatch(new RegExp(`^Haversack cannot start\\. ${variable}: [^\\n]*\\.\\n$`));
    expect(ended.status).toBe(1);
  });

  it('because another one uses its data folder says so', () => {
    const env = { ...process.env, PORT: String(idle.port), DATA_DIR: running.dataDir, LOG_LEVEL: 'error' };
    const ended = spawnSync(process.execPath, [join(root, 'dist', 'server', 'main.js')], {
      env,
      encoding: 'utf8',
    });

    expect(ended.stderr).toMatch(
      /^Haversack cannot start\. Process \d+ uses the data folder \([^\n]*\)\.\n$/,
    );
    expect(ended.status).toBe(1);
  });
});
