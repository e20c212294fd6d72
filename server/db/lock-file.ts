import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../src/shared/base/app-error.ts';

/**
 * Keeps a second process out of the data folder: PGlite itself lets two processes write the same files.
 * The file names the process by number and start time, so a number that was given to another process after a crash or
 * in a restarted container does not look like a holder.
 */
export interface LockFile {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly started: string | null;
}

/** Start time of a process in ticks since boot (Linux); null where the system does not tell. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces; start time is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function read(path: string): { readonly text: string; readonly holder: Holder | undefined } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    if (typeof value.pid === 'number')
      return { text, holder: { pid: value.pid, started: value.started ?? null } };
  } catch {
    // A half-written file is nobody's.
  }
  return { text, holder: undefined };
}

function isLive(holder: Holder | undefined): boolean {
  if (holder === undefined || !isRunning(holder.pid)) return false;
  const started = startOf(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's file away; if another process won the race its file is put back. */
function removeStale(path: string, staleText: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside)?.text !== staleText) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process holds it by now.
    }
  }
  unlinkSync(aside);
}

/** Takes the lock or throws `data-folder-locked` naming the holder; a dead process's lock is taken over. */
export function takeLock(path: string): LockFile {
  mkdirSync(dirname(path), { recursive: true });
  const holder: Holder = { pid: process.pid, started: startOf(process.pid) };
  const text = `${JSON.stringify(holder)}\n`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(path, text)) {
      return {
        release() {
          if (read(path)?.text === text) unlinkSync(path);
        },
      };
    }
    const found = read(path);
    if (found === undefined) continue;
    if (isLive(found.holder)) {
      throw new AppError('data-folder-locked', {
        pid: found.holder?.pid,
        message: `Process ${found.holder?.pid} uses the data folder (${path}).`,
      });
    }
    removeStale(path, found.text);
  }
  throw new AppError('data-folder-locked', { message: `The lock file ${path} cannot be taken.` });
}
