import { bundleAndRun } from './bundle-and-run.mjs';
import { ensureInstalled, requireNode } from './tools.mjs';

/** `npm run simulate -- --seeds N [--first S] [--plant NAME]`: the sync engine under faults. */
requireNode();
await ensureInstalled();
process.exitCode = await bundleAndRun('test/simulation/main.ts', process.argv.slice(2));
