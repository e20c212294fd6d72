import { join } from 'node:path';
import { root, run } from './tools.mjs';

/** Bundles a TypeScript program of the project for Node and runs it; packages stay external. Resolves with its exit code. */
export async function bundleAndRun(entry, args, env = {}) {
  const { build } = await import('esbuild');
  const outfile = join(
    root,
    'node_modules',
    '.cache',
    'haversack-programs',
    `${entry.replace(/\W+/g, '-')}.mjs`,
  );
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    tsconfig: 'tsconfig.base.json',
    logLevel: 'warning',
  });
  return run(process.execPath, ['--enable-source-maps', outfile, ...args], {
    env: { ...process.env, HAVERSACK_ROOT: root, ...env },
  });
}
