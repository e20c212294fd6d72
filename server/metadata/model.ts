import type { SiteMap } from '../../src/shared/metadata/app.ts';
import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { Currencies } from '../../src/shared/metadata/currency.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import type { Form } from '../../src/shared/metadata/form.ts';
import type { MobileUse } from '../../src/shared/metadata/mobile-use.ts';
import type { Column, Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';

export interface AppModel {
  readonly id: string;
  readonly uniqueName: string;
  readonly name: Labels;
  readonly description: Labels;
  readonly color?: string;
  /**
   * Logical names of the tables the app names itself, and ids of what it limits itself to, if any: views, charts, and
   * forms and dashboards together.
   */
  readonly tables: readonly string[];
  readonly viewIds: readonly string[];
  readonly formIds: readonly string[];
  readonly chartIds: readonly string[];
  readonly siteMap: SiteMap<Labels>;
  readonly roleIds: readonly string[];
}

export interface RoleModel {
  readonly id: string;
  readonly name: string;
  /** Well-known template, e.g. System Administrator. */
  readonly templateId?: string;
  /** Privilege names lower-cased (`prvreadaccount`) to depth. */
  readonly privileges: Readonly<Record<string, Depth>>;
}

/** All metadata of the organisation in memory, immutable; a change makes a new model with another version. */
export interface Model {
  /** Content hash; entries of the outbox and app packages name it. */
  readonly version: string;
  readonly tables: ReadonlyMap<string, Table<Labels>>;
  readonly tablesBySet: ReadonlyMap<string, Table<Labels>>;
  readonly relationships: readonly Relationship[];
  readonly forms: readonly Form<Labels>[];
  readonly views: readonly View<Labels>[];
  readonly charts: readonly Chart<Labels>[];
  readonly dashboards: readonly Dashboard<Labels>[];
  readonly apps: readonly AppModel[];
  readonly roles: ReadonlyMap<string, RoleModel>;
  readonly currencies: Currencies;
  /** Tables that phones and tablets do not show as everybody else does. */
  readonly mobileUses: ReadonlyMap<string, Exclude<MobileUse, 'editable'>>;
  /** Column of a table by logical name; undefined when absent. */
  column(table: string, column: string): Column<Labels> | undefined;
  /** Relationships in which the table takes part, on either side. */
  relationshipsOf(table: string): readonly Relationship[];
}

/** Keeps the current model; reloads after an import, also one made by another instance. */
export interface ModelHolder {
  readonly current: Model;
  /** Reads the model anew from the database. */
  reload(): Promise<Model>;
  /** Reloads only if the database says that the model changed since it was read; one small statement if not. */
  refresh(): Promise<Model>;
  /** Called after each change of version; returns the way to stop. */
  subscribe(listener: (model: Model) => void): () => void;
}

/** Physical names. */
export function sqlTable(table: Pick<Table<unknown>, 'logicalName' | 'sqlName'>): string {
  return table.sqlName ?? table.logicalName;
}

/** See {@link sqlTable}. */
export function sqlColumn(column: Pick<Column<unknown>, 'logicalName' | 'sqlName'>): string {
  return column.sqlName ?? column.logicalName;
}
