import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Database, Db } from '../db/database.ts';
import { alterTable, createTable, orderIndex } from '../metadata/ddl.ts';
import { metadataLock, runStatements } from '../metadata/ensure-system-tables.ts';
import { watchModelTables } from '../metadata/model-stamp.ts';
import { loadModelWithIssues } from '../metadata/load-model.ts';
import {
  type AppItem,
  type MetaItem,
  type MetaItems,
  readMetaItems,
  type RoleItem,
  writeMetaItems,
} from '../metadata/meta-items.ts';
import { dependencyItems, issueItems, narrowApps, usedItems } from './apply-report.ts';
import { readBroughtRows, readIdsOfOthers, writeBrought } from './brought.ts';
import { writeComponentRows } from './component-rows.ts';
import { appId, giveApp, writeDesignRows, writeRoleRows } from './design-rows.ts';
import { keepComponents } from './keep-components.ts';
import { type MergedTables, mergeTables } from './merge-tables.ts';
import { processItems } from './process-items.ts';
import type { ImportReport, ReportItem } from '../../src/shared/metadata/solution-report.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import {
  changePrivileges,
  grantedTo,
  placeRole,
  joinRoles,
  readRoleDirectory,
  type RoleDirectory,
  roleDocument,
} from './roles.ts';
import { shareApps } from './share-apps.ts';
import type { SolutionModel } from './solution-model.ts';
import { writeReport } from './solution-reports.ts';
import { forgetUninstalled } from './uninstalled.ts';
import { compareVersions } from './versions.ts';

export interface ApplyOptions {
  /** Roles that get the solution's apps, and what they need to work in them: by name, id or template id. */
  readonly share?: readonly string[];
  /** Hash of the files, to recognise them again. */
  readonly contentHash: string;
}

interface Installed {
  readonly version: string;
  readonly content_hash: string;
}

async function readInstalled(db: Db, name: string): Promise<Installed | undefined> {
  const found = await sql<Installed>`
    select version, content_hash from haversack.solution_install where lower(name) = lower(${name})`.execute(
    db,
  );
  return found.rows[0];
}

function checkVersion(model: SolutionModel, installed: Installed | undefined): void {
  const { uniqueName, version } = model.manifest;
  if (installed === undefined || compareVersions(version, installed.version) >= 0) return;
  throw new AppError('solution-older', {
    solution: uniqueName,
    version,
    installed: installed.version,
    message: `${uniqueName} ${version} is older than the installed ${installed.version}; nothing was changed.`,
  });
}

/** When not one table and no app of the solution can work, it is better to say what to import first. */
function checkDependencies(model: SolutionModel, merged: MergedTables, stored: MetaItems): void {
  if (model.tables.length === 0) return;
  const works = model.tables.some(({ table }) => merged.tables.has(table.logicalName));
  const opens = model.apps.some((app) => app.tables.some((name) => stored.get('table', name) !== undefined));
  if (works || opens) return;
  const tables = model.tables.map((one) => one.table.logicalName);
  const solutions = [...new Set(model.manifest.missing.map((one) => one.solution))];
  const first = solutions.length === 0 ? 'the solution that brings them' : solutions.join(', ');
  throw new AppError('solution-missing-dependency', {
    solution: model.manifest.uniqueName,
    tables,
    solutions,
    message: `${model.manifest.uniqueName} only adds to tables that do not exist (${tables.join(', ')}): it gives none of them a primary key, so it cannot make them. Import ${first} first.`,
  });
}

async function applyTables(db: Db, merged: MergedTables, stored: MetaItems): Promise<void> {
  for (const [name, { table }] of merged.tables) {
    const before = stored.get('table', name);
    await runStatements(db, before === undefined ? createTable(table) : alterTable(before.table, table));
  }
}

/** Indexes that the views’ lists are read along: on what each orders by first. */
async function makeOrderIndexes(
  db: Db,
  { views }: SolutionModel,
  tables: ReadonlyMap<string, Table<Labels>>,
): Promise<void> {
  const statements = new Set<string>();
  for (const { view } of views) {
    const [order] = view.query.orders;
    const table = tables.get(view.table);
    if (order === undefined || order.link !== undefined || table === undefined) continue;
    const column = table.columns.find((one) => one.logicalName === order.column);
    if (column !== undefined) for (const one of orderIndex(table, column)) statements.add(one);
  }
  await runStatements(db, [...statements]);
}

