import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { verbs } from '../../src/shared/security/privilege.ts';
import type { Database, Db } from '../db/database.ts';
import type { ModelIssue } from '../metadata/build-model.ts';
import { physicalType } from '../metadata/ddl.ts';
import { deleteRowsOf, deleteRowsWhere } from '../metadata/delete-rows.ts';
import { metadataLock, writeSystemItems } from '../metadata/ensure-system-tables.ts';
import { loadModelWithIssues } from '../metadata/load-model.ts';
import { type MetaItem, type MetaItems, readMetaItems, writeMetaItems } from '../metadata/meta-items.ts';
import { watchModelTables } from '../metadata/model-stamp.ts';
import { systemRoles, templateByName } from '../metadata/system-roles.ts';
import { applyWithin } from './apply.ts';
import { issueItems } from './apply-report.ts';
import { readBrought } from './brought.ts';
import { designIds } from './design-rows.ts';
import { packFiles } from './export/export-solution.ts';
import { type ExportedModel, writeSolution } from './export/write-solution.ts';
import { rowSpecs } from './readers/row-specs.ts';
import { revokePrivileges } from './roles.ts';
import type { SolutionModel } from './solution-model.ts';
import type { UninstallReport } from '../../src/shared/metadata/solution-report.ts';
import { countLeaving, dropLeaving, leavingTables } from './uninstall-rows.ts';
import { noteUninstalled } from './uninstalled.ts';

/** The solution that everything else stands on. */
const baseSolution = 'haversack_base';

export interface UninstallOptions {
  /** Finds out what would leave, and changes nothing. */
  readonly isPlan: boolean;
  /** Reads an archive; where others wait for this thread, in another one. */
  readonly read: (archive: Uint8Array, name: string) => Promise<SolutionModel>;
}

interface Installed {
  readonly name: string;
  readonly version: string;
  readonly managed: boolean;
  readonly hash: string;
}

interface Staying extends Installed {
  readonly model: SolutionModel;
}

async function readInstalls(db: Db): Promise<readonly Installed[]> {
  const found = await sql<Installed>`
    select name, version, managed, content_hash as hash from haversack.solution_install order by place`.execute(
    db,
  );
  return found.rows;
}

function needed(leaving: string, others: ReadonlyMap<string, readonly string[]>): AppError {
  const texts = [...others].map(([name, parts]) => {
    const rest = parts.length > 3 ? ` and ${parts.length - 3} more` : '';
    return `${name} (${parts.slice(0, 3).join('; ')}${rest})`;
  });
  return new AppError('solution-needed', {
    solution: leaving,
    needed: [...others.keys()],
    message: `${leaving} cannot be uninstalled while others need it: ${texts.join(', ')}. Uninstall them first.`,
  });
}

/** Tables by logical name that the solution says something of, with the columns it brings. */
function broughtColumns(model: ExportedModel): ReadonlyMap<string, ReadonlySet<string>> {
  const columns = new Map<string, Set<string>>();
  for (const { table } of model.tables) {
    const names = columns.get(table.logicalName) ?? new Set<string>();
    for (const column of table.columns) names.add(column.logicalName);
    columns.set(table.logicalName, names);
  }
  for (const one of model.relationships)
    if (one.kind === 'many-to-many') columns.set(one.intersect, columns.get(one.intersect) ?? new Set());
  return columns;
}

/**
 * What was there before, is not made anew, and did not come with the solution that leaves: it stays as it was. So nothing goes
 * that an earlier version of the importer made of another solution.
 */
function carriedOver(before: MetaItems, made: MetaItems, leaving: ExportedModel): MetaItem[] {
  const brought = broughtColumns(leaving);
  const items: MetaItem[] = [];
  for (const item of before.all('table')) {
    const next = made.get('table', item.name);
    if (next === undefined) {
      if (!brought.has(item.name)) items.push(item);
      continue;
    }
    const names = new Set(next.table.columns.map((column) => column.logicalName));
    const old = new Map(item.body.table.columns.map((column) => [column.logicalName, column]));
    const kept = item.body.table.columns.filter(
      (column) => !names.has(column.logicalName) && brought.get(item.name)?.has(column.logicalName) !== true,
    );
    // A column that was widened has values which its earlier type could not hold.
    const columns = next.table.columns.map((column) => {
      const was = old.get(column.logicalName);
      return was === undefined || physicalType(was) === physicalType(column) ? column : was;
    });
    const isSame = kept.length === 0 && columns.every((column, at) => column === next.table.columns[at]);
    if (!isSame)
      items.push({ ...item, body: { ...next, table: { ...next.table, columns: [...columns, ...kept] } } });
  }
  const relations = new Set(leaving.relationships.map((one) => one.schemaName));
  for (const item of before.all('relationship'))
    if (
      made.get('relationship', item.name) === undefined &&
      !relations.has(item.name) &&
      !sameSolution(item, leaving)
    )
      items.push(item);
  return items;
}

