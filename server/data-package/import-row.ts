import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import { readGuid } from '../../src/shared/base/guid.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import { isLookup, isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, Table } from '../../src/shared/metadata/table.ts';
import { normalizeValue } from '../../src/shared/rules/normalize.ts';
import { primaryRef, selectCanonical, tableRef } from '../data/row-sql.ts';
import type { WriteContext } from '../data/write-context.ts';
import { write } from '../data/write.ts';
import type { PackageField, PackageRecord } from './data-package.ts';
import { isOrganisational, presentIds, type References } from './references.ts';
import { isContent, isFillable, readPackageValue } from './values.ts';

/** What all rows of an import share. */
export interface RowSetting {
  readonly references: References;
  readonly shiftDays: number;
  /** Columns of dates that are not shifted, by table. */
  readonly absoluteDates: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What became of one row. */
export interface RowOutcome {
  readonly kind: 'created' | 'updated' | 'unchanged';
  /** Lookups left out because the row they name is not there. */
  readonly missing: readonly string[];
  /** The same for people, teams, units and currencies, which another organisation need not have. */
  readonly strangers: readonly string[];
  readonly notes: readonly string[];
}

/** Rows as they stand and rows that lookups name, read at once for some records. */
export interface Standing {
  readonly rows: ReadonlyMap<string, Row>;
  readonly present: ReadonlyMap<string, Set<string>>;
}

const lookupTargets = (column: Column<unknown>, field: PackageField): readonly string[] =>
  field.lookupTable === undefined ? (column.targets ?? []) : [field.lookupTable];

/** Reads what the records need to know of the database. */
export async function readStanding(
  context: WriteContext,
  table: Table<unknown>,
  records: readonly PackageRecord[],
): Promise<Standing> {
  const columns = new Map(table.columns.map((column) => [column.logicalName, column]));
  const ids = records.flatMap((record) => readGuid(record.id) ?? []);
  const found = await sql<Row>`select ${selectCanonical(table, 't')} from ${tableRef(table)} as t
    where ${primaryRef(table, 't')} = any(${ids}::uuid[])`.execute(context.tx);
  const wanted = new Map<string, Set<string>>();
  for (const field of records.flatMap((record) => record.fields)) {
    const column = columns.get(field.name);
    const id = column !== undefined && isLookup(column) ? readGuid(field.value.trim()) : undefined;
    if (column === undefined || id === undefined) continue;
    for (const target of lookupTargets(column, field)) {
      const set = wanted.get(target) ?? new Set();
      wanted.set(target, set.add(id));
    }
  }
  const present = new Map<string, Set<string>>();
  for (const [name, set] of wanted) {
    const target = context.model.tables.get(name);
    if (target !== undefined) present.set(name, await presentIds(context.tx, target, [...set]));
  }
  return { rows: new Map(found.rows.map((row) => [String(row[table.primaryId]), row])), present };
}

/** Fills the values of one record. */
class RowValues {
  readonly values: Record<string, unknown> = {};
  readonly missing: string[] = [];
  readonly strangers: string[] = [];
  readonly notes: string[] = [];

