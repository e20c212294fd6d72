import type * as FileSystem from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openEngine } from '../../../server/db/pglite-engine.ts';

const forced = vi.hoisted(() => ({ count: 0 }));
vi.mock('node:fs', async (load) => {
  const original = await load<typeof FileSystem>();
  return {
    ...original,
    fsyncSync(descriptor: number) {
      forced.count++;
      original.fsyncSync(descriptor);
    },
  };
});

test('each commit on disk calls the fsync of the operating system', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'haversack-fsync-'));
  const engine = await openEngine({ folder });
  await engine.script('create table forced (a int)');
  const before = forced.count;

  for (let n = 0; n < 5; n++) await engine.query('insert into forced values ($1)', [n]);

  expect(forced.count - before).toBeGreaterThanOrEqual(5);
  await engine.close();
  rmSync(folder, { recursive: true });
});
