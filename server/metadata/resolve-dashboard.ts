import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { Dashboard, DashboardCell, DashboardControl } from '../../src/shared/metadata/dashboard.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { Complain } from './resolve-form.ts';

export interface DashboardContext {
  readonly tables: ReadonlyMap<string, Table<Labels>>;
  readonly views: ReadonlyMap<string, View<Labels>>;
  readonly charts: ReadonlyMap<string, Chart<Labels>>;
}

interface Listed {
  readonly table: string;
  readonly viewId: string;
}

class Resolver {
  readonly #context: DashboardContext;
  readonly #complain: Complain;

  constructor(context: DashboardContext, complain: Complain) {
    this.#context = context;
    this.#complain = complain;
  }

  /** The same rows' table in its default view, where the named view does not exist; a text says what does not exist. */
  #listed<T extends Listed>(one: T): T | string {
    const { tables, views } = this.#context;
    if (!tables.has(one.table)) return `table ${one.table}`;
    if (views.get(one.viewId)?.table === one.table) return one;
    const own = [...views.values()].filter((view) => view.table === one.table && view.type === 'public');
    const instead = own.find((view) => view.isDefault) ?? own[0];
    if (instead === undefined) return `view ${one.viewId}`;
    this.#complain('shows the default view, since its own does not exist', `${one.table} ${one.viewId}`);
    return { ...one, viewId: instead.id };
  }

  #missing(what: string): DashboardControl {
    this.#complain('shows nothing of what does not exist', what);
    return { kind: 'unsupported', what };
  }

  control(control: DashboardControl): DashboardControl {
    if (control.kind === 'unsupported') return control;
    if (control.kind === 'stream') {
      const streams = control.streams.map((one) => this.#listed(one));
      for (const one of streams) if (typeof one === 'string') this.#missing(one);
      const found = streams.flatMap((one) => (typeof one === 'string' ? [] : one));
      const lost = streams.find((one) => typeof one === 'string');
      return found.length === 0
        ? { kind: 'unsupported', what: lost ?? 'stream' }
        : { ...control, streams: found };
    }
    if (control.kind === 'chart' && this.#context.charts.get(control.chartId)?.table !== control.table)
      return this.#missing(`chart ${control.chartId} of ${control.table}`);
    const listed = this.#listed(control);
    return typeof listed === 'string' ? this.#missing(listed) : listed;
  }
}

/** Fits a dashboard to what exists: what points nowhere keeps its place as `unsupported` and is named to `complain`. */
export function resolveDashboard(
  dashboard: Dashboard<Labels>,
  context: DashboardContext,
  complain: Complain,
): Dashboard<Labels> {
  const resolver = new Resolver(context, complain);
  const cell = (one: DashboardCell<Labels>): DashboardCell<Labels> => ({
    ...one,
    control: resolver.control(one.control),
  });
  const { filter, ...rest } = dashboard;
  const table = filter === undefined ? undefined : context.tables.get(filter.table);
  if (filter !== undefined && table === undefined)
    complain('filters nothing, since its table does not exist', filter.table);
  const view = filter?.viewId === undefined ? undefined : context.views.get(filter.viewId);
  if (filter?.viewId !== undefined && view === undefined)
    complain('filters without its view, which does not exist', filter.viewId);
  const column = table?.columns.find((one) => one.logicalName === filter?.column);
  if (table !== undefined && filter?.column !== undefined && column === undefined)
    complain('filters without its column, which does not exist', `${filter.table}.${filter.column}`);
  return {
    ...rest,
    ...(filter === undefined || table === undefined
      ? {}
      : {
          filter: {
            table: filter.table,
            ...(view === undefined ? {} : { viewId: view.id }),
            ...(column === undefined ? {} : { column: column.logicalName }),
            ...(column === undefined || filter.timeFrame === undefined
              ? {}
              : { timeFrame: filter.timeFrame }),
          },
        }),
    sections: dashboard.sections.map((section) => ({ ...section, cells: section.cells.map(cell) })),
  };
}
