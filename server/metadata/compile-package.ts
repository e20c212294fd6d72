import { createHash } from 'node:crypto';
import type { AppPackage, AppSummary, SiteMap, SubArea } from '../../src/shared/metadata/app.ts';
import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import type { Form, FormCell, FormControl } from '../../src/shared/metadata/form.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { FormFactor } from '../../src/shared/protocol/values.ts';
import type { Filter, Link, Query } from '../../src/shared/query/ast.ts';
import { depth, depthOf, verbs } from '../../src/shared/security/privilege.ts';
import type { Depth, Principal, Verb } from '../../src/shared/security/privilege.ts';
import {
  localiseChart,
  localiseDashboard,
  localiseForm,
  localiseSiteMap,
  localiseTable,
  localiseView,
  pickLabel,
} from './localise.ts';
import { mapCells } from './map-cells.ts';
import type { AppModel, Model } from './model.ts';
import { chartsOn, listedOn, trimDashboard } from './trim-dashboard.ts';

function cellsOf(form: Form<Labels>): FormCell<Labels>[] {
  const sections = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
  return [...form.header, ...sections.flatMap((section) => section.rows.flat()), ...form.footer];
}

function filterTables(filter: Filter | undefined): string[] {
  switch (filter?.kind) {
    case 'and':
    case 'or':
      return filter.filters.flatMap(filterTables);
    case 'not':
      return filterTables(filter.filter);
    case 'link-filter':
      return [filter.table, ...filterTables(filter.filter), ...linkTables(filter.links)];
    default:
      return [];
  }
}

function linkTables(links: readonly Link[]): string[] {
  return links.flatMap((link) => [link.table, ...filterTables(link.filter), ...linkTables(link.links)]);
}

/** Tables a view or a chart reads beside its own. */
export function viewTables({ query }: { readonly query: Query }): readonly string[] {
  return [...linkTables(query.links), ...filterTables(query.filter)];
}

/** For whom a package is: the person, the language of its texts (LCID) and the kind of device. */
export interface PackageAsk {
  readonly principal: Principal;
  readonly language: number;
  readonly formFactor: FormFactor;
}

/** Phones and tablets are one kind: what a table is there does not differ between them. */
export const isMobile = (formFactor: FormFactor): boolean =>
  formFactor === 'phone' || formFactor === 'tablet';

class Compiler {
  readonly #model: Model;
  readonly #app: AppModel;
  readonly #principal: Principal;
  readonly #language: number;
  readonly #isMobile: boolean;
  readonly #tables: Set<string>;

  constructor(model: Model, app: AppModel, { principal, language, formFactor }: PackageAsk) {
    this.#model = model;
    this.#app = app;
    this.#principal = principal;
    this.#language = language;
    this.#isMobile = isMobile(formFactor);
    this.#tables = new Set(app.tables.filter((name) => this.#canRead(name)));
  }

  /** The person's privilege, as far as the table's mobile flags let it act on this device (R12). */
  #depth(table: string, verb: Verb): Depth {
    const use = this.#isMobile ? this.#model.mobileUses.get(table) : undefined;
    if (use === 'hidden' || (use === 'read-only' && verb !== 'read' && verb !== 'appendto'))
      return depth.none;
    return depthOf(this.#principal, table, verb);
  }

