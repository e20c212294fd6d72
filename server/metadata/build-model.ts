import { createHash } from 'node:crypto';
import type { SiteMap, SubArea } from '../../src/shared/metadata/app.ts';
import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { Currencies } from '../../src/shared/metadata/currency.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import type { Form } from '../../src/shared/metadata/form.ts';
import { mobileUse } from '../../src/shared/metadata/mobile-use.ts';
import type { Column, Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { AppItem, MetaItems } from './meta-items.ts';
import type { AppModel, Model, RoleModel } from './model.ts';
import { resolveDashboard } from './resolve-dashboard.ts';
import { type Complain, resolveForm } from './resolve-form.ts';
import { resolveChart, resolveView } from './resolve-view.ts';

/** A part of the metadata that does not fit the rest. */
export interface ModelIssue {
  readonly kind:
    'table' | 'column' | 'relationship' | 'form' | 'view' | 'chart' | 'dashboard' | 'site map' | 'app';
  /** Key of the document it stands in. */
  readonly key: string;
  readonly name: string;
  readonly reason: string;
  /** Nothing of it can be used. */
  readonly isFatal?: boolean;
}

/** What is in the database beside the documents. */
export interface ModelRows {
  readonly roles: readonly RoleModel[];
  /** Role ids by app id. */
  readonly appRoles: ReadonlyMap<string, readonly string[]>;
  readonly currencies: Currencies;
}

function detailed(name: string, detail: string | undefined): string {
  return detail === undefined ? name : `${name}: ${detail}`;
}

function firstLabel(labels: Labels, fallback: string): string {
  return labels['1033'] ?? Object.values(labels)[0] ?? fallback;
}

class Builder {
  readonly issues: ModelIssue[] = [];
  readonly tables = new Map<string, Table<Labels>>();
  readonly relationships = new Map<string, Relationship>();
  readonly views = new Map<string, View<Labels>>();
  readonly charts = new Map<string, Chart<Labels>>();
  readonly dashboards: Dashboard<Labels>[] = [];
  readonly forms: Form<Labels>[] = [];
  readonly #items: MetaItems;

  constructor(items: MetaItems) {
    this.#items = items;
  }

  #column(table: Table<Labels>, column: Column<Labels>): Column<Labels> {
    if (column.globalChoice === undefined) return column;
    const choice = this.#items.get('choice', column.globalChoice);
    if (choice !== undefined) return { ...column, options: choice.options };
    if (column.options === undefined)
      this.issues.push({
        kind: 'column',
        key: table.logicalName,
        name: `${table.logicalName}.${column.logicalName}`,
        reason: `the global choice ${column.globalChoice} does not exist, so it has no options`,
      });
    return column;
  }

  readTables(): void {
    for (const { name, body } of this.#items.all('table'))
      this.tables.set(name, {
        ...body.table,
        columns: body.table.columns.map((column) => this.#column(body.table, column)),
      });
  }

  readRelationships(): void {
    for (const { name, body } of this.#items.all('relationship')) {
      const ends =
        body.kind === 'one-to-many'
          ? [body.referencing, body.referenced]
          : [body.tableA, body.tableB, body.intersect];
      const absent = ends.find((end) => !this.tables.has(end));
      const column = body.kind === 'one-to-many' ? body.column : undefined;
      if (absent !== undefined)
        this.issues.push({
          kind: 'relationship',
          key: name,
          name,
          reason: `table ${absent} does not exist`,
          isFatal: true,
        });
      else if (
        column !== undefined &&
        !this.tables.get(ends[0] ?? '')?.columns.some((one) => one.logicalName === column)
      )
        this.issues.push({
          kind: 'relationship',
          key: name,
          name,
          reason: `column ${ends[0]}.${column} does not exist`,
          isFatal: true,
        });
      else this.relationships.set(name, body);
    }
  }

  readViews(): void {
    for (const { name, body } of this.#items.all('view')) {
      const found: ModelIssue[] = [];
      const shown = `${body.table}: ${firstLabel(body.name, name)}`;
      const view = resolveView(body, this.tables, (reason, detail) =>
        found.push({ kind: 'view', key: name, name: detailed(shown, detail), reason }),
      );
      for (const issue of found) this.issues.push(view === undefined ? { ...issue, isFatal: true } : issue);
      if (view !== undefined) this.views.set(name, view);
    }
  }

  readCharts(): void {
    for (const { name, body } of this.#items.all('chart')) {
      const found: ModelIssue[] = [];
      const shown = `${body.table}: ${firstLabel(body.name, name)}`;
      const chart = resolveChart(body, this.tables, (reason, detail) =>
        found.push({ kind: 'chart', key: name, name: detailed(shown, detail), reason }),
      );
      for (const issue of found) this.issues.push(chart === undefined ? { ...issue, isFatal: true } : issue);
      if (chart !== undefined) this.charts.set(name, chart);
    }
  }

  /** Needs the views and the charts. */
  readDashboards(): void {
    for (const { name, body } of this.#items.all('dashboard')) {
      const shown = firstLabel(body.name, name);
      const complain: Complain = (reason, detail) =>
        void this.issues.push({ kind: 'dashboard', key: name, name: detailed(shown, detail), reason });
      this.dashboards.push(resolveDashboard(body, this, complain));
    }
  }

  /** Without a dashboard of its own an entry opens the app's first one. */
  #dashboardArea(one: SubArea<Labels>, app: AppItem): SubArea<Labels> {
    const id = one.target.kind === 'dashboard' ? one.target.dashboardId : undefined;
    if (id === undefined || this.dashboards.some((dashboard) => dashboard.id === id)) return one;
    this.issues.push({
      kind: 'site map',
      key: app.uniqueName,
      name: `${app.uniqueName}: ${one.id}`,
      reason: `opens the first dashboard, since ${id} does not exist`,
    });
    return { ...one, target: { kind: 'dashboard' } };
  }

  readForms(): void {
    const items = this.#items.all('form');
    const context = {
      tables: this.tables,
      relationships: this.relationships,
      viewIds: new Set(this.views.keys()),
      formIds: new Set(items.map((item) => item.name)),
    };
    for (const { name, body } of items) {
      const shown = `${body.table}: ${firstLabel(body.name, name)} (${body.type})`;
      const table = this.tables.get(body.table);
      if (table === undefined) {
        const reason = `cannot be shown: table ${body.table} does not exist`;
        this.issues.push({ kind: 'form', key: name, name: shown, reason, isFatal: true });
        continue;
      }
      const complain: Complain = (reason, detail) =>
        void this.issues.push({ kind: 'form', key: name, name: detailed(shown, detail), reason });
      this.forms.push(resolveForm(body, table, context, complain));
    }
  }

  #subArea(one: SubArea<Labels>, app: AppItem): SubArea<Labels> {
    if (one.target.kind === 'dashboard') return this.#dashboardArea(one, app);
    if (one.target.kind !== 'table') return one;
    const table = this.tables.get(one.target.table);
    if (table === undefined) {
      this.issues.push({
        kind: 'site map',
        key: app.uniqueName,
        name: `${app.uniqueName}: ${one.id}`,
        reason: `does not open table ${one.target.table}, which does not exist`,
      });
      return { ...one, target: { kind: 'unsupported', what: `table ${one.target.table}` } };
    }
    return Object.keys(one.title).length > 0 ? one : { ...one, title: table.pluralLabel };
  }

  siteMap(app: AppItem): SiteMap<Labels> {
    const found = this.#items.get('sitemap', app.siteMap) ?? this.#items.get('sitemap', app.uniqueName);
    if (found === undefined) return this.#plainSiteMap(app);
    return {
      ...found,
      areas: found.areas.map((area) => ({
        ...area,
        groups: area.groups.map((group) => ({
          ...group,
          subAreas: group.subAreas.map((one) => this.#subArea(one, app)),
        })),
      })),
    };
  }

  /** An app without a site map lists its tables. */
  #plainSiteMap(app: AppItem): SiteMap<Labels> {
    this.issues.push({
      kind: 'app',
      key: app.uniqueName,
      name: app.uniqueName,
      reason: 'its site map does not exist; its tables are listed',
    });
    const subAreas = app.tables.flatMap((name): SubArea<Labels>[] => {
      const table = this.tables.get(name);
      return table === undefined
        ? []
        : [{ id: name, title: table.pluralLabel, target: { kind: 'table', table: name }, privileges: [] }];
    });
    const group = { id: 'tables', title: {}, subAreas };
    return {
      showHome: true,
      showRecent: true,
      showPinned: true,
      areas: [{ id: 'app', title: app.name, groups: [group] }],
    };
  }

  app(app: AppItem, roleIds: readonly string[]): AppModel {
    const siteMap = this.siteMap(app);
    const listed = siteMap.areas.flatMap((area) =>
      area.groups.flatMap((group) =>
        group.subAreas.flatMap((one) => (one.target.kind === 'table' ? one.target.table : [])),
      ),
    );
    const tables = [...new Set([...app.tables, ...listed])];
    for (const name of tables)
      if (!this.tables.has(name))
        this.issues.push({
          kind: 'app',
          key: app.uniqueName,
          name: app.uniqueName,
          reason: `table ${name} does not exist`,
        });
    return {
      id: app.id,
      uniqueName: app.uniqueName,
      name: app.name,
      description: app.description,
      tables: tables.filter((name) => this.tables.has(name)),
      viewIds: app.viewIds.filter((id) => this.views.has(id)),
      formIds: app.formIds,
      chartIds: app.chartIds ?? [],
      siteMap,
      roleIds,
    };
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

/** Puts the documents together into one model, and says what in them leads nowhere. */
export function buildModel(
  items: MetaItems,
  rows: ModelRows,
): { readonly model: Model; readonly issues: readonly ModelIssue[] } {
  const builder = new Builder(items);
  builder.readTables();
  builder.readRelationships();
  builder.readViews();
  builder.readForms();
  builder.readCharts();
  builder.readDashboards();
  const apps = items.all('app').map(({ body }) => builder.app(body, rows.appRoles.get(body.id) ?? []));
  const tables: ReadonlyMap<string, Table<Labels>> = builder.tables;
  const relationships = [...builder.relationships.values()];
  const views = [...builder.views.values()];
  const charts = [...builder.charts.values()];
  const roles = new Map(rows.roles.map((role) => [role.id, role]));
  const mobileUses: Model['mobileUses'] = new Map(
    [...tables.values()].flatMap(({ logicalName, mobile }) => {
      const use = mobileUse(mobile, items.get('mobile', logicalName));
      return use === 'editable' ? [] : [[logicalName, use] as const];
    }),
  );
  const byTable = new Map<string, Relationship[]>();
  for (const one of relationships) {
    const ends = one.kind === 'one-to-many' ? [one.referencing, one.referenced] : [one.tableA, one.tableB];
    for (const end of new Set(ends)) {
      const known = byTable.get(end);
      if (known === undefined) byTable.set(end, [one]);
      else known.push(one);
    }
  }
  const columns = new Map<string, Column<Labels>>();
  for (const table of tables.values())
    for (const column of table.columns) columns.set(`${table.logicalName}.${column.logicalName}`, column);
  return {
    issues: builder.issues,
    model: {
      version: hash([
        [...tables.values()],
        relationships,
        builder.forms,
        views,
        charts,
        builder.dashboards,
        apps,
        rows.roles,
        rows.currencies,
        [...mobileUses],
      ]),
      tables,
      tablesBySet: new Map([...tables.values()].map((table) => [table.entitySetName, table])),
      relationships,
      forms: builder.forms,
      views,
      charts,
      dashboards: builder.dashboards,
      apps,
      roles,
      currencies: rows.currencies,
      mobileUses,
      column: (table, column) => columns.get(`${table}.${column}`),
      relationshipsOf: (table) => byTable.get(table) ?? [],
    },
  };
}
