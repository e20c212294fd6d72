import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

export interface InstalledSolution {
  readonly name: string;
  readonly version: string;
  readonly managed: boolean;
  readonly publisher: string;
}

/** The solutions that are installed, by name. */
export async function listSolutions(db: Db): Promise<readonly InstalledSolution[]> {
  const found = await sql<InstalledSolution>`
    select name, version, managed, publisher from haversack.solution_install
    order by lower(name) collate "C"`.execute(db);
  return found.rows;
}
