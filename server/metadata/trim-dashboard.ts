import type { Dashboard, DashboardControl } from '../../src/shared/metadata/dashboard.ts';

/** Table and view of everything that a control lists. */
export function listedIn(control: DashboardControl): readonly { table: string; viewId: string }[] {
  if (control.kind === 'unsupported') return [];
  return control.kind === 'stream' ? control.streams : [control];
}

/** Table and view of everything that a dashboard lists. */
export function listedOn(dashboard: Dashboard<unknown>): readonly { table: string; viewId: string }[] {
  return dashboard.sections.flatMap(({ cells }) => cells.flatMap(({ control }) => listedIn(control)));
}

/** Ids of the charts on a dashboard. */
export function chartsOn(dashboard: Dashboard<unknown>): readonly string[] {
  return dashboard.sections.flatMap(({ cells }) =>
    cells.flatMap(({ control }) => (control.kind === 'chart' ? control.chartId : [])),
  );
}

/** What a person has of what dashboards show. */
export interface Shown {
  readonly tables: ReadonlySet<string>;
  readonly viewIds: ReadonlySet<string>;
  readonly chartIds: ReadonlySet<string>;
}

/**
 * The dashboard without the cells of what the person may not see; undefined when nothing is left. A person without
 * read on a table learns nothing of its charts and lists.
 */
export function trimDashboard<L>(dashboard: Dashboard<L>, shown: Shown): Dashboard<L> | undefined {
  const sees = (one: { table: string; viewId: string }): boolean =>
    shown.tables.has(one.table) && shown.viewIds.has(one.viewId);
  const trim = (control: DashboardControl): DashboardControl | undefined => {
    if (control.kind === 'unsupported') return control;
    if (control.kind === 'stream') {
      const streams = control.streams.filter(sees);
      return streams.length === 0 ? undefined : { ...control, streams };
    }
    if (control.kind === 'chart' && !shown.chartIds.has(control.chartId)) return undefined;
    return sees(control) ? control : undefined;
  };
  const sections = dashboard.sections
    .map((section) => ({
      ...section,
      cells: section.cells.flatMap((cell) => {
        const control = trim(cell.control);
        return control === undefined ? [] : { ...cell, control };
      }),
    }))
    .filter((section) => section.cells.length > 0);
  if (sections.every(({ cells }) => cells.every(({ control }) => control.kind === 'unsupported')))
    return undefined;
  const { filter, ...rest } = dashboard;
  if (filter === undefined || !shown.tables.has(filter.table)) return { ...rest, sections };
  const { viewId, ...others } = filter;
  const isSeen = viewId !== undefined && shown.viewIds.has(viewId);
  return { ...rest, filter: { ...others, ...(isSeen ? { viewId } : {}) }, sections };
}
