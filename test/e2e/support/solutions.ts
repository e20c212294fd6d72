import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestServer } from './server.ts';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** The command line, as a person calls it, against the running server's data folder; answers what it printed. */
export async function importSolution(server: TestServer, file: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'dist', 'server', 'cli.js'), 'solution', 'import', file, '--share', 'Basic User'],
    { cwd: root, env: { ...process.env, DATA_DIR: server.dataDir } },
  );
  return stdout;
}
