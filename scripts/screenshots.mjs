import { bundleAndRun } from './bundle-and-run.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureBuilt, ensureInstalled, requireNode } from './tools.mjs';

/** `npm run screenshots [-- --only NAME]`: every page, three form factors, both themes → screenshots/. */
requireNode();
await ensureInstalled();
const chromium = await ensureChromium();
await ensureBuilt();
process.exitCode = await bundleAndRun('test/e2e/screenshots.ts', process.argv.slice(2), {
  CHROME_PATH: chromium,
});