  #canRead(name: string): boolean {
    const table = this.#model.tables.get(name);
    if (table === undefined) return false;
    // A pair of an N:N relationship is seen with the rows it joins.
    if (table.isIntersect) return true;
    return this.#depth(name, 'read') > depth.none;
  }

  /** Forms that the person may be shown: by role, the default and the order deciding among several. */
  #forms(): Form<Labels>[] {
    const limited = this.#limitedTables(
      this.#app.formIds,
      this.#model.forms.map((form) => [form.id, form.table] as const),
    );
    return this.#model.forms
      .filter((form) => this.#canRead(form.table) && this.#tables.has(form.table))
      .filter(
        (form) => form.type !== 'main' || !limited.has(form.table) || this.#app.formIds.includes(form.id),
      )
      .filter((form) => this.#isFor(form))
      .sort(
        (a, b) => a.order - b.order || Number(b.isDefault) - Number(a.isDefault) || (a.id < b.id ? -1 : 1),
      );
  }

  #isFor(form: { readonly roles?: readonly string[] }): boolean {
    if (form.roles === undefined || this.#principal.isAdministrator) return true;
    const templates = new Set(this.#principal.roleIds.map((id) => this.#model.roles.get(id)?.templateId));
    return form.roles.some((id) => this.#principal.roleIds.includes(id) || templates.has(id));
  }

  /** Tables of which the app names some forms or views, and thereby only those. */
  #limitedTables(ids: readonly string[], owners: readonly (readonly [string, string])[]): Set<string> {
    const byId = new Map(owners);
    return new Set(ids.flatMap((id) => byId.get(id) ?? []));
  }

  #views(): View<Labels>[] {
    const limited = this.#limitedTables(
      this.#app.viewIds,
      this.#model.views.map((view) => [view.id, view.table] as const),
    );
    const named = new Set(this.#dashboards().flatMap((one) => listedOn(one).map(({ viewId }) => viewId)));
    return this.#model.views
      .filter((view) => this.#tables.has(view.table) && viewTables(view).every((name) => this.#canRead(name)))
      .filter(
        (view) =>
          view.type !== 'public' ||
          !limited.has(view.table) ||
          this.#app.viewIds.includes(view.id) ||
          named.has(view.id),
      );
  }

  /**
   * Dashboards that the app lists, or that its navigation opens; if it lists none, all that show its tables alone. Not
   * trimmed yet.
   */
  #dashboards(): Dashboard<Labels>[] {
    const listed = new Set(this.#app.formIds);
    const opened = new Set(
      this.#app.siteMap.areas.flatMap((area) =>
        area.groups.flatMap((group) =>
          group.subAreas.flatMap(({ target }) =>
            target.kind === 'dashboard' ? (target.dashboardId ?? []) : [],
          ),
        ),
      ),
    );
    const all = this.#model.dashboards.filter((one) => this.#isFor(one));
    const lists = this.#model.dashboards.some((one) => listed.has(one.id));
    const tables = new Set(this.#app.tables);
    return all
      .filter(
        (one) =>
          listed.has(one.id) ||
          opened.has(one.id) ||
          (!lists && listedOn(one).every(({ table }) => tables.has(table))),
      )
      .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || (a.id < b.id ? -1 : 1));
  }

  /** Of tables of which the app lists charts only those, and all that its dashboards show. */
  #charts(): Chart<Labels>[] {
    const limited = this.#limitedTables(
      this.#app.chartIds,
      this.#model.charts.map((chart) => [chart.id, chart.table] as const),
    );
    const shown = new Set([...this.#app.chartIds, ...this.#dashboards().flatMap(chartsOn)]);
    return this.#model.charts
      .filter(
        (chart) => this.#tables.has(chart.table) && viewTables(chart).every((name) => this.#canRead(name)),
      )
      .filter((chart) => !limited.has(chart.table) || shown.has(chart.id));
  }

  /** The app's tables, then what its forms list and its views join: all of it must work offline. */
  #carry(): void {
    for (const form of this.#forms())
      for (const { control } of cellsOf(form))
        if (control?.kind === 'subgrid' && this.#canRead(control.table)) this.#tables.add(control.table);
    for (const dashboard of this.#dashboards())
      for (const { table } of listedOn(dashboard)) if (this.#canRead(table)) this.#tables.add(table);
    for (const one of [...this.#views(), ...this.#charts()])
      for (const name of viewTables(one)) if (this.#canRead(name)) this.#tables.add(name);
    const shown = new Set(
      this.#forms().flatMap((form) =>
        cellsOf(form).flatMap(({ control }) =>
          control?.kind === 'subgrid' ? (control.relationship ?? []) : [],
        ),
      ),
    );
    for (const one of this.#model.relationships)
      if (one.kind === 'many-to-many' && shown.has(one.schemaName)) this.#tables.add(one.intersect);
  }

  /** Tables that lookups and quick views of carried rows lead to; they are described, their rows travel as stubs. */
  #described(carried: readonly string[], forms: readonly Form<Labels>[]): string[] {
    const targets = carried.flatMap(
      (name) =>
        this.#model.tables
          .get(name)
          ?.columns.flatMap((column) => (isLookup(column) ? (column.targets ?? []) : [])) ?? [],
    );
    const quick = forms.flatMap((form) =>
      cellsOf(form).flatMap(({ control }) =>
        control?.kind === 'quickview' ? control.forms.map((one) => one.table) : [],
      ),
    );
    return [...new Set([...carried, ...targets, ...quick])].filter((name) => this.#canRead(name)).sort();
  }

  #trimControl(control: FormControl): FormControl {
    const unreadable = (what: string): FormControl => ({ kind: 'unsupported', what });
    if (control.kind === 'subgrid' && !this.#canRead(control.table))
      return unreadable(`list of ${control.table}, which you may not read`);
    if (control.kind === 'quickview' && !control.forms.some((one) => this.#canRead(one.table)))
      return unreadable(`details of ${control.column}, which you may not read`);
    return control;
  }

  #trimForm(form: Form<Labels>): Form<Labels> {
    const cell = (one: FormCell<Labels>): FormCell<Labels> =>
      one.control === undefined ? one : { ...one, control: this.#trimControl(one.control) };
    return mapCells(form, cell);
  }

  #allows(one: SubArea<Labels>): boolean {
    if (one.target.kind === 'table' && !this.#canRead(one.target.table)) return false;
    return one.privileges.every(({ table, verbs: asked }) =>
      asked.every((verb) => this.#depth(table, verb) > depth.none),
    );
  }

  /** Undefined: an entry for dashboards, of which the person has none. */
  #opens(one: SubArea<Labels>, dashboards: ReadonlySet<string>): SubArea<Labels> | undefined {
    if (one.target.kind !== 'dashboard') return one;
    if (dashboards.size === 0) return undefined;
    const { dashboardId } = one.target;
    if (dashboardId === undefined || dashboards.has(dashboardId)) return one;
    return { ...one, target: { kind: 'dashboard' } };
  }

  #siteMap(dashboards: ReadonlySet<string>): SiteMap<Labels> {
    const { areas, ...rest } = this.#app.siteMap;
    const groups = areas.map((area) => ({
      ...area,
      groups: area.groups
        .map((group) => ({
          ...group,
          subAreas: group.subAreas
            .filter((one) => this.#allows(one))
            .flatMap((one) => this.#opens(one, dashboards) ?? []),
        }))
        .filter((group) => group.subAreas.length > 0),
    }));
    return { ...rest, areas: groups.filter((area) => area.groups.length > 0) };
  }

  #privileges(tables: readonly string[]): AppPackage['privileges'] {
    const all: Record<string, Partial<Record<Verb, Depth>>> = {};
    for (const name of tables) {
      const held: Partial<Record<Verb, Depth>> = {};
      for (const verb of verbs) {
        const level = this.#depth(name, verb);
        if (level > depth.none) held[verb] = level;
      }
      all[name] = held;
    }
    return all;
  }

  #relationships(tables: ReadonlySet<string>): readonly Relationship[] {
    return this.#model.relationships.filter((one) =>
      one.kind === 'one-to-many'
        ? tables.has(one.referencing) && tables.has(one.referenced)
        : tables.has(one.tableA) && tables.has(one.tableB),
    );
  }

  compile(): AppPackage {
    this.#carry();
    const carried = [...this.#tables].sort();
    // Related tables bring their own forms and views: a subgrid opens its rows.
    const forms = this.#forms();
    const names = this.#described(carried, forms);
    const described = new Set(names);
    const quickForms = new Set(
      forms.flatMap((form) =>
        cellsOf(form).flatMap(({ control }) =>
          control?.kind === 'quickview' ? control.forms.map((one) => one.formId) : [],
        ),
      ),
    );
    const listed = new Set(forms.map((form) => form.id));
    const extra = this.#model.forms.filter(
      (form) => quickForms.has(form.id) && !listed.has(form.id) && described.has(form.table),
    );
    const lookups = this.#model.views.filter(
      (view) =>
        view.type === 'lookup' &&
        described.has(view.table) &&
        !this.#tables.has(view.table) &&
        viewTables(view).every((name) => described.has(name)),
    );
    const views = [...this.#views(), ...lookups];
    const charts = this.#charts();
    const seen = {
      tables: this.#tables,
      viewIds: new Set(views.map((one) => one.id)),
      chartIds: new Set(charts.map((one) => one.id)),
    };
    const dashboards = this.#dashboards().flatMap((one) => trimDashboard(one, seen) ?? []);
    const language = this.#language;
    const tables = names.flatMap((name): Table[] => {
      const table = this.#model.tables.get(name);
      return table === undefined ? [] : [localiseTable(table, language)];
    });
    return {
      format: 1,
      app: {
        id: this.#app.id,
        uniqueName: this.#app.uniqueName,
        name: pickLabel(this.#app.name, language) || this.#app.uniqueName,
        description: pickLabel(this.#app.description, language),
        ...(this.#app.color === undefined ? {} : { color: this.#app.color }),
      },
      language,
      metadataVersion: this.#model.version,
      tables,
      carried,
      relationships: this.#relationships(described),
      forms: [...forms, ...extra].map((form) => localiseForm(this.#trimForm(form), language)),
      views: views.map((view) => localiseView(view, language)),
      charts: charts.map((chart) => localiseChart(chart, language)),
      dashboards: dashboards.map((one) => localiseDashboard(one, language)),
      siteMap: localiseSiteMap(this.#siteMap(new Set(dashboards.map((one) => one.id))), language),
      ...(this.#canRead('transactioncurrency') ? { currencies: this.#model.currencies } : {}),
      privileges: this.#privileges(names),
    };
  }
}

/** One app as this person may see it, in one language; `hash` is that of the content, so equal content is one package. */
export function compilePackage(
  model: Model,
  app: AppModel,
  ask: PackageAsk,
): { readonly hash: string; readonly package: AppPackage } {
  const compiled = new Compiler(model, app, ask).compile();
  const hash = createHash('sha256').update(JSON.stringify(compiled)).digest('hex').slice(0, 32);
  return { hash, package: compiled };
}

/** True when the person may open the app: by a role that it is given to, or as an administrator. */
export function canOpenApp(model: Model, app: AppModel, principal: Principal): boolean {
  if (principal.isAdministrator) return true;
  const templates = new Set(principal.roleIds.flatMap((id) => model.roles.get(id)?.templateId ?? []));
  return app.roleIds.some(
    (id) => principal.roleIds.includes(id) || templates.has(model.roles.get(id)?.templateId ?? id),
  );
}

/** The apps that the person may open, by name, each with the hash of the package to ask for. */
export function listApps(model: Model, ask: PackageAsk): AppSummary[] {
  return model.apps
    .filter((app) => canOpenApp(model, app, ask.principal))
    .map((app) => {
      const compiled = compilePackage(model, app, ask);
      return { ...compiled.package.app, packageHash: compiled.hash };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
