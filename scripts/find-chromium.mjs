import { existsSync } from 'node:fs';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of an installed Chromium or Chrome: CHROME_PATH, then the usual places; undefined when there is none. */
export function findChromium() {
  const asked = process.env.CHROME_PATH;
  if (asked) return existsSync(asked) ? asked : undefined;
  return candidates.find((path) => existsSync(path));
}
