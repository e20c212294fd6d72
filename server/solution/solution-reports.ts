import { sql } from 'kysely';
import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import {
  importReport,
  type ImportReport,
  type InstalledSolution,
  type SolutionDetails,
} from '../../src/shared/metadata/solution-report.ts';
import type { Db } from '../db/database.ts';

/** Keeps what an import reported, in the place of what an earlier one did. */
export async function writeReport(db: Db, report: ImportReport): Promise<void> {
  await sql`update haversack.solution_install
    set report = cast(${JSON.stringify(report)} as jsonb), reported_on = now()
    where name = ${report.solution}`.execute(db);
}

/** The friendly name stands in the row that the Web API shows of the solution. */
const titled = sql.raw(`coalesce((
    select s.friendlyname from data.solution s where lower(s.uniquename) = lower(i.name) limit 1), i.name) as title,`);

/** The solutions that are installed, by name. */
export async function listSolutions(db: Db): Promise<readonly InstalledSolution[]> {
  const found = await sql<InstalledSolution>`
    select name, ${titled} version, managed, publisher from haversack.solution_install i
    order by lower(name) collate "C"`.execute(db);
  return found.rows;
}

interface Row extends InstalledSolution {
  readonly report: unknown;
  readonly reportedOn: string | null;
}

/** One installed solution with its last report, whatever the case of the name; throws `solution-unknown`. */
export async function readDetails(db: Db, name: string): Promise<SolutionDetails> {
  const found = await sql<Row>`
    select name, ${titled} version, managed, publisher, report,
      to_char(reported_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "reportedOn"
    from haversack.solution_install i where lower(name) = lower(${name})`.execute(db);
  const row = found.rows[0];
  if (row === undefined)
    throw new AppError('solution-unknown', { message: `There is no solution named ${name}.` });
  const { report: stored, reportedOn, ...installed } = row;
  const report = v.safeParse(importReport, stored);
  if (!report.success) return installed;
  return { ...installed, report: report.output, ...(reportedOn === null ? {} : { reportedOn }) };
}
