import * as v from 'valibot';

/** Texts by language code (1033 English, 1031 German …), as the solution's file gives them. */
const labels = v.record(v.string(), v.string());
const amount = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * used: it works. kept: stored whole for a later version. not understood: the importer cannot read it, it is stored
 * too. gap: a part of it, named by the reason, does not work.
 */
export const componentStatuses = ['used', 'gap', 'not understood', 'kept'] as const;
export type ComponentStatus = (typeof componentStatuses)[number];

const reportItem = v.object({
  /** table, column, form, view, chart, dashboard, app, role, dependency, file … */
  kind: v.string(),
  /** What identifies it in the solution: a logical or unique name, for forms and the like an id. */
  name: v.string(),
  /** What people call it, where `name` is an id. */
  title: v.optional(labels),
  status: v.picklist(componentStatuses),
  /** One English sentence part, for whoever made the solution. */
  reason: v.optional(v.string()),
});
export type ReportItem = Readonly<v.InferOutput<typeof reportItem>>;

/** What an import found: a line for each component of the file. */
export const importReport = v.object({
  solution: v.string(),
  version: v.string(),
  managed: v.boolean(),
  outcome: v.picklist(['installed', 'upgraded', 'updated', 'unchanged']),
  previousVersion: v.optional(v.string()),
  items: v.pipe(v.array(reportItem), v.readonly()),
  /** Unique names of apps that nobody but administrators, and customizers if they have it, can open. */
  adminOnlyApps: v.pipe(v.array(v.string()), v.readonly()),
  /** Those of them that System Customizer opens too; older servers leave it out. */
  customizerApps: v.optional(v.pipe(v.array(v.string()), v.readonly())),
  /** What `--share` did, one sentence each. */
  shares: v.pipe(v.array(v.string()), v.readonly()),
});
export type ImportReport = Readonly<v.InferOutput<typeof importReport>>;

const installed = {
  name: v.string(),
  /** What people call it; older servers leave it out. */
  title: v.optional(v.string()),
  version: v.string(),
  managed: v.boolean(),
  publisher: v.string(),
};
export const installedSolution = v.object(installed);
export type InstalledSolution = Readonly<v.InferOutput<typeof installedSolution>>;

/** An installed solution with what its last import reported. */
export const solutionDetails = v.object({
  ...installed,
  /** ISO 8601, UTC; absent as the report is. */
  reportedOn: v.optional(v.string()),
  /** Absent for a solution that was imported before reports were kept. */
  report: v.optional(importReport),
});
export type SolutionDetails = Readonly<v.InferOutput<typeof solutionDetails>>;

const affected = { name: v.string(), rows: amount };

/** What leaves with a solution, as a plan or as done. */
export const uninstallReport = v.object({
  solution: v.string(),
  version: v.string(),
  managed: v.boolean(),
  /** False: a plan, nothing was changed. */
  done: v.boolean(),
  /** Tables that only this solution brought, with the rows in them. */
  tables: v.pipe(v.array(v.object(affected)), v.readonly()),
  /** Columns that leave tables which stay, with the rows that have a value there. */
  columns: v.pipe(v.array(v.object({ table: v.string(), ...affected })), v.readonly()),
  /** Lookups of rows that stay, which lead to rows that go and are emptied. */
  lookups: v.pipe(v.array(v.object({ table: v.string(), column: v.string(), rows: amount })), v.readonly()),
  /** Roles that leave, with the people who have them. */
  roles: v.pipe(v.array(v.object({ name: v.string(), people: amount })), v.readonly()),
  /** Forms, views and other parts that leave, by kind. */
  parts: v.record(v.string(), amount),
});
export type UninstallReport = Readonly<v.InferOutput<typeof uninstallReport>>;

const sum = (items: readonly { readonly rows: number }[]): number =>
  items.reduce((all, one) => all + one.rows, 0);

/** Rows, values and lookups that are gone afterwards. */
export function lostData(report: UninstallReport): Readonly<Record<'rows' | 'values' | 'lookups', number>> {
  return { rows: sum(report.tables), values: sum(report.columns), lookups: sum(report.lookups) };
}
