import { createContext } from '@lit/context';
import type { AppPackage, SubArea } from '../shared/metadata/app.ts';
import type { Form, FormType } from '../shared/metadata/form.ts';
import type { Column, Table } from '../shared/metadata/table.ts';
import type { View, ViewType } from '../shared/metadata/view.ts';
import type { Verb } from '../shared/security/privilege.ts';

/** Look-ups over the open app's package. Immutable: a new package is a new catalog. */
export class AppCatalog {
  readonly package: AppPackage;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #columns: ReadonlyMap<string, ReadonlyMap<string, Column>>;
  readonly #carried: ReadonlySet<string>;

  constructor(appPackage: AppPackage) {
    this.package = appPackage;
    this.#tables = new Map(appPackage.tables.map((table) => [table.logicalName, table]));
    this.#columns = new Map(
      appPackage.tables.map((table) => [
        table.logicalName,
        new Map(table.columns.map((column) => [column.logicalName, column])),
      ]),
    );
    this.#carried = new Set(appPackage.carried);
  }

  table(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  column(table: string, name: string): Column | undefined {
    return this.#columns.get(table)?.get(name);
  }

  /** True when the device carries rows of the table. */
  isCarried(table: string): boolean {
    return this.#carried.has(table);
  }

  view(id: string): View | undefined {
    return this.package.views.find((view) => view.id === id);
  }

  /** Views of a table and type; the default first, then by name as the package orders them. */
  views(table: string, type: ViewType = 'public'): readonly View[] {
    return this.package.views
      .filter((view) => view.table === table && view.type === type)
      .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  }

  forms(table: string, type: FormType): readonly Form[] {
    return this.package.forms
      .filter((form) => form.table === table && form.type === type)
      .sort((a, b) => a.order - b.order);
  }

  /** True when the person holds the privilege at some depth. It hides buttons; the server decides. */
  can(table: string, verb: Verb): boolean {
    return (this.package.privileges[table]?.[verb] ?? 0) > 0;
  }

  /** The subareas that the person may open, in the order of the site map. */
  subAreas(): readonly SubArea[] {
    return this.package.siteMap.areas
      .flatMap((area) => area.groups)
      .flatMap((group) => group.subAreas)
      .filter((subArea) => this.isOffered(subArea));
  }

  /** False where a privilege is missing or this version cannot open the target. */
  isOffered(subArea: SubArea): boolean {
    const { target } = subArea;
    if (target.kind === 'unsupported' || target.kind === 'dashboard') return false;
    if (target.kind === 'table' && (!this.table(target.table) || !this.can(target.table, 'read')))
      return false;
    return subArea.privileges.every(({ table, verbs }) => verbs.every((verb) => this.can(table, verb)));
  }
}

/** The open app's metadata; undefined while no app is open. */
export const appCatalogContext = createContext<AppCatalog | undefined>(Symbol('app-catalog'));
