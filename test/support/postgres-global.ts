import { createServer } from 'node:net';
import type { TestProject } from 'vitest/node';
import type {} from './postgres.ts';
import { startPostgres } from './postgres-server.ts';
import type { PostgresServer } from './postgres-server.ts';

/**
 * Vitest's global set-up: answers test processes with the address of the run's PostgreSQL. The server starts at the
 * first question, so a run without `*.pg.test.ts` files starts none; it ends with the run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | undefined;
  let running: PostgresServer | undefined;
  // A run that is ended by a signal skips its teardown; PostgreSQL would stay behind.
  process.once('exit', () => running?.stop());
  const starter = createServer((socket) => {
    starting ??= startPostgres();
    starting.then(
      (server) => {
        running = server;
        socket.end(JSON.stringify({ url: server.url }));
      },
      (error: unknown) => socket.end(JSON.stringify({ problem: String(error) })),
    );
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => starter.listen(0, '127.0.0.1', resolve));
  starter.unref();
  const address = starter.address();
  project.provide('postgresStarter', typeof address === 'object' && address !== null ? address.port : 0);
  return async () => {
    starter.close();
    const server = await starting?.catch(() => undefined);
    running = undefined;
    server?.stop();
  };
}