function tableItems(merged: MergedTables, stored: MetaItems, solution: string): MetaItem[] {
  const owners = new Map(stored.all('table').map((item) => [item.name, item.solution]));
  return [
    ...[...merged.tables].map(([name, body]): MetaItem => ({
      kind: 'table',
      name,
      solution: owners.get(name) ?? solution,
      body,
    })),
    ...merged.relationships.map((body): MetaItem => ({
      kind: 'relationship',
      name: body.schemaName,
      solution,
      body,
    })),
  ];
}

function designItems(
  stored: MetaItems,
  model: SolutionModel,
  apps: readonly AppItem[],
  roles: readonly RoleItem[],
): MetaItem[] {
  const solution = model.manifest.uniqueName;
  return [
    ...model.choices.map((body): MetaItem => ({ kind: 'choice', name: body.name, solution, body })),
    ...model.forms
      .filter((one) => one.active)
      .map(({ form }): MetaItem => ({ kind: 'form', name: form.id, solution, body: form })),
    ...model.views.map(({ view }): MetaItem => ({ kind: 'view', name: view.id, solution, body: view })),
    ...model.charts.map(({ chart }): MetaItem => ({ kind: 'chart', name: chart.id, solution, body: chart })),
    ...model.dashboards.map(({ dashboard: body }): MetaItem => ({
      kind: 'dashboard',
      name: body.id,
      solution,
      body,
    })),
    ...model.siteMaps.map((one): MetaItem => ({
      kind: 'sitemap',
      name: one.uniqueName,
      solution,
      body: one.siteMap,
    })),
    ...apps.map((body): MetaItem => ({ kind: 'app', name: body.uniqueName, solution, body })),
    ...roles.map((role) => roleDocument(stored, role, solution)),
    ...processItems(stored, model),
    ...model.columnSecurity.map((body): MetaItem => ({
      kind: 'columnsecurity',
      name: body.id,
      solution,
      body,
    })),
  ];
}

