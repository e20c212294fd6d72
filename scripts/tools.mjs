import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder; scripts run in it wherever they were called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends with a plain message where this Node is too old to run anything. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (fits) return;
  process.stderr.write(`Haversack needs Node 20.19 or 22.12 and later; this is ${process.version}.\n`);
  process.exit(1);
}

/** Runs a command in the project's folder, shows its output, resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
  });
}

/** Path of a package's command in node_modules/.bin. */
export function bin(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

const digest = (text) => createHash('sha256').update(text).digest('hex');

/** Installs the packages where they are missing or older than package-lock.json. */
export async function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stamp = join(root, 'node_modules', '.haversack-installed');
  const want = digest(lock);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  process.stdout.write('Installing packages …\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // A command that is not there at all counts as failed too.
  const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    return 1;
  });
  if (code !== 0) {
    process.stderr.write(
      'The packages could not be installed; the reason stands above. This needs npm, a network and the package ' +
        'registry (or a mirror in .npmrc). Then run the same command again.\n',
    );
    process.exit(code);
  }
  writeFileSync(stamp, want);
}

const sources = [
  'src',
  'sw',
  'server',
  'solutions/sample-data',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];

function newest(path) {
  const full = join(root, path);
  if (!existsSync(full)) return 0;
  const stat = statSync(full);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(full).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** True when dist/ is missing or a source file is newer than it. */
export function isBuildStale() {
  const stamp = join(root, 'dist', '.built');
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return sources.some((path) => newest(path) > built);
}

/** Builds the app, the service worker and the server where something changed since the last time. */
export async function ensureBuilt() {
  if (!isBuildStale()) return;
  process.stdout.write('Building …\n');
  const code = await run(process.execPath, [join(root, 'scripts', 'build.mjs')]);
  if (code !== 0) process.exit(code);
}

/** Marks the build in dist/ as finished. */
export function markBuilt() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', '.built'), '');
}

/** True where the command can be run at all. */
export function hasCommand(name) {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}
