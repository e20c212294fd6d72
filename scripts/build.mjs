import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
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
    'solution-worker': 'server/solution/read-worker.ts',
    'data-package-worker': 'server/data-package/package-worker.ts',
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
/** Scripts and styles once more as brotli and gzip, so that the server sends them small without work of its own. */
const assets = join(root, 'dist', 'app', 'assets');
for (const name of readdirSync(assets).filter((one) => /\.(js|css)$/.test(one))) {
  const content = readFileSync(join(assets, name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content, { params }));
  writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
}
markBuilt();
