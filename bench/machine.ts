import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

function output(root: string, command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

function packageVersion(root: string, name: string): string {
  const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** How busy the machine is; figures of a busy one say little. */
export function describeLoad(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}

/** Where and with what was measured, as lines of markdown. */
export function describeMachine(root: string, chromiumVersion: string): string {
  const changed = output(root, 'git', ['status', '--porcelain', '--', 'src', 'server', 'sw', 'bench']) !== '';
  const commit = output(root, 'git', ['rev-parse', '--short', 'HEAD']) || 'no git';
  const versions = ['@electric-sql/pglite', 'dexie', 'pouchdb-browser', '@vaadin/grid', 'lit'];
  return [
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}${changed ? ' with local changes' : ''}`,
    `- ${cpus()[0]?.model ?? 'processor unknown'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB, ${type()} ${release()}`,
    `- Node ${process.versions.node}, Chromium ${chromiumVersion}, ${output(root, 'initdb', ['--version']) || 'no PostgreSQL on the PATH'}`,
    `- ${versions.map((name) => `${name} ${packageVersion(root, name)}`).join(', ')}`,
    `- load average before: ${describeLoad()}`,
  ].join('\n');
}
