import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.ts';
import { testApp } from './api.ts';

/** Programs that were bundled elsewhere are told where the project is. */
const root =
  process.env['HAVERSACK_ROOT'] ?? dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** A server process of the built project on a port and a data folder of its own. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** All that it printed so far. */
  output(): string;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut of the process would: no handler of its own runs. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Stops it and deletes its data. */
  dispose(): Promise<void>;
}

/** Resolves when the server says it is ready; fails with its output when it ends or takes over a minute and a half. */
async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`server ended with ${child.exitCode}:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > deadline) throw new Error(`server not ready:\n${output()}`);
    await delay(100);
  }
}

/** Starts a server with the tiny demo; `from` copies a prepared data folder, which saves the first start. */
export async function startServer(
  options: { from?: string; env?: Record<string, string>; program?: string } = {},
): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-e2e-'));
  if (options.from !== undefined && existsSync(options.from))
    cpSync(options.from, dataDir, { recursive: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  let printed = '';

  async function start(): Promise<void> {
    const started = spawn(
      process.execPath,
      ['--enable-source-maps', options.program ?? join(root, 'dist', 'server', 'main.js')],
      {
        cwd: root,
        env: {
          ...process.env,
          PORT: String(port),
          HOST: '127.0.0.1',
          DATA_DIR: dataDir,
          DEMO_SIZE: 'tiny',
          LOG_LEVEL: 'error',
          DEMO_APP_ID: testApp.id,
          DEMO_APP_SECRET: testApp.secret,
          ...options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    started.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child = started;
    await untilReady(url, started, () => printed);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    running.kill(signal);
    await exited;
  }

  await start();
  return {
    url,
    port,
    dataDir,
    output: () => printed,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async dispose() {
      await end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
