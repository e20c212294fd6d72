import { AppError } from '../../src/shared/base/app-error.ts';
import type { FormControl } from '../../src/shared/metadata/form.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Link } from '../../src/shared/query/ast.ts';
import { privilegeName } from '../../src/shared/security/privilege-name.ts';
import { depth, verbs } from '../../src/shared/security/privilege.ts';
import type { Depth, Verb } from '../../src/shared/security/privilege.ts';
import type { SolutionModel } from './solution-model.ts';

/** What of a solution tells who can work in its apps. */
export type SharedModel = Pick<SolutionModel, 'manifest' | 'apps' | 'tables' | 'forms' | 'views'>;

export type TableMap = ReadonlyMap<
  string,
  Pick<Table<Labels>, 'logicalName' | 'schemaName' | 'ownership' | 'isActivity' | 'columns'>
>;

function linkedTables(links: readonly Link[]): string[] {
  return links.flatMap((link) => [link.table, ...linkedTables(link.links)]);
}

function controlTables(control: FormControl | undefined): string[] {
  if (control?.kind === 'subgrid') return [control.table];
  if (control?.kind === 'quickview') return control.forms.map((one) => one.table);
  return [];
}

/** Tables that the forms and views of the solution's own tables show something of: links, subgrids, lookups. */
function referredTables(model: SharedModel, own: ReadonlySet<string>, tables: TableMap): Set<string> {
  const named = new Set<string>();
  for (const { view } of model.views)
    if (own.has(view.table))
      for (const name of [view.table, ...linkedTables(view.query.links)]) named.add(name);
  const targets = (table: string, column: string): readonly string[] =>
    tables.get(table)?.columns.find((one) => one.logicalName === column)?.targets ?? [];
  for (const { form } of model.forms) {
    if (!own.has(form.table)) continue;
    const sections = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
    for (const cell of [
      ...form.header,
      ...sections.flatMap((section) => section.rows.flat()),
      ...form.footer,
    ]) {
      for (const name of controlTables(cell.control)) named.add(name);
      if (cell.control?.kind === 'column' || cell.control?.kind === 'quickview')
        for (const name of targets(form.table, cell.control.column)) named.add(name);
    }
  }
  for (const { view } of model.views)
    if (own.has(view.table))
      for (const cell of view.cells) for (const name of targets(view.table, cell.column)) named.add(name);
  return new Set([...named].filter((name) => tables.has(name) && !own.has(name)));
}

export interface Grants {
  readonly privileges: Readonly<Record<string, Depth>>;
  readonly own: readonly string[];
  readonly referred: readonly string[];
}

/**
 * What a role needs to work in the solution's apps: everything on rows the person owns in the solution's own tables
 * (all rows where rows have no owner), and reading what its forms and views refer to.
 */
export function shareGrants(model: SharedModel, tables: TableMap): Grants {
  const own = new Set(
    model.tables
      .filter((one) => one.whole && tables.has(one.table.logicalName))
      .map((one) => one.table.logicalName),
  );
  const privileges: Record<string, Depth> = {};
  const grant = (verb: Verb, name: string, level: Depth): void => {
    const table = tables.get(name);
    if (table === undefined) return;
    const key = privilegeName(table, verb);
    privileges[key] = Math.max(privileges[key] ?? 0, level) as Depth;
  };
  for (const name of own) {
    const byOwner = tables.get(name)?.ownership === 'user';
    for (const verb of verbs) {
      if (!byOwner && (verb === 'assign' || verb === 'share')) continue;
      grant(verb, name, byOwner ? depth.user : depth.organization);
    }
  }
  const referred = referredTables(model, own, tables);
  for (const name of referred) {
    grant('read', name, depth.organization);
    // Without it nobody could choose such a row in a lookup.
    grant('appendto', name, depth.organization);
  }
  return { privileges, own: [...own].sort(), referred: [...referred].sort() };
}

/** Refuses a role name that is none, before anything is changed. */
export function unknownRole(reference: string): AppError {
  return new AppError('bad-request', {
    role: reference,
    message: `There is no security role named ${reference}.`,
  });
}
