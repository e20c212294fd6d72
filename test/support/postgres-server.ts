import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';

/** A PostgreSQL of this test run alone. */
export interface PostgresServer {
  readonly url: string;
  stop(): void;
}

const isRoot = process.getuid?.() === 0;

function versionFolders(): string[] {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(base, version, 'bin'));
}

/** Folder with initdb and pg_ctl: from PATH, or where Debian puts them. */
function findBinaries(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...versionFolders()];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function install(): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { env: environment, stdio: 'ignore' });
  const result = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql'], {
    env: environment,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`apt-get install postgresql failed: ${result.stderr}`);
}

function requireBinaries(): string {
  const found = findBinaries();
  if (found !== undefined) return found;
  if (isRoot && isDebian()) {
    install();
    const installed = findBinaries();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'These tests need a real PostgreSQL 15 or newer: install it (Debian: apt-get install postgresql; ' +
      'macOS: brew install postgresql) or put the folder of initdb and pg_ctl on the PATH.',
  );
}

/** PostgreSQL refuses to run as root: then the `postgres` user runs it. */
function run(command: string, parameters: readonly string[]): void {
  const [program, all] = isRoot
    ? ['runuser', ['-u', 'postgres', '--', command, ...parameters]]
    : [command, [...parameters]];
  execFileSync(program, all, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() });
}

/** Starts a server on a free port with its files in a temporary folder; `stop` ends it and removes them. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = requireBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'haversack-pg-'));
  if (isRoot) {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
    chownSync(folder, id('-u'), id('-g'));
  }
  const data = join(folder, 'data');
  run(join(binaries, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '-N',
  ]);
  const port = await freePort();
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=100`;
  run(join(binaries, 'pg_ctl'), ['-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', '-s', 'start']);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      try {
        run(join(binaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-s', 'stop']);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