/** A form made inactive is no longer offered; its row stays. */
async function dropForms(db: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from haversack.meta_item where kind = 'form'
    and name in (select jsonb_array_elements_text(cast(${JSON.stringify(ids)} as jsonb)))`.execute(db);
}

async function applyRoles(
  db: Db,
  model: SolutionModel,
  stored: MetaItems,
  directory: RoleDirectory,
): Promise<{ roles: RoleItem[]; changed: number }> {
  const placed = model.roles.map((source) => placeRole(source, directory));
  for (const role of placed) directory.add(role, role.fileId);
  const roles = joinRoles(placed);
  let changed = await writeRoleRows(db, roles);
  for (const role of roles) {
    const granted = grantedTo(stored, role.id, model.manifest.uniqueName);
    changed += await changePrivileges(db, role.id, granted, role.privileges);
  }
  return { roles, changed };
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** Apps with the roles that their references lead to; what leads nowhere goes into the report. */
function placeApps(model: SolutionModel, directory: RoleDirectory, items: ReportItem[]): AppItem[] {
  return model.apps.map((app) => ({
    id: appId(app.uniqueName),
    uniqueName: app.uniqueName,
    name: app.name,
    description: app.description,
    tables: app.tables,
    viewIds: app.viewIds,
    formIds: app.formIds,
    chartIds: app.chartIds,
    siteMap: app.siteMap,
    roleIds: distinct(
      app.roles.flatMap((reference) => {
        const role = directory.find(reference);
        if (role !== undefined) return role.id;
        items.push({
          kind: 'app',
          name: app.uniqueName,
          status: 'gap',
          reason: `is not open to role ${reference}, which does not exist`,
        });
        return [];
      }),
    ),
  }));
}

/** Forms and dashboards name roles as their files do; stored are the ids that the roles have here. */
function placeForms(model: SolutionModel, directory: RoleDirectory): SolutionModel {
  const dashboards = model.dashboards.map((source) => {
    const { roles } = source.dashboard;
    if (roles === undefined) return source;
    const placed = roles.map((id) => directory.find(id)?.id ?? id);
    return { ...source, dashboard: { ...source.dashboard, roles: placed } };
  });
  const forms = model.forms.map((source) => {
    const { roles } = source.form;
    if (roles === undefined) return source;
    return { ...source, form: { ...source.form, roles: roles.map((id) => directory.find(id)?.id ?? id) } };
  });
  return { ...model, forms, dashboards };
}

/** As {@link applySolution}, within the caller's transaction, who holds the lock. */
export async function applyWithin(
  db: Db,
  given: SolutionModel,
  options: ApplyOptions,
): Promise<ImportReport> {
  const { manifest } = given;
  const solution = manifest.uniqueName;
  const installed = await readInstalled(db, solution);
  checkVersion(given, installed);
  const head = { solution, version: manifest.version, managed: manifest.managed };

  const stored = await readMetaItems(db);
  const merged = mergeTables(stored, given);
  checkDependencies(given, merged, stored);
  const items: ReportItem[] = [...merged.items, ...given.items];
  await applyTables(db, merged, stored);
  const directory = await readRoleDirectory(
    db,
    stored.all('role').map((item) => item.body),
  );
  const { roles, changed: changedRoles } = await applyRoles(db, given, stored, directory);
  const model = placeForms(given, directory);
  const apps = placeApps(model, directory, items);
  let changed = changedRoles;
  changed += await writeMetaItems(db, [
    ...tableItems(merged, stored, solution),
    ...designItems(stored, model, apps, roles),
  ]);
  await dropForms(
    db,
    model.forms.filter((one) => !one.active).map((one) => one.form.id),
  );
  changed += await writeDesignRows(db, model);
  for (const app of apps) changed += await giveApp(db, app.id, app.roleIds);
  changed += await keepComponents(db, solution, model.kept);
  const tables = new Map(stored.all('table').map((item) => [item.name, item.body.table]));
  for (const [name, item] of merged.tables) tables.set(name, item.table);
  await makeOrderIndexes(db, model, tables);
  const rowsBefore = installed === undefined ? [] : await readBroughtRows(db, solution);
  const written = await writeComponentRows(db, model.rows, rowsBefore, tables, () =>
    readIdsOfOthers(db, solution),
  );
  changed += written.changed;
  items.push(...written.items);
  const shared = await shareApps(db, { stored, model, tables, directory }, options.share ?? []);
  changed += shared.changed;
  await sql`
    insert into haversack.solution_install (name, version, managed, publisher, content_hash)
    values (${solution}, ${manifest.version}, ${manifest.managed}, ${manifest.publisher.uniqueName}, ${options.contentHash})
    on conflict (name) do update set version = excluded.version, managed = excluded.managed,
      publisher = excluded.publisher, content_hash = excluded.content_hash`.execute(db);
  await writeBrought(db, given);
  await forgetUninstalled(db, solution);

  const { model: organization, issues } = await loadModelWithIssues(db);
  const found = [
    ...usedItems(model, issues, merged),
    ...issueItems(model, issues),
    ...dependencyItems(model, organization.tables),
  ];
  const isNewer = installed !== undefined && compareVersions(manifest.version, installed.version) > 0;
  const report: ImportReport = {
    ...head,
    outcome:
      installed === undefined ? 'installed' : isNewer ? 'upgraded' : changed > 0 ? 'updated' : 'unchanged',
    ...(isNewer ? { previousVersion: installed.version } : {}),
    items: [...items, ...found],
    ...narrowApps(model, organization),
    shares: shared.sentences,
  };
  await writeReport(db, report);
  return report;
}

/**
 * Puts a solution into the database: tables, metadata, rows, roles, shares and what is kept commit together or not at
 * all. Imports wait for each other. Running it again with the same solution changes nothing; a newer version widens
 * what is there and never drops a table, a column or a row.
 */
export async function applySolution(
  database: Database,
  model: SolutionModel,
  options: ApplyOptions,
): Promise<ImportReport> {
  return database.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${metadataLock}::bigint)`.execute(tx);
    const report = await applyWithin(tx, model, options);
    await watchModelTables(tx);
    return report;
  });
}
