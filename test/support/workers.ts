import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Builds a thread's script from source, by its path below `server`: worker threads run plain JavaScript only. */
async function buildWorker(path: string): Promise<URL> {
  const root = join(import.meta.dirname, '..', '..');
  const folder = join(root, 'node_modules', '.cache', 'haversack');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${basename(path, '.ts')}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'server', path)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return pathToFileURL(outfile);
}

/** The database's thread. */
export function buildPgliteWorker(): Promise<URL> {
  return buildWorker('db/pglite-worker.ts');
}

/** The thread that reads solutions. */
export function buildReadWorker(): Promise<URL> {
  return buildWorker('solution/read-worker.ts');
}

/** The thread that reads data packages. */
export function buildPackageWorker(): Promise<URL> {
  return buildWorker('data-package/package-worker.ts');
}
