import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../../../server/cli.ts';
import { buildPgliteWorker } from '../../support/workers.ts';
import { sampleArchive } from './sample-solution.ts';

it('the command line opens the database itself when no server runs, also after one that was killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'haversack-'));
  try {
    writeFileSync(join(dataDir, 'sample.zip'), sampleArchive());
    // What a killed server leaves behind: an address whose process is gone.
    writeFileSync(
      join(dataDir, 'server.json'),
      JSON.stringify({ url: 'http://127.0.0.1:9', pid: 2 ** 22 + 1 }),
    );
    writeFileSync(join(dataDir, 'admin-token'), 'a'.repeat(43));
    const workerFile = await buildPgliteWorker();
    let said = '';
    const run = (...args: string[]): Promise<number> =>
      runCli(args, {
        env: { DATA_DIR: dataDir },
        cwd: dataDir,
        out: (text) => void (said += text),
        error: (text) => void (said += text),
        workerFile,
      });
    expect(await run('solution', 'import', 'sample.zip')).toBe(0);
    expect(await run('solution', 'list')).toBe(0);
    expect(await run('solution', 'export', 'Sample', 'out.zip')).toBe(0);
    expect(await run('solution', 'import', 'out.zip')).toBe(0);
    // Nobody is there to ask: nothing is done, and the plan is told.
    expect(await run('solution', 'uninstall', 'Sample')).toBe(1);
    expect(said).toMatch(/Uninstalling Sample 1\.0\.0\.0 removes:[^]*demo_thing with 0 rows[^]*Add --yes/);
    expect(await run('solution', 'uninstall', 'Sample', '--yes')).toBe(0);
    expect(await run('solution', 'list')).toBe(0);
    expect(said).toMatch(/Sample 1\.0\.0\.0 is uninstalled\.[^]*No solution is installed\./);
    expect(said).toMatch(/Sample 1\.0\.0\.0: installed[^]*Sample 1\.0\.0\.0 \(demo\)/);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
