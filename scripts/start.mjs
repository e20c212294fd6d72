import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, requireNode, root, run } from './tools.mjs';

/** `npm start`: installs and builds what is missing, then runs the server until it is told to stop. */
requireNode();
await ensureInstalled();
await ensureBuilt();

// The server gets the signal itself (same process group) and shuts down; this process only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.exitCode = await run(process.execPath, [
  '--enable-source-maps',
  join(root, 'dist', 'server', 'main.js'),
]);
