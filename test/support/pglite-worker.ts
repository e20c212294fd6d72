import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Builds the database's thread from source: worker threads run plain JavaScript only. */
export async function buildPgliteWorker(): Promise<URL> {
  const root = join(import.meta.dirname, '..', '..');
  const folder = join(root, 'node_modules', '.cache', 'haversack');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `pglite-worker-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'server', 'db', 'pglite-worker.ts')],
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
