import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut, solutionFiles } from './generator/files.mjs';

/**
 * Writes solutions/base, solutions/sales and solutions/service from definitions/. What is imported is the XML that is checked in; run
 * `node solutions/generate.mjs` after a change of the definitions, `--check` only compares.
 */
const root = dirname(fileURLToPath(import.meta.url));
const files = solutionFiles();
const folders = [...new Set([...files.keys()].map((path) => path.split('/')[0]))];

function existing(folder) {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  } catch {
    return [];
  }
}

const present = folders.flatMap(existing);
const read = (path) => (present.includes(path) ? readFileSync(join(root, path), 'utf8') : undefined);
const changed = [...files].filter(([path, content]) => read(path) !== content).map(([path]) => path);
const stale = present.filter((path) => !files.has(path));

if (process.argv.includes('--check')) {
  for (const path of [...changed, ...stale]) console.error(`not as generated: solutions/${path}`);
  process.exitCode = changed.length + stale.length === 0 ? 0 : 1;
} else {
  for (const path of stale) rmSync(join(root, path));
  for (const path of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path));
  }
  console.log(`${files.size} files, ${changed.length} written, ${stale.length} removed`);
  for (const what of leftOut()) console.log(`left out: ${what} does not exist`);
}
