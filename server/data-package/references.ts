import { sql } from 'kysely';
import type { Table } from '../../src/shared/metadata/table.ts';
import { primaryRef, tableRef } from '../data/row-sql.ts';
import type { Db, Tx } from '../db/database.ts';
import { sqlColumn, type Model } from '../metadata/model.ts';
import type { PackageRecord } from './data-package.ts';

/** Rows of an organisation's own: another one has them under other ids, and they are told by these columns. */
const telling: Readonly<Record<string, readonly string[]>> = {
  systemuser: ['internalemailaddress', 'domainname', 'fullname'],
  team: ['name'],
  businessunit: ['name'],
  transactioncurrency: ['isocurrencycode', 'currencyname'],
};

export function isOrganisational(table: string): boolean {
  return table in telling;
}

const batch = 500;

/** Ids among these that the table has. */
export async function presentIds(
  db: Db | Tx,
  table: Table<unknown>,
  ids: readonly string[],
): Promise<Set<string>> {
  const present = new Set<string>();
  for (let at = 0; at < ids.length; at += batch) {
    const found = await sql<{
      id: string;
    }>`select ${primaryRef(table, 't')}::text as id from ${tableRef(table)} as t
      where ${primaryRef(table, 't')} = any(${ids.slice(at, at + batch)}::uuid[])`.execute(db);
    for (const row of found.rows) present.add(row.id);
  }
  return present;
}

async function byText(
  db: Db | Tx,
  table: Table<unknown>,
  column: string,
  text: string,
): Promise<string | undefined> {
  const found = table.columns.find((one) => one.logicalName === column);
  if (found === undefined) return undefined;
  const rows = await sql<{
    id: string;
  }>`select ${primaryRef(table, 't')}::text as id from ${tableRef(table)} as t
    where lower(${sql.ref(`t.${sqlColumn(found)}`)}::text) = lower(${text}) limit 2`.execute(db);
  return rows.rows.length === 1 ? rows.rows[0]?.id : undefined;
}

/** Finds people, teams, units and currencies of this organisation for those of the package. */
export class References {
  readonly #model: Model;
  readonly #known = new Map<string, string>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** The row that stands here for this one of the package, once it was found. */
  known(table: string, id: string): string | undefined {
    return this.#known.get(`${table} ${id}`);
  }

  /** Finds by the name that a lookup gives; one that several rows have finds none. */
  async byName(db: Db | Tx, table: string, id: string, name: string): Promise<string | undefined> {
    return this.#find(
      db,
      table,
      id,
      (telling[table] ?? []).map((column) => [column, name] as const),
    );
  }

  /** Finds by what the package's own row says. */
  async byRecord(db: Db | Tx, table: string, record: PackageRecord): Promise<string | undefined> {
    const values = new Map(record.fields.map((field) => [field.name, field.value.trim()]));
    return this.#find(
      db,
      table,
      record.id,
      (telling[table] ?? []).map((column) => [column, values.get(column) ?? ''] as const),
    );
  }

  async #find(
    db: Db | Tx,
    table: string,
    id: string,
    tests: readonly (readonly [string, string])[],
  ): Promise<string | undefined> {
    const known = this.known(table, id);
    const target = this.#model.tables.get(table);
    if (known !== undefined || target === undefined) return known;
    for (const [column, text] of tests) {
      const found = text === '' ? undefined : await byText(db, target, column, text);
      if (found === undefined) continue;
      this.#known.set(`${table} ${id}`, found);
      return found;
    }
    return undefined;
  }
}
