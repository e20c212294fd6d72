import type { AppPackage } from '../shared/metadata/app.ts';
import { currencyOf, type Currency } from '../shared/metadata/currency.ts';
import type { Form, FormType } from '../shared/metadata/form.ts';
import type { Row } from '../shared/metadata/row.ts';
import type { Column, ManyToMany, OneToMany, Relationship, Table } from '../shared/metadata/table.ts';
import type { View, ViewType } from '../shared/metadata/view.ts';
import type { QueryMetadata } from '../shared/query/metadata.ts';
import { rights, verbs, type Depth, type Verb } from '../shared/security/privilege.ts';

/** Look-ups over one app package, for pages and for the data worker; the package never changes under it. */
export class Catalog implements QueryMetadata {
  readonly package: AppPackage;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #columns: ReadonlyMap<string, ReadonlyMap<string, Column>>;
  readonly #relationships: ReadonlyMap<string, Relationship>;
  readonly #views: ReadonlyMap<string, View>;
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
    this.#relationships = new Map(appPackage.relationships.map((one) => [one.schemaName, one]));
    this.#views = new Map(appPackage.views.map((view) => [view.id, view]));
    this.#carried = new Set(appPackage.carried);
  }

  table(logicalName: string): Table | undefined {
    return this.#tables.get(logicalName);
  }

  column(table: string, logicalName: string): Column | undefined {
    return this.#columns.get(table)?.get(logicalName);
  }

  /** True when rows of the table are on the device. */
  isCarried(table: string): boolean {
    return this.#carried.has(table);
  }

  view(id: string): View | undefined {
    return this.#views.get(id);
  }

  /** Views of a table offered in one place, the default one first, the rest in the package's order. */
  viewsOf(table: string, type: ViewType = 'public'): readonly View[] {
    return this.package.views
      .filter((view) => view.table === table && view.type === type)
      .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  }

  defaultView(table: string, type: ViewType = 'public'): View | undefined {
    return this.viewsOf(table, type)[0];
  }

  /** Forms of a table by their order. */
  formsOf(table: string, type: FormType = 'main'): readonly Form[] {
    return this.package.forms
      .filter((form) => form.table === table && form.type === type)
      .sort((a, b) => a.order - b.order);
  }

  form(id: string): Form | undefined {
    return this.package.forms.find((form) => form.id === id);
  }

  relationship(schemaName: string): Relationship | undefined {
    return this.#relationships.get(schemaName);
  }

  /** 1:N relationships in which a row of the table is the one that others point to. */
  collectionsOf(table: string): readonly OneToMany[] {
    return this.package.relationships.filter(
      (one): one is OneToMany => one.kind === 'one-to-many' && one.referenced === table,
    );
  }

  manyToManyOf(table: string): readonly ManyToMany[] {
    return this.package.relationships.filter(
      (one): one is ManyToMany =>
        one.kind === 'many-to-many' && (one.tableA === table || one.tableB === table),
    );
  }

  hierarchyColumn(logicalName: string): string | undefined {
    return this.collectionsOf(logicalName).find(
      (one) => one.hierarchical === true && one.referencing === logicalName,
    )?.column;
  }

  /** Texts of a package are in the person's language already. */
  label(label: unknown): string {
    return typeof label === 'string' ? label : '';
  }

  /** Currency of a money value under `key` of a row; undefined for other types and where it is not known. */
  currency(column: Column, key: string, row: Row): Currency | undefined {
    const { currencies } = this.package;
    return currencies === undefined ? undefined : currencyOf(currencies, column, key, row);
  }

  /** The organisation's own currency; undefined where it is not known. */
  get baseCurrency(): Currency | undefined {
    const { currencies } = this.package;
    return currencies?.all.find((one) => one.id === currencies.baseId);
  }

  depth(table: string, verb: Verb): Depth {
    return this.package.privileges[table]?.[verb] ?? 0;
  }

  /** Rights a person has to a row of their own, as bits: what a row made on the device shows until the server answers. */
  ownRights(table: string): number {
    return verbs.reduce((bits, verb) => (this.depth(table, verb) > 0 ? bits | rights[verb] : bits), 0);
  }
}
