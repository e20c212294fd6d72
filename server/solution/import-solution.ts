import { sql } from 'kysely';
import type { Database, Db } from '../db/database.ts';
import { applySolution, type ApplyOptions } from './apply.ts';
import { readSolutionPath } from './archive.ts';
import { readSolution } from './read-solution.ts';
import type { ImportReport } from '../../src/shared/metadata/solution-report.ts';
import { hashFiles, readArchive, type SolutionContent } from './solution-content.ts';
import type { SolutionFiles } from './solution-files.ts';

export interface ImportOptions extends Omit<ApplyOptions, 'contentHash'> {
  /** Do nothing at all when the very same files are installed: for starts that import the bundled solutions. */
  readonly skipUnchanged?: boolean;
}

async function findByHash(db: Db, contentHash: string): Promise<ImportReport | undefined> {
  const found = await sql<{ name: string; version: string; managed: boolean }>`
    select name, version, managed from haversack.solution_install where content_hash = ${contentHash}`.execute(
    db,
  );
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const { name: solution, version, managed } = row;
  return { solution, version, managed, outcome: 'unchanged', items: [], adminOnlyApps: [], shares: [] };
}

/** Imports the files of a solution. Reading comes first, so bad input is refused before the database is touched. */
export async function importSolutionFiles(
  database: Database,
  files: SolutionFiles,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const contentHash = hashFiles(files);
  if (options.skipUnchanged) {
    const known = await findByHash(database.db, contentHash);
    if (known !== undefined) return known;
  }
  return applySolution(database, readSolution(files), { ...options, contentHash });
}

/** Imports what was read already, in a thread of its own where others wait for this one. */
export function importSolutionContent(
  database: Database,
  { model, contentHash }: SolutionContent,
  options: Omit<ImportOptions, 'skipUnchanged'> = {},
): Promise<ImportReport> {
  return applySolution(database, model, { ...options, contentHash });
}

/** Imports an archive in memory, read in this thread. */
export async function importSolutionArchive(
  database: Database,
  bytes: Uint8Array,
  name: string,
  options: Omit<ImportOptions, 'skipUnchanged'> = {},
): Promise<ImportReport> {
  return importSolutionContent(database, readArchive(bytes, name), options);
}

/** Imports an archive or an unpacked folder by its path. Needs migrations and {@link ensureSystemTables} before. */
export async function importSolutionPath(
  database: Database,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importSolutionFiles(database, await readSolutionPath(path), options);
}