function sameSolution(item: MetaItem, leaving: ExportedModel): boolean {
  return item.solution.toLowerCase() === leaving.manifest.uniqueName.toLowerCase();
}

/** Parts of solutions that stay and were there before: none of them may be lost. */
function lostParts(
  staying: readonly Staying[],
  before: MetaItems,
  after: MetaItems,
  issues: readonly ModelIssue[],
): Map<string, string[]> {
  const lost = new Map<string, string[]>();
  const add = (name: string, part: string): void => void lost.set(name, [...(lost.get(name) ?? []), part]);
  for (const { name, model } of staying) {
    for (const { table } of model.tables)
      if (
        before.get('table', table.logicalName) !== undefined &&
        after.get('table', table.logicalName) === undefined
      )
        add(name, `table ${table.logicalName}`);
    for (const { schemaName } of model.relationships)
      if (
        before.get('relationship', schemaName) !== undefined &&
        after.get('relationship', schemaName) === undefined
      )
        add(name, `relationship ${schemaName}`);
    for (const item of issueItems(model, issues))
      add(name, `${item.kind} ${item.name}: ${item.reason ?? ''}`);
  }
  return lost;
}

/** Issues of the second list that are not in the first. */
function newIssues(before: readonly ModelIssue[], after: readonly ModelIssue[]): ModelIssue[] {
  const known = new Set(before.map((one) => `${one.kind}\n${one.key}\n${one.name}\n${one.reason}`));
  return after.filter((one) => !known.has(`${one.kind}\n${one.key}\n${one.name}\n${one.reason}`));
}

/** Roles that only the leaving solution brought; those of the system stay. */
function leavingRoles(before: MetaItems, leaving: ExportedModel): { id: string; name: string }[] {
  const fixed = new Set([...systemRoles.map((role) => role.id), ...Object.values(templateByName)]);
  const roles = before.all('role');
  const others = new Set(roles.filter((item) => !sameSolution(item, leaving)).map((item) => item.body.id));
  return roles
    .filter((item) => sameSolution(item, leaving) && !others.has(item.body.id) && !fixed.has(item.body.id))
    .map(({ body }) => ({ id: body.id, name: body.name }));
}

async function countPeople(db: Db, role: string): Promise<number> {
  const found = await sql<{ count: string }>`
    select count(distinct systemuserid) as count from data.systemuserroles where roleid = cast(${role} as uuid)`.execute(
    db,
  );
  return Number(found.rows[0]?.count ?? 0);
}

/** Rows that components of the leaving solution are, and no other solution brought; tables that leave take theirs along. */
function leavingRows(leaving: ExportedModel, staying: readonly Staying[]): Map<string, string[]> {
  const others = new Set(staying.flatMap(({ model }) => model.rows.map((row) => `${row.table} ${row.id}`)));
  const rows = new Map<string, string[]>();
  // Parts before what they are parts of.
  for (const { table, id } of [...leaving.rows].sort(
    (a, b) => Number(b.isPart === true) - Number(a.isPart === true),
  ))
    if (!others.has(`${table} ${id}`)) rows.set(table, [...(rows.get(table) ?? []), id]);
  return rows;
}

/** Ids of rows that stand for parts which no other solution brought, by table. */
function leavingDesign(leaving: ExportedModel, staying: readonly Staying[]): Map<string, string[]> {
  const others = staying.map((one) => designIds(one.model));
  return new Map(
    [...designIds(leaving)].map(([table, ids]) => [
      table,
      ids.filter((id) => !others.some((other) => other.get(table)?.includes(id))),
    ]),
  );
}

const partNames: Readonly<Record<string, string>> = {
  systemform: 'form or dashboard',
  savedquery: 'view',
  savedqueryvisualization: 'chart',
  sitemap: 'site map',
  appmodule: 'app',
  ...Object.fromEntries(rowSpecs.flatMap(({ table, kind }) => (kind === undefined ? [] : [[table, kind]]))),
};

/** Thrown to take everything back once the plan is known. */
class Planned extends Error {
  readonly report: UninstallReport;
  constructor(report: UninstallReport) {
    super('planned');
    this.report = report;
  }
}

async function remake(db: Db, staying: readonly Staying[], leaving: ExportedModel): Promise<void> {
  for (const { model, name, hash } of staying)
    try {
      await applyWithin(db, model, { contentHash: hash });
    } catch (error) {
      if (error instanceof AppError && error.code === 'solution-missing-dependency')
        throw needed(leaving.manifest.uniqueName, new Map([[name, ['its tables']]]));
      throw error;
    }
}

