import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { run } from './tools.mjs';

/** Path of a Chromium: CHROME_PATH, an installed one, or Debian's package where this is root there; else ends the run. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const debianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (debianRoot && process.env.CHROME_PATH === undefined) {
    process.stdout.write('Installing Chromium (apt-get) …\n');
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  process.stderr.write(
    'No Chromium found. Install Chromium or Chrome, or set CHROME_PATH to its program file.\n',
  );
  process.exit(1);
}
