import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { must } from '../../src/shared/base/assert.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Column, Labels, Table } from '../../src/shared/metadata/table.ts';
import { canonicalJson } from '../../src/shared/protocol/canonical-json.ts';
import { reachOf } from '../../src/shared/security/predicate.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { dataSchema } from '../db/database.ts';
import { sqlColumn, sqlTable } from '../metadata/model.ts';
import type { Model } from '../metadata/model.ts';
import { readableSql, readableThrough, rightsSql } from './access-sql.ts';
import { isDelivered, jsonRow, wireColumns } from './column-json.ts';
import type { Scope, ScopeTable, StubTable } from './scope.ts';

/** Logical names of the carried tables, each with the columns to deliver. */
export type CarriedTables = ReadonlyMap<string, readonly string[]>;

const from = (table: Table<Labels>) => sql`${sql.id(dataSchema, sqlTable(table))} as r`;

const columnOf = (table: Table<Labels>, name: string): Column<Labels> | undefined =>
  table.columns.find((column) => column.logicalName === name);

const idOf = (table: Table<Labels>) => {
  const column = must(columnOf(table, table.primaryId), `primary id of ${table.logicalName}`);
  return sql<string>`r.${sql.ref(sqlColumn(column))}`;
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A positive number for a text; equal texts, equal numbers. */
function shapeOf(text: string): number {
  const number = createHash('sha256').update(text).digest().readUInt32BE(0) >>> 1;
  return number === 0 ? 1 : number;
}

interface Whose {
  readonly model: Model;
  readonly principal: Principal;
}

function scopeTable(
  { model, principal }: Whose,
  table: Table<Labels>,
  wanted: readonly string[],
  isStub: (table: string) => boolean,
): ScopeTable {
  const names = new Set(wanted);
  const columns = table.columns.filter(
    (column) =>
      names.has(column.logicalName) &&
      column.logicalName !== table.primaryId &&
      column.logicalName !== 'versionnumber' &&
      isDelivered(column),
  );
  const wire = columns.flatMap(wireColumns);
  const stubColumns = columns
    .filter((column) => isLookup(column))
    .map((column) => ({
      sql: sql<string | null>`r.${sql.ref(sqlColumn(column))}`,
      targets: (column.targets ?? []).filter(isStub),
    }))
    .filter((column) => column.targets.length > 0);
  const shape = columns.map((column) => [
    column.logicalName,
    column.type,
    column.behavior ?? '',
    column.precision ?? -1,
    (column.targets ?? []).map((target) => `${target}${isStub(target) ? '+' : ''}`),
  ]);
  const id = idOf(table);
  const rights = rightsSql(model, table, principal);
  return {
    name: table.logicalName,
    primaryId: table.primaryId,
    columns: wire.map((column) => column.name),
    shape: shapeOf(canonicalJson(shape)),
    from: from(table),
    id,
    version: sql<string>`r.versionnumber`,
    selected: readableSql(model, table, principal),
    selectedThrough: readableThrough(model, table, principal),
    rights,
    json: jsonRow([id, sql`r.versionnumber::text`, rights], wire),
    stubColumns,
  };
}

function stubTable({ model, principal }: Whose, table: Table<Labels>): StubTable {
  const name = must(columnOf(table, table.primaryName ?? ''), `primary name of ${table.logicalName}`);
  return {
    name: table.logicalName,
    from: from(table),
    id: idOf(table),
    version: sql<string>`r.versionnumber`,
    selected: readableSql(model, table, principal),
    label: sql<string>`coalesce(r.${sql.ref(sqlColumn(name))}, '')`,
  };
}

/** Every readable row of the tables that the person's apps carry. */
export function carriedScope(model: Model, principal: Principal, carried: CarriedTables): Scope {
  const readable = (name: string): boolean => {
    const table = model.tables.get(name);
    return table !== undefined && reachOf(principal, model, table, 'read') !== 'none';
  };
  const tables = [...carried.keys()]
    .sort()
    .map((name) => model.tables.get(name))
    .filter((table) => table !== undefined && readable(table.logicalName))
    .map((table) => must(table, 'filtered'));
  const names = new Set(tables.map((table) => table.logicalName));
  const targets = new Set(
    tables.flatMap((table) => table.columns.flatMap((column) => [...(column.targets ?? [])])),
  );
  const stubs = [...targets]
    .sort()
    .filter((name) => !names.has(name) && readable(name))
    .map((name) => model.tables.get(name))
    .filter((table) => table?.primaryName !== undefined && columnOf(table, table.primaryName) !== undefined)
    .map((table) => must(table, 'filtered'));
  const stubNames = new Set(stubs.map((table) => table.logicalName));
  const scopeTables = tables.map((table) =>
    scopeTable({ model, principal }, table, carried.get(table.logicalName) ?? [], (name) =>
      stubNames.has(name),
    ),
  );
  // Rights through parents depend on privileges for the parents, so those of other tables count too.
  const key = canonicalJson({
    model: model.version,
    person: principal.userId,
    unit: principal.businessUnitId,
    units: [...principal.businessUnitsBelow].sort(),
    teams: [...principal.teamIds].sort(),
    administrator: principal.isAdministrator,
    privileges: principal.tablePrivileges,
    shapes: scopeTables.map((table) => [table.name, table.shape]),
  });
  return {
    key: hashOf(key),
    tables: scopeTables,
    stubTables: stubs.map((table) => stubTable({ model, principal }, table)),
    names: Object.fromEntries(
      stubs.map((table) => [
        table.logicalName,
        hashOf(canonicalJson(reachOf(principal, model, table, 'read') ?? 'every row')),
      ]),
    ),
  };
}
