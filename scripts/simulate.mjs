import { join } from 'node:path';
import { ensureInstalled, requireNode, root, run } from './tools.mjs';

/** `npm run simulate -- --seeds N [--first S] [--plant NAME]`: the sync engine under faults, bundled and run in Node. */
requireNode();
await ensureInstalled();
const { build } = await import('esbuild');
const outfile = join(root, 'node_modules', '.cache', 'haversack-simulate', 'simulate.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/simulation/main.ts'],
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
process.exitCode = await run(process.execPath, ['--enable-source-maps', outfile, ...process.argv.slice(2)]);