async function uninstallWithin(
  db: Db,
  leaving: ExportedModel,
  staying: readonly Staying[],
  isPlan: boolean,
): Promise<UninstallReport> {
  const { uniqueName: name, version, managed } = leaving.manifest;
  const before = await readMetaItems(db);
  const { issues: issuesBefore } = await loadModelWithIssues(db);
  const roles = leavingRoles(before, leaving);
  const people = new Map<string, number>();
  for (const role of roles) people.set(role.id, await countPeople(db, role.id));

  await revokePrivileges(db, before, name);
  await sql`delete from haversack.meta_item where kind not in ('share', 'mobile') or lower(solution) = lower(${name})`.execute(
    db,
  );
  await sql`delete from haversack.solution_component where solution = ${name}`.execute(db);
  await sql`delete from haversack.solution_install where name = ${name}`.execute(db);
  await writeSystemItems(db);
  await remake(db, staying, leaving);
  await writeMetaItems(db, carriedOver(before, await readMetaItems(db), leaving));

  const after = await readMetaItems(db);
  const { issues } = await loadModelWithIssues(db);
  const lost = lostParts(staying, before, after, newIssues(issuesBefore, issues));
  if (lost.size > 0) throw needed(name, lost);

  const tablesOf = (items: MetaItems): Table<Labels>[] => items.all('table').map((item) => item.body.table);
  const kept = new Map(tablesOf(after).map((table) => [table.logicalName, table]));
  const going = leavingTables(tablesOf(before), kept);
  const design = leavingDesign(leaving, staying);
  const componentRows = leavingRows(leaving, staying);
  const report: UninstallReport = {
    solution: name,
    version,
    managed,
    done: !isPlan,
    ...(await countLeaving(db, going)),
    roles: roles.map((role) => ({ name: role.name, people: people.get(role.id) ?? 0 })),
    parts: Object.fromEntries(
      [...design, ...componentRows].flatMap(([table, ids]) => {
        const part = partNames[table];
        return part === undefined || ids.length === 0 ? [] : [[part, ids.length]];
      }),
    ),
  };
  if (isPlan) throw new Planned(report);

  const roleIds = roles.map((role) => role.id);
  for (const table of ['systemuserroles', 'teamroles', 'appmoduleroles'])
    await deleteRowsWhere(db, table, roleIds, 'roleid');
  await deleteRowsWhere(db, 'appmoduleroles', design.get('appmodule') ?? [], 'appmoduleid');
  for (const [table, ids] of design) await deleteRowsWhere(db, table, ids);
  for (const [name, ids] of componentRows) {
    const table = kept.get(name);
    if (table !== undefined) await deleteRowsOf(db, table, ids);
  }
  await deleteRowsWhere(db, 'role', roleIds);
  await sql`delete from haversack.role_privilege where role_id in
    (select cast(jsonb_array_elements_text(cast(${JSON.stringify(roleIds)} as jsonb)) as uuid))`.execute(db);
  const privileges = going.tables.flatMap((table) =>
    verbs.map((verb) => `prv${verb}${table.schemaName}`.toLowerCase()),
  );
  await sql`delete from haversack.role_privilege where privilege in
    (select jsonb_array_elements_text(cast(${JSON.stringify(privileges)} as jsonb)))`.execute(db);
  await dropLeaving(db, going, new Set(kept.keys()));
  await noteUninstalled(db, name);
  await watchModelTables(db);
  return report;
}

/**
 * Takes a solution out, or plans it: what only it brought leaves, with its rows; what others brought too is made anew from
 * them, as if it had never been there. One transaction; imports wait. Throws `solution-unknown`, `solution-needed` where a
 * part of another solution would be lost, and `solution-not-exportable` where it was not noted what a solution brought.
 */
export async function uninstallSolution(
  database: Database,
  name: string,
  { isPlan, read }: UninstallOptions,
): Promise<UninstallReport> {
  const { db } = database;
  const leaving = await readBrought(db, name);
  const { uniqueName } = leaving.manifest;
  if (uniqueName.toLowerCase() === baseSolution)
    throw new AppError('solution-needed', {
      solution: uniqueName,
      message: `${uniqueName} comes with Haversack and has the tables that everything else needs; it cannot be uninstalled.`,
    });
  const installs = await readInstalls(db);
  const staying: Staying[] = [];
  for (const one of installs) {
    if (one.name === uniqueName) continue;
    const archive = packFiles(writeSolution(await readBrought(db, one.name)));
    staying.push({ ...one, model: await read(archive, `${one.name}.zip`) });
  }
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${metadataLock}::bigint)`.execute(tx);
      if (JSON.stringify(await readInstalls(tx)) !== JSON.stringify(installs))
        throw new AppError('unavailable', { message: 'Another import ran meanwhile; try again.' });
      return uninstallWithin(tx, leaving, staying, isPlan);
    });
  } catch (error) {
    if (error instanceof Planned) return error.report;
    throw error;
  }
}
