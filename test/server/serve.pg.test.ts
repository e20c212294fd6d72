import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { openPostgres } from '../../server/db/postgres.ts';
import { serve } from '../../server/serve.ts';
import { silentLogger } from '../../src/shared/base/logger.ts';
import { createPostgresDatabase } from '../support/postgres.ts';

const root = join(import.meta.dirname, '..', '..');

it('a server that finds its port busy says so and lets go of its connections, so that the process can end', async () => {
  const created = await createPostgresDatabase();
  onTestFinished(created.drop);
  const database = await openPostgres({ url: created.url, logger: silentLogger, connections: 5 });
  onTestFinished(() => database.close());
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-busy-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const port = String((other.address() as AddressInfo).port);

  const started = serve({
    config: readConfig({ PORT: port, DATA_DIR: dataDir, DEMO: '0' }),
    database,
    logger: silentLogger,
    clock: { now: () => Date.now(), after: () => () => undefined },
    random: { bytes: (into) => randomFillSync(into) },
    root,
    https: undefined,
  });

  await expect(started).rejects.toMatchObject({ code: 'config-invalid', details: { variable: 'PORT' } });
  await vi.waitFor(async () => {
    const listening = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'haversack messages'`.execute(database.db);
    expect(listening.rows).toEqual([]);
  });
});
