import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, ensureInstalled, markBuilt, requireNode, root, run } from './tools.mjs';

requireNode();
await ensureInstalled();

const { build } = await import('esbuild');

/** The server as plain modules: packages stay external, our TypeScript is bundled. */
rmSync(join(root, 'dist', 'server'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'server/main.ts',
    cli: 'server/cli.ts',
    'pglite-worker': 'server/db/pglite-worker.ts',
  },
  outdir: 'dist/server',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  tsconfig: 'tsconfig.base.json',
  logLevel: 'warning',
});

const code = await run(bin('vite'), ['build', '--logLevel', 'warn']);
if (code !== 0) process.exit(code);
markBuilt();
