import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { applySolution, type ApplyOptions } from './apply.ts';
import { readSolutionPath, readZip } from './archive.ts';
import { readSolution } from './read-solution.ts';
import type { ImportReport } from './report.ts';
import type { SolutionFiles } from './solution-files.ts';

export type ImportOptions = Omit<ApplyOptions, 'contentHash'>;

function hashFiles(files: SolutionFiles): string {
  const hash = createHash('sha256');
  for (const [path, body] of [...files.entries].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0${body.length}\0`).update(body);
  return hash.digest('hex');
}

/** Imports the files of a solution. Reading comes first, so bad input is refused before the database is touched. */
export async function importSolutionFiles(
  database: Database,
  files: SolutionFiles,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return applySolution(database, readSolution(files), { ...options, contentHash: hashFiles(files) });
}

/** Imports an archive in memory. */
export async function importSolutionArchive(
  database: Database,
  bytes: Uint8Array,
  name: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importSolutionFiles(database, readZip(bytes, name), options);
}

/** Imports an archive or an unpacked folder by its path. Needs migrations and {@link ensureSystemTables} before. */
export async function importSolutionPath(
  database: Database,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importSolutionFiles(database, await readSolutionPath(path), options);
}
