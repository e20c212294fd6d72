import { randomUUID } from 'node:crypto';
import { createConnection } from 'node:net';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on loopback where the run's main process answers with the address of its PostgreSQL. */
    postgresStarter: number;
  }
}

/** Asks the run's main process, which starts PostgreSQL at the first question and ends it with the run. */
async function serverUrl(): Promise<string> {
  const port = inject('postgresStarter');
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (text += part));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
  const parsed = JSON.parse(answer) as { readonly url?: string; readonly problem?: string };
  if (parsed.url === undefined) throw new Error(parsed.problem ?? 'PostgreSQL did not start');
  return parsed.url;
}

async function withAdmin(url: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

/** An empty database on the run's real PostgreSQL; fails, never skips, where there is none. */
export async function createPostgresDatabase(): Promise<{
  readonly url: string;
  readonly drop: () => Promise<void>;
}> {
  const admin = await serverUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(admin, (client) =>
    client.query(`create database ${name} template template0 encoding 'UTF8'`),
  );
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => withAdmin(admin, (client) => client.query(`drop database ${name} with (force)`)),
  };
}
