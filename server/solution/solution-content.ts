import { createHash } from 'node:crypto';
import { readZip } from './archive.ts';
import { readSolution } from './read-solution.ts';
import type { SolutionFiles } from './solution-files.ts';
import type { SolutionModel } from './solution-model.ts';

/** A solution as read, with what tells its files from others. Plain values only: it is sent between threads. */
export interface SolutionContent {
  readonly model: SolutionModel;
  readonly contentHash: string;
}

/** Raise it when the readers make more of the same files, so that bundled solutions are read anew. */
const readerVersion = '8';

/** Hash of the paths and bytes, whatever order they come in. */
export function hashFiles(files: SolutionFiles): string {
  const hash = createHash('sha256').update(readerVersion);
  for (const [path, body] of [...files.entries].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0${body.length}\0`).update(body);
  return hash.digest('hex');
}

/** Unpacks and reads an archive in this thread. */
export function readArchive(bytes: Uint8Array, name: string): SolutionContent {
  const files = readZip(bytes, name);
  return { model: readSolution(files), contentHash: hashFiles(files) };
}
