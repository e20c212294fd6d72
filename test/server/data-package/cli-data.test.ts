import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../../../server/cli.ts';
import { withOptionalDay } from '../../../server/cli-data.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { openPglite } from '../../../server/db/pglite.ts';
import { createPeople } from '../../support/people.ts';
import { buildPgliteWorker } from '../../support/workers.ts';
import { sampleArchive } from '../solution/sample-solution.ts';
import { id, packageZip, recordXml, tableXml } from './support.ts';

it('the command line imports data, puts failed rows beside the package and takes them again', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-'));
  try {
    const workerFile = await buildPgliteWorker();
    let said = '';
    const run = async (...args: string[]): Promise<number> => {
      said = '';
      return runCli(args, {
        env: { DATA_DIR: dataDir },
        cwd: dataDir,
        out: (text) => void (said += text),
        error: (text) => void (said += text),
        workerFile,
      });
    };
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive());
    const rows = [
      recordXml(id(1), { demo_thing_name: 'one' }),
      recordXml(id(2), { demo_thing_name: 'x'.repeat(200) }),
    ];
    writeFileSync(join(dataDir, 'rows.zip'), packageZip([tableXml('demo_thing', rows)]));
    writeFileSync(join(dataDir, 'broken.zip'), 'no archive');

    expect(await run('solution', 'import', 'sample.zip')).toBe(0);
    expect(await run('data', 'import', 'rows.zip')).toBe(1);
    expect(said).toContain('(no-administrator)');
    const database = await openPglite({ dataDir, logger: silentLogger, workerFile });
    await createPeople(database);
    await database.close();

    expect(await run('data', 'import', 'broken.zip')).toBe(1);
    expect(said).toContain('it is not a zip file (data-package-unreadable)');
    expect(await run('data', 'import', 'rows.zip')).toBe(1);
    expect(said).toMatch(/rows\.zip: 1 created, 1 failed[^]*failed rows, with reasons: .*rows\.failed\.xml/);
    const failedFile = join(dataDir, 'rows.failed.xml');
    expect(existsSync(failedFile)).toBe(true);
    writeFileSync(failedFile, readFileSync(failedFile, 'utf8').replace('x'.repeat(200), 'two'));
    expect(await run('data', 'import', 'rows.failed.xml')).toBe(0);
    expect(said).toContain('rows.failed.xml: 1 created');
    expect(await run('data', 'import', 'rows.failed.xml', '--shift-dates')).toBe(0);
    expect(said).toContain('rows.failed.xml: unchanged');
    expect(await run('data', 'export', 'things.zip', 'demo_thing')).toBe(0);
    expect(said).toMatch(/2 rows are in .*things\.zip/);
    expect(await run('data', 'import', 'things.zip')).toBe(0);
    expect(said).toContain('things.zip: unchanged');
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

it('--shift-dates stands with and without a day', () => {
  expect(withOptionalDay(['data', 'import', '--shift-dates', '2024-05-01', 'a.zip'])).toEqual([
    'data',
    'import',
    '--shift-dates=2024-05-01',
    'a.zip',
  ]);
  expect(withOptionalDay(['data', 'import', '--shift-dates', 'a.zip'])).toEqual([
    'data',
    'import',
    '--shift-dates=',
    'a.zip',
  ]);
});
