import { sql } from 'kysely';
import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Labels, ManyToMany, Table } from '../../src/shared/metadata/table.ts';
import { escapeXml } from '../../src/shared/base/xml.ts';
import { primaryRef, selectCanonical, tableRef } from '../data/row-sql.ts';
import type { Database, Tx } from '../db/database.ts';
import { sqlColumn, type Model } from '../metadata/model.ts';
import { exportColumns, printValue, targetOf, type ExportColumn } from './export-values.ts';

const rowsPerPage = 500;

/** What an export holds, by table and in all. */
export interface DataExport {
  readonly archive: Uint8Array;
  readonly rows: Readonly<Record<string, number>>;
  readonly links: number;
  /** Columns that a package of this kind does not carry, as `table.column`. */
  readonly leftOut: readonly string[];
}

/** An archive that grows: each file is written to its end before the next begins. */
class GrowingZip {
  readonly #parts: Uint8Array[] = [];
  #fault: Error | undefined;
  readonly #zip = new Zip((error, part) => {
    if (error !== null) this.#fault = error;
    else this.#parts.push(part);
  });
  #file: ZipDeflate | undefined;

  begin(name: string): void {
    this.#file = new ZipDeflate(name, { level: 6 });
    this.#zip.add(this.#file);
  }

  write(text: string, isLast = false): void {
    this.#file?.push(strToU8(text), isLast);
    if (this.#fault !== undefined) throw this.#fault;
  }

  end(): Uint8Array {
    this.#zip.end();
    return new Uint8Array(Buffer.concat(this.#parts));
  }
}

const attributes = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${escapeXml(value)}"`))
    .join('');

const labelOf = (labels: Labels, fallback: string): string =>
  labels['1033'] ?? Object.values(labels)[0] ?? fallback;

function schemaText(tables: readonly Table<Labels>[], links: readonly ManyToMany[]): string {
  const field = ({ column, type }: ExportColumn): string =>
    `      <field${attributes({
      displayname: labelOf(column.label as Labels, column.logicalName),
      name: column.logicalName,
      type,
      primaryKey: column.primaryId === true ? 'true' : undefined,
      lookupType: column.targets?.join('|'),
    })} />\n`;
  const relationship = (one: ManyToMany): string =>
    `      <relationship${attributes({
      name: one.schemaName,
      manyToMany: 'true',
      relatedEntityName: one.intersect,
      m2mTargetEntity: one.tableB,
      m2mTargetEntityPrimaryKey: one.columnB,
    })} />\n`;
  const entity = (table: Table<Labels>): string =>
    `  <entity${attributes({
      name: table.logicalName,
      displayname: labelOf(table.label, table.logicalName),
      etc: table.objectTypeCode === undefined ? undefined : String(table.objectTypeCode),
      primaryidfield: table.primaryId,
      primarynamefield: table.primaryName,
      disableplugins: 'false',
    })}>\n    <fields>\n${exportColumns(table).map(field).join('')}    </fields>\n    <relationships>\n${links
      .filter((one) => one.tableA === table.logicalName)
      .map(relationship)
      .join('')}    </relationships>\n  </entity>\n`;
  return `<entities>\n${tables.map(entity).join('')}</entities>\n`;
}

const contentTypes =
  '<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/octet-stream" /></Types>';

/** The tables asked for, each once; throws for a name that is none, or of pairs. */
function tablesOf(model: Model, names: readonly string[]): readonly Table<Labels>[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].map((name) => {
    const table = model.tables.get(name);
    if (table === undefined) throw new AppError('bad-request', { message: `There is no table ${name}.` });
    if (name === 'activitypointer')
      throw new AppError('bad-request', {
        message: 'activitypointer gathers activities; name their own tables, such as task and phonecall.',
      });
    if (table.isIntersect === true)
      throw new AppError('bad-request', {
        message: `${name} holds the pairs of a relationship; they come with the tables at its ends.`,
      });
    return table;
  });
}

class PackageExport {
  readonly #tx: Tx;
  readonly #model: Model;
  readonly #zip: GrowingZip;
  readonly rows: Record<string, number> = {};
  links = 0;

  constructor(tx: Tx, model: Model, zip: GrowingZip) {
    this.#tx = tx;
    this.#model = model;
    this.#zip = zip;
  }

  /** Names of rows that lookups of the page lead to: another organisation finds its people, teams and currencies by them. */
  async #names(columns: readonly ExportColumn[], page: readonly Row[]): Promise<ReadonlyMap<string, string>> {
    const wanted = new Map<string, Set<string>>();
    for (const row of page)
      for (const { column } of columns) {
        const target = targetOf(column, row);
        if (target === undefined) continue;
        const ids = wanted.get(target) ?? new Set();
        wanted.set(target, ids.add(String(row[column.logicalName])));
      }
    const names = new Map<string, string>();
    for (const [target, ids] of wanted) {
      const table = this.#model.tables.get(target);
      const name = table?.columns.find((one) => one.logicalName === table.primaryName);
      if (table === undefined || name === undefined) continue;
      const found = await sql<{ id: string; name: string | null }>`
        select ${primaryRef(table, 't')}::text as id, ${sql.ref(`t.${sqlColumn(name)}`)}::text as name
        from ${tableRef(table)} as t where ${primaryRef(table, 't')} = any(${[...ids]}::uuid[])`.execute(
        this.#tx,
      );
      for (const row of found.rows) if (row.name !== null) names.set(`${target} ${row.id}`, row.name);
    }
    return names;
  }

  async table(table: Table<Labels>, links: readonly ManyToMany[]): Promise<void> {
    const columns = exportColumns(table);
    const display = labelOf(table.label, table.logicalName);
    this.#zip.write(
      `  <entity${attributes({ name: table.logicalName, displayname: display })}>\n    <records>\n`,
    );
    let count = 0;
    for (let last: string | undefined; ;) {
      const after = last === undefined ? sql`true` : sql`${primaryRef(table, 't')} > ${last}::uuid`;
      const { rows } = await sql<Row>`select ${selectCanonical(table, 't')} from ${tableRef(table)} as t
        where ${after} order by ${primaryRef(table, 't')} limit ${rowsPerPage}`.execute(this.#tx);
      const names = await this.#names(columns, rows);
      this.#zip.write(rows.map((row) => this.#record(table, columns, row, names)).join(''));
      count += rows.length;
      if (rows.length < rowsPerPage) break;
      last = String(rows.at(-1)?.[table.primaryId]);
    }
    this.rows[table.logicalName] = count;
    this.#zip.write('    </records>\n    <m2mrelationships>\n');
    for (const one of links) if (one.tableA === table.logicalName) await this.#pairs(one);
    this.#zip.write('    </m2mrelationships>\n  </entity>\n');
  }

  #record(
    table: Table<Labels>,
    columns: readonly ExportColumn[],
    row: Row,
    names: ReadonlyMap<string, string>,
  ): string {
    const fields = columns.map(({ column }) => {
      const value = printValue(column, row[column.logicalName]);
      if (value === undefined) return '';
      const target = targetOf(column, row);
      return `        <field${attributes({
        name: column.logicalName,
        value,
        lookupentity: target,
        lookupentityname: target === undefined ? undefined : names.get(`${target} ${value}`),
      })} />\n`;
    });
    return `      <record id="${String(row[table.primaryId])}">\n${fields.join('')}      </record>\n`;
  }

  async #pairs(one: ManyToMany): Promise<void> {
    const table = this.#model.tables.get(one.intersect);
    const sqlName = (name: string): string => {
      const column = table?.columns.find((each) => each.logicalName === name);
      return column === undefined ? name : sqlColumn(column);
    };
    if (table === undefined) return;
    const found = await sql<{ source: string; targets: string[] }>`
      select ${sql.ref(sqlName(one.columnA))}::text as source,
        array_agg(${sql.ref(sqlName(one.columnB))}::text order by ${sql.ref(sqlName(one.columnB))}) as targets
      from ${tableRef(table)} group by 1 order by 1`.execute(this.#tx);
    for (const { source, targets } of found.rows) {
      this.links += targets.length;
      this.#zip.write(
        `      <m2mrelationship${attributes({
          sourceid: source,
          targetentityname: one.tableB,
          targetentitynameidfield: one.columnB,
          m2mrelationshipname: one.schemaName,
        })}>\n        <targetids>\n${targets
          .map((id) => `          <targetid>${id}</targetid>\n`)
          .join('')}        </targetids>\n      </m2mrelationship>\n`,
      );
    }
  }
}

