import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '../../src/shared/base/logger.ts';
import type { Database } from '../../server/db/database.ts';
import { checksumOf, migrate } from '../../server/db/migrate.ts';
import { migrations } from '../../server/db/migrations.ts';
import { openPgliteHere } from '../../server/db/pglite.ts';
import { openPostgres } from '../../server/db/postgres.ts';
import { createPostgresDatabase } from './postgres.ts';

const cacheFolder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'haversack');

/** Starting PGlite takes seconds, copying a prepared one a fraction: the copy is kept per set of migrations. */
function preparedPath(): string {
  const hash = createHash('sha256').update('pglite-0.5.16');
  for (const migration of migrations) hash.update(`${migration.id}:${checksumOf(migration)};`);
  return join(cacheFolder, `pglite-${hash.digest('hex').slice(0, 16)}.tar`);
}

async function preparedCopy(): Promise<Blob> {
  const path = preparedPath();
  try {
    return new Blob([new Uint8Array(readFileSync(path))]);
  } catch {
    const database = await openPgliteHere();
    await migrate(database);
    const copy = await database.dump();
    await database.close();
    mkdirSync(cacheFolder, { recursive: true });
    // Test files run in several processes: the file appears whole or not at all.
    const part = `${path}.${randomUUID()}`;
    writeFileSync(part, new Uint8Array(await copy.arrayBuffer()));
    renameSync(part, path);
    return copy;
  }
}

async function openFreshPostgres(): Promise<Database> {
  const created = await createPostgresDatabase();
  const database = await openPostgres({ url: created.url, logger: silentLogger, connections: 4 });
  await migrate(database);
  return {
    ...database,
    async close() {
      await database.close();
      await created.drop();
    },
  };
}

/**
 * A migrated, empty database of its own for one test file: PGlite in memory (default), or a fresh database on the
 * run's real PostgreSQL, for which the file must be named `*.pg.test.ts`. The caller closes it.
 */
export async function openTestDatabase(kind: Database['kind'] = 'pglite'): Promise<Database> {
  return kind === 'postgres' ? openFreshPostgres() : openPgliteHere({ loadFrom: await preparedCopy() });
}
