import { bundleAndRun } from './bundle-and-run.mjs';
import { ensureInstalled, requireNode } from './tools.mjs';

/** `npm run fuzz:query -- --seconds N [--seed S]`: random queries on both executors. */
requireNode();
await ensureInstalled();
process.exitCode = await bundleAndRun('test/fuzz/query-main.ts', process.argv.slice(2));