/**
 * Writes tables into a data package, as {@link importDataPackage} reads it: every row, whoever owns it, and the pairs of N:N
 * relationships between the tables. One snapshot; rows are let go page by page. Throws `bad-request` for a table that
 * there is not.
 */
export async function exportDataPackage(
  database: Database,
  model: Model,
  names: readonly string[],
  now: number,
): Promise<DataExport> {
  const tables = tablesOf(model, names);
  const held = new Set(tables.map((table) => table.logicalName));
  const links = model.relationships.filter(
    (one): one is ManyToMany => one.kind === 'many-to-many' && held.has(one.tableA) && held.has(one.tableB),
  );
  const zip = new GrowingZip();
  zip.begin('[Content_Types].xml');
  zip.write(contentTypes, true);
  zip.begin('data_schema.xml');
  zip.write(schemaText(tables, links), true);
  zip.begin('data.xml');
  zip.write(
    `<entities xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" timestamp="${new Date(now).toISOString()}">\n`,
  );
  const made = await database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const run = new PackageExport(tx, model, zip);
      for (const table of tables) await run.table(table, links);
      return { rows: run.rows, links: run.links };
    });
  zip.write('</entities>\n', true);
  const leftOut = tables.flatMap((table) =>
    table.columns
      .filter((column) => ['file', 'image', 'partylist'].includes(column.type))
      .map((column) => `${table.logicalName}.${column.logicalName}`),
  );
  return { archive: zip.end(), ...made, leftOut };
}
