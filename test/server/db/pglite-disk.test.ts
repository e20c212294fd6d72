import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import type { Database } from '../../../server/db/database.ts';
import { takeLock } from '../../../server/db/lock-file.ts';
import { openPglite } from '../../../server/db/pglite.ts';
import { buildPgliteWorker } from '../../support/workers.ts';

describe('PGlite in a folder', () => {
  let workerFile: URL;
  let dataDir: string;
  let open: Database | undefined;
  beforeAll(async () => {
    workerFile = await buildPgliteWorker();
    dataDir = mkdtempSync(join(tmpdir(), 'haversack-pglite-'));
  });
  afterAll(() => {
    rmSync(fileURLToPath(workerFile), { force: true });
    rmSync(dataDir, { recursive: true, force: true });
  });
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });

  async function openHere(statement = 60_000): Promise<Database> {
    open = await openPglite({ dataDir, logger: silentLogger, workerFile, limits: { statement } });
    return open;
  }

  test('rows are there after close and reopen, and fsync is on', async () => {
    const first = await openHere();
    await first.script('create table kept (a int)');
    await sql`insert into kept values (1)`.execute(first.db);
    await first.close();

    const second = await openHere();

    const rows = await sql`select a from kept`.execute(second.db);
    const setting = await sql`select current_setting('fsync') || ' ' ||
      current_setting('wal_sync_method') as setting`.execute(second.db);
    expect(rows.rows).toEqual([{ a: 1 }]);
    expect(setting.rows).toEqual([{ setting: 'on fsync' }]);
  });

  test('a second opener is refused while the first one holds the folder', async () => {
    await openHere();

    await expect(openPglite({ dataDir, logger: silentLogger, workerFile })).rejects.toMatchObject({
      code: 'data-folder-locked',
    });
  });

  test('a statement over its limit ends, and the next one runs on a reopened database', async () => {
    const database = await openHere(500);
    await sql`create table if not exists slow (a int)`.execute(database.db);

    const slow = database.db.transaction().execute(async (tx) => {
      await sql`insert into slow values (1)`.execute(tx);
      await sql`select count(*) from generate_series(1, 2000000000)`.execute(tx);
    });

    await expect(slow).rejects.toMatchObject({ code: 'too-slow' });
    const left = await sql`select * from slow`.execute(database.db);
    expect(left.rows).toEqual([]);
  });

  test('acknowledged rows survive kill -9, and the dead holder leaves no lock behind', async () => {
    const writer = join(fileURLToPath(new URL('.', workerFile)), `writer-${process.pid}.mjs`);
    await build({
      entryPoints: [join(import.meta.dirname, '..', '..', 'support', 'pglite-writer.ts')],
      outfile: writer,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'error',
    });
    const child = fork(writer, [dataDir, workerFile.href], { stdio: 'ignore' });
    const acknowledged = await new Promise<number>((resolve, reject) => {
      let last = 0;
      child.on('message', (count) => {
        last = Number(count);
        if (last >= 25) child.kill('SIGKILL');
      });
      child.on('exit', () => resolve(last));
      child.on('error', reject);
    });
    rmSync(writer);

    const database = await openHere();

    const rows = await sql<{ n: number }>`select count(*)::int4 as n from written`.execute(database.db);
    expect(acknowledged).toBeGreaterThanOrEqual(25);
    expect(rows.rows[0]?.n).toBeGreaterThanOrEqual(acknowledged);
  });
});

describe('lock file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'haversack-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('refuses while a living process holds it, naming the process', () => {
    const lock = takeLock(join(folder, 'lock'));

    expect(() => takeLock(join(folder, 'lock'))).toThrow(new RegExp(`Process ${process.pid} `));

    lock.release();
    takeLock(join(folder, 'lock')).release();
  });

  test('is taken over from a process that is gone', () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: '1' }));

    takeLock(join(folder, 'lock')).release();

    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  test('is taken over when its number was given to another process since', () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'before the restart' }));

    takeLock(join(folder, 'lock')).release();

    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  test('is taken over when its content is torn', () => {
    writeFileSync(join(folder, 'lock'), '{"pi');

    takeLock(join(folder, 'lock')).release();

    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});
