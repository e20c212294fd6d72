import { createHash } from 'node:crypto';
import type { AppPackage, AppSummary, SiteMap, SubArea } from '../../src/shared/metadata/app.ts';
import type { Form, FormCell, FormControl } from '../../src/shared/metadata/form.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { Filter, Link } from '../../src/shared/query/ast.ts';
import { depth, depthOf, verbs } from '../../src/shared/security/privilege.ts';
import type { Depth, Principal, Verb } from '../../src/shared/security/privilege.ts';
import { localiseForm, localiseSiteMap, localiseTable, localiseView, pickLabel } from './localise.ts';
import { mapCells } from './map-cells.ts';
import type { AppModel, Model } from './model.ts';

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

/** Tables a view reads beside its own. */
export function viewTables(view: View<unknown>): readonly string[] {
  return [...linkTables(view.query.links), ...filterTables(view.query.filter)];
}

class Compiler {
  readonly #model: Model;
  readonly #app: AppModel;
  readonly #principal: Principal;
  readonly #language: number;
  readonly #tables: Set<string>;

  constructor(model: Model, app: AppModel, principal: Principal, language: number) {
    this.#model = model;
    this.#app = app;
    this.#principal = principal;
    this.#language = language;
    this.#tables = new Set(app.tables.filter((name) => this.#canRead(name)));
  }

  #canRead(name: string): boolean {
    const table = this.#model.tables.get(name);
    if (table === undefined) return false;
    // A pair of an N:N relationship is seen with the rows it joins.
    if (table.isIntersect) return true;
    return depthOf(this.#principal, name, 'read') > depth.none;
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

  #isFor(form: Form<Labels>): boolean {
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
    return this.#model.views
      .filter((view) => this.#tables.has(view.table) && viewTables(view).every((name) => this.#canRead(name)))
      .filter(
        (view) => view.type !== 'public' || !limited.has(view.table) || this.#app.viewIds.includes(view.id),
      );
  }

  /** The app's tables, then what its forms list and its views join: all of it must work offline. */
  #carry(): void {
    for (const form of this.#forms())
      for (const { control } of cellsOf(form))
        if (control?.kind === 'subgrid' && this.#canRead(control.table)) this.#tables.add(control.table);
    for (const view of this.#views())
      for (const name of viewTables(view)) if (this.#canRead(name)) this.#tables.add(name);
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
      asked.every((verb) => depthOf(this.#principal, table, verb) > depth.none),
    );
  }

  #siteMap(): SiteMap<Labels> {
    const { areas, ...rest } = this.#app.siteMap;
    const groups = areas.map((area) => ({
      ...area,
      groups: area.groups
        .map((group) => ({ ...group, subAreas: group.subAreas.filter((one) => this.#allows(one)) }))
        .filter((group) => group.subAreas.length > 0),
    }));
    return { ...rest, areas: groups.filter((area) => area.groups.length > 0) };
  }

  #privileges(tables: readonly string[]): AppPackage['privileges'] {
    const all: Record<string, Partial<Record<Verb, Depth>>> = {};
    for (const name of tables) {
      const held: Partial<Record<Verb, Depth>> = {};
      for (const verb of verbs) {
        const level = depthOf(this.#principal, name, verb);
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
      views: [...this.#views(), ...lookups].map((view) => localiseView(view, language)),
      siteMap: localiseSiteMap(this.#siteMap(), language),
      ...(this.#canRead('transactioncurrency') ? { currencies: this.#model.currencies } : {}),
      privileges: this.#privileges(names),
    };
  }
}

/** One app as this person may see it, in one language; `hash` is that of the content, so equal content is one package. */
export function compilePackage(
  model: Model,
  app: AppModel,
  principal: Principal,
  language: number,
): { readonly hash: string; readonly package: AppPackage } {
  const compiled = new Compiler(model, app, principal, language).compile();
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
export function listApps(model: Model, principal: Principal, language: number): AppSummary[] {
  return model.apps
    .filter((app) => canOpenApp(model, app, principal))
    .map((app) => {
      const compiled = compilePackage(model, app, principal, language);
      return { ...compiled.package.app, packageHash: compiled.hash };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
