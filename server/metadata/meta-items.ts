import { sql } from 'kysely';
import type { SiteMap } from '../../src/shared/metadata/app.ts';
import type { Chart } from '../../src/shared/metadata/chart.ts';
import type { ColumnMapping } from '../../src/shared/metadata/column-mapping.ts';
import type { ColumnSecurityProfile } from '../../src/shared/metadata/column-security.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import type { Form } from '../../src/shared/metadata/form.ts';
import type { MobileDecision } from '../../src/shared/metadata/mobile-use.ts';
import type { Process } from '../../src/shared/metadata/process.ts';
import type { ChoiceOption, Labels, Relationship, Table } from '../../src/shared/metadata/table.ts';
import type { View } from '../../src/shared/metadata/view.ts';
import type { BusinessRule } from '../../src/shared/rules/business-rule.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import type { Db } from '../db/database.ts';

/** A table with who defined it, so that two publishers cannot mean different things by one name. */
export interface TableItem {
  readonly table: Table<Labels>;
  readonly publisher: string;
  /** Publisher by column, where it is not the table's. */
  readonly columnPublishers: Readonly<Record<string, string>>;
}

export interface ChoiceItem {
  readonly name: string;
  readonly label: Labels;
  readonly options: readonly ChoiceOption<Labels>[];
}

export interface AppItem {
  readonly id: string;
  readonly uniqueName: string;
  readonly name: Labels;
  readonly description: Labels;
  readonly tables: readonly string[];
  readonly viewIds: readonly string[];
  /** Of forms and dashboards. */
  readonly formIds: readonly string[];
  /** Absent in what older servers stored. */
  readonly chartIds?: readonly string[];
  /** Unique name of its site map. */
  readonly siteMap: string;
  /** Role ids, as found when it was imported. */
  readonly roleIds: readonly string[];
}

export interface RoleItem {
  readonly id: string;
  readonly name: string;
  readonly templateId?: string;
  /** Id in the file, where a role of the same template or name existed already under another. */
  readonly fileId?: string;
  readonly privileges: Readonly<Record<string, Depth>>;
}

/** Body by kind. The key is the logical, schema or unique name, or the id of a form, view, role, process or rule. */
export interface MetaBodies {
  readonly table: TableItem;
  readonly choice: ChoiceItem;
  readonly relationship: Relationship;
  readonly form: Form<Labels>;
  readonly view: View<Labels>;
  readonly chart: Chart<Labels>;
  readonly dashboard: Dashboard<Labels>;
  readonly sitemap: SiteMap<Labels>;
  readonly app: AppItem;
  /** Named by the role's id, for further solutions that bring the same role by id and solution. */
  readonly role: RoleItem;
  /** What sharing a solution gave a role; named by role id and solution. */
  readonly share: RoleItem;
  readonly process: Process<Labels>;
  readonly rule: BusinessRule<Labels>;
  /** Named by source and target table, with a space between. */
  readonly mapping: ColumnMapping;
  readonly columnsecurity: ColumnSecurityProfile;
  /** What an administrator decided for a table, by its name; of no solution, and it outlives all of them. */
  readonly mobile: MobileDecision;
}

export type MetaKind = keyof MetaBodies;

export interface MetaItem<K extends MetaKind = MetaKind> {
  readonly kind: K;
  readonly name: string;
  readonly solution: string;
  readonly body: MetaBodies[K];
}

/** All metadata documents of the database, by kind and name. */
export class MetaItems {
  readonly #byKind = new Map<string, Map<string, MetaItem>>();

  constructor(items: Iterable<MetaItem>) {
    for (const item of items) this.set(item);
  }

  get<K extends MetaKind>(kind: K, name: string): MetaBodies[K] | undefined {
    return this.#byKind.get(kind)?.get(name)?.body as MetaBodies[K] | undefined;
  }

  all<K extends MetaKind>(kind: K): MetaItem<K>[] {
    return [...(this.#byKind.get(kind)?.values() ?? [])] as unknown as MetaItem<K>[];
  }

  set(item: MetaItem): void {
    const kind = this.#byKind.get(item.kind) ?? new Map<string, MetaItem>();
    this.#byKind.set(item.kind, kind.set(item.name, item));
  }
}

/** Reads every metadata document, in a fixed order. */
export async function readMetaItems(db: Db): Promise<MetaItems> {
  const found = await sql<{ kind: MetaKind; name: string; solution: string; body: unknown }>`
    select kind, name, solution, body from haversack.meta_item order by kind, name collate "C"`.execute(db);
  return new MetaItems(
    found.rows.map(
      (row) =>
        ({
          ...row,
          body: typeof row.body === 'string' ? JSON.parse(row.body) : row.body,
        }) as unknown as MetaItem,
    ),
  );
}

/** Writes documents, those that differ only; returns how many did. */
export async function writeMetaItems(db: Db, items: readonly MetaItem[]): Promise<number> {
  let changed = 0;
  for (let at = 0; at < items.length; at += 100) {
    const batch = JSON.stringify(items.slice(at, at + 100));
    const written = await sql<{ name: string }>`
      insert into haversack.meta_item as m (kind, name, solution, body)
      select kind, name, solution, body
      from jsonb_to_recordset(cast(${batch} as jsonb)) as x(kind text, name text, solution text, body jsonb)
      on conflict (kind, name) do update set solution = excluded.solution, body = excluded.body
        where m.body is distinct from excluded.body
      returning name`.execute(db);
    changed += written.rows.length;
  }
  return changed;
}