  async lookup(
    place: { readonly context: WriteContext; readonly setting: RowSetting; readonly standing: Standing },
    column: Column<unknown>,
    field: PackageField,
    current: Row | undefined,
  ): Promise<void> {
    const text = field.value.trim();
    const name = column.logicalName;
    if (text === '') {
      if (column.type !== 'owner') this.values[name] = null;
      return;
    }
    const id = readGuid(text);
    if (id === undefined)
      throw new AppError('bad-value', { column: name, message: `${name}: ${text} is no id` });
    const targets = lookupTargets(column, field);
    for (const target of targets) {
      const own =
        place.setting.references.known(target, id) ??
        (place.standing.present.get(target)?.has(id) === true ? id : undefined) ??
        (isOrganisational(target) && field.lookupName !== undefined
          ? await place.setting.references.byName(place.context.tx, target, id, field.lookupName)
          : undefined);
      if (own === undefined) continue;
      this.values[name] = own;
      if (isPolymorphic(column)) this.values[typeKey(name)] = target;
      return;
    }
    const target = targets[0] ?? '';
    if (!isOrganisational(target)) {
      this.missing.push(`${name}: there is no ${target} ${id}`);
      return;
    }
    this.strangers.push(`${name}: ${target} ${field.lookupName ?? id} is not known here`);
    const isPerson = target === 'systemuser' && column.type !== 'owner';
    if (isPerson && (current?.[name] ?? null) === null) {
      this.values[name] = place.context.principal.userId;
      if (isPolymorphic(column)) this.values[typeKey(name)] = target;
    }
  }
}

function isSame(column: Column<unknown> | undefined, raw: unknown, current: unknown): boolean {
  if (column === undefined) return raw === current;
  const normalized = normalizeValue(column, raw);
  return normalized.ok && JSON.stringify(normalized.value) === JSON.stringify(current ?? null);
}

/** The values that differ from those that stand; a lookup's table goes with its id. */
function changes(
  columns: ReadonlyMap<string, Column<unknown>>,
  values: Readonly<Record<string, unknown>>,
  current: Row,
) {
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (isSame(columns.get(name), value, current[name])) continue;
    changed[name] = value;
    const owner = name.endsWith(typeKey('')) ? name.slice(0, -typeKey('').length) : name;
    for (const key of [owner, typeKey(owner)]) if (key in values) changed[key] = values[key];
  }
  return changed;
}

/** Makes the row or changes what differs. Throws errors of the catalogue; the caller holds a savepoint. */
export async function importRow(
  context: WriteContext,
  setting: RowSetting,
  standing: Standing,
  item: { readonly table: Table<unknown>; readonly record: PackageRecord },
): Promise<RowOutcome> {
  const { table, record } = item;
  const columns = new Map(table.columns.map((column) => [column.logicalName, column]));
  const id = readGuid(record.id);
  if (id === undefined)
    throw new AppError('bad-value', {
      message: `${record.id === '' ? 'nothing' : record.id} is no id of a row`,
    });
  const current = standing.rows.get(id);
  const read = new RowValues();
  if (current === undefined && isOrganisational(table.logicalName)) {
    const own = await setting.references.byRecord(context.tx, table.logicalName, { ...record, id });
    if (own !== undefined)
      return {
        kind: 'unchanged',
        missing: [],
        strangers: [],
        notes: [`${table.logicalName}: taken as the row of the same name here`],
      };
  }
  const kind = current === undefined ? 'create' : 'update';
  for (const field of record.fields) {
    const column = columns.get(field.name);
    const place = `${table.logicalName}.${field.name}`;
    if (column === undefined) read.notes.push(`${place}: there is no such column`);
    else if (isContent(column)) read.notes.push(`${place}: ${column.type} columns are not imported`);
    else if (column.primaryId === true) continue;
    else if (!isFillable(column, kind)) read.notes.push(`${place}: the server sets it itself`);
    else if (isLookup(column)) await read.lookup({ context, setting, standing }, column, field, current);
    else {
      const isAbsolute = setting.absoluteDates.get(table.logicalName)?.has(field.name) === true;
      read.values[field.name] = readPackageValue(column, field.value, isAbsolute ? 0 : setting.shiftDays);
    }
  }
  const { missing, strangers, notes, values } = read;
  if (current === undefined) {
    await write(context, { kind: 'create', table: table.logicalName, id, values });
    standing.present.get(table.logicalName)?.add(id);
    return { kind: 'created', missing, strangers, notes };
  }
  const changed = changes(columns, values, current);
  if (Object.keys(changed).length === 0) return { kind: 'unchanged', missing, strangers, notes };
  await write(context, { kind: 'update', table: table.logicalName, id, values: changed });
  return { kind: 'updated', missing, strangers, notes };
}
