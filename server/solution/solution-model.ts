import type { SiteMap } from '../../src/shared/metadata/app.ts';
import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { ColumnMapping } from '../../src/shared/metadata/column-mapping.ts';
import type { ColumnSecurityProfile } from '../../src/shared/metadata/column-security.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import type { Form } from '../../src/shared/metadata/form.ts';
import type { Process } from '../../src/shared/metadata/process.ts';
import type { ChoiceOption, Labels, OneToMany, Table } from '../../src/shared/metadata/table.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { BusinessRule } from '../../src/shared/rules/business-rule.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import type { ReportItem } from '../../src/shared/metadata/solution-report.ts';

export interface Publisher {
  readonly uniqueName: string;
  readonly name: Labels;
  readonly prefix: string;
  readonly optionValuePrefix?: number;
}

/** A component of another solution that this one says it needs. */
export interface MissingDependency {
  readonly type: number;
  readonly name: string;
  readonly solution: string;
}

export interface Manifest {
  readonly uniqueName: string;
  readonly name: Labels;
  readonly version: string;
  readonly managed: boolean;
  readonly publisher: Publisher;
  /** Root components as `type:name`, lower-case. */
  readonly roots: ReadonlySet<string>;
  readonly missing: readonly MissingDependency[];
}

/** What the solution says about a table: all of it (`whole`, so it can be created) or only what it adds to one. */
export interface TableSource {
  readonly whole: boolean;
  readonly table: Table<Labels>;
  /** Values the file states about the table itself; the rest of `table` is filled in. */
  readonly labelled: boolean;
}

export interface GlobalChoice {
  readonly name: string;
  readonly label: Labels;
  readonly options: readonly ChoiceOption<Labels>[];
}

/** An N:N relationship before the names of its intersect columns are known. */
export interface ManyToManySource {
  readonly kind: 'many-to-many';
  readonly schemaName: string;
  readonly intersect: string;
  readonly intersectSchema: string;
  readonly tableA: string;
  readonly propertyA: string;
  readonly tableB: string;
  readonly propertyB: string;
}

export type RelationshipSource = OneToMany | ManyToManySource;

export interface FormSource {
  readonly form: Form<Labels>;
  readonly description: Labels;
  readonly active: boolean;
  readonly xml: string;
}

export interface ViewSource {
  readonly view: View<Labels>;
  readonly description: Labels;
  readonly queryType: number;
  readonly fetchXml: string;
  readonly layoutXml: string;
}

/** A query without columns to show (an offline filter, a template): stored as a row only. */
export interface StoredView {
  readonly id: string;
  readonly table: string;
  readonly name: Labels;
  readonly queryType: number;
  readonly isDefault: boolean;
  readonly fetchXml: string;
  readonly layoutXml: string;
}

export interface ChartSource {
  readonly chart: Chart<Labels>;
  readonly dataXml: string;
  readonly presentationXml: string;
}

export interface DashboardSource {
  readonly dashboard: Dashboard<Labels>;
  readonly xml: string;
}

export interface SiteMapSource {
  readonly uniqueName: string;
  readonly name: Labels;
  readonly siteMap: SiteMap<Labels>;
  readonly xml: string;
}

export interface AppSource {
  readonly uniqueName: string;
  readonly name: Labels;
  readonly description: Labels;
  readonly tables: readonly string[];
  readonly viewIds: readonly string[];
  /** Of forms and dashboards, which are one kind of component. */
  readonly formIds: readonly string[];
  readonly chartIds: readonly string[];
  readonly siteMap: string;
  /** Ids, template ids or names. */
  readonly roles: readonly string[];
}

export interface RoleSource {
  readonly id: string;
  readonly name: string;
  readonly templateId?: string;
  readonly privileges: Readonly<Record<string, Depth>>;
}

/** A component of the solution that is stored whole and not used. */
export interface KeptComponent {
  readonly kind: string;
  readonly name: string;
  readonly body: Uint8Array;
  /** Where an element stood: in a section of customizations.xml, by the section's name … */
  readonly section?: string;
  /** … or with a table, by its logical name. Files have neither. */
  readonly table?: string;
}

/** A row that a component of the solution is, or a part of it: a duplicate rule and its conditions, a connection role. */
export interface ComponentRow {
  readonly table: string;
  readonly id: string;
  /** Its columns beside the id. */
  readonly values: Row;
  /** It goes with the row that it is a part of. */
  readonly isPart?: boolean;
}

/** All that a solution file says, as a value; reading changes nothing. Every list is in a fixed order. */
export interface SolutionModel {
  readonly manifest: Manifest;
  readonly tables: readonly TableSource[];
  readonly choices: readonly GlobalChoice[];
  readonly relationships: readonly RelationshipSource[];
  readonly forms: readonly FormSource[];
  readonly views: readonly ViewSource[];
  readonly storedViews: readonly StoredView[];
  readonly charts: readonly ChartSource[];
  readonly dashboards: readonly DashboardSource[];
  readonly siteMaps: readonly SiteMapSource[];
  readonly apps: readonly AppSource[];
  readonly roles: readonly RoleSource[];
  readonly processes: readonly Process<Labels>[];
  readonly rules: readonly BusinessRule<Labels>[];
  readonly mappings: readonly ColumnMapping[];
  readonly columnSecurity: readonly ColumnSecurityProfile[];
  /** Of components that are kept, too, as they came. */
  readonly rows: readonly ComponentRow[];
  readonly kept: readonly KeptComponent[];
  /** Findings of the readers: parts kept, not understood, or with gaps. */
  readonly items: readonly ReportItem[];
}
