import { bundleAndRun } from './bundle-and-run.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureBuilt, ensureInstalled, requireNode } from './tools.mjs';

/** `npm run bench [-- --runs N]`: benchmarks in real Chromium against the built server. */
requireNode();
await ensureInstalled();
const chromium = await ensureChromium();
await ensureBuilt();
process.exitCode = await bundleAndRun('bench/main.ts', process.argv.slice(2), { CHROME_PATH: chromium });
