import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, root, run } from './tools.mjs';

/** `npm run haversack -- …`: the command line, e.g. `solution import FILE`. Paths are taken from the caller's folder. */
requireNode();
await ensureInstalled();
await ensureBuilt();
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exitCode = await run(
  process.execPath,
  ['--enable-source-maps', join(root, 'dist', 'server', 'cli.js'), ...process.argv.slice(2)],
  { cwd: root, env: { ...process.env, HAVERSACK_CWD: cwd } },
);
