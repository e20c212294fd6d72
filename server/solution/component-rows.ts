import { sql } from 'kysely';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import type { ReportItem } from '../../src/shared/metadata/solution-report.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Db } from '../db/database.ts';
import { deleteRowsOf } from '../metadata/delete-rows.ts';
import { writeRows } from '../metadata/write-rows.ts';
import { administratorTemplate } from '../security/principal.ts';
import { rowSpecs } from './readers/row-specs.ts';
import type { ComponentRow } from './solution-model.ts';

type Tables = ReadonlyMap<string, Table<Labels>>;

/** Whom rows of tables with owners are given: the administrator who has been there longest. */
async function readOwner(db: Db): Promise<Row | undefined> {
  const found = await sql<{ id: string; unit: string }>`
    select u.systemuserid::text as id, u.businessunitid::text as unit from data.systemuser u
    join data.systemuserroles sr on sr.systemuserid = u.systemuserid
    join data.role r on r.roleid = sr.roleid
    where r.roletemplateid = ${administratorTemplate}::uuid and u.businessunitid is not null
    order by u.createdon, u.systemuserid limit 1`.execute(db);
  const one = found.rows[0];
  return one === undefined
    ? undefined
    : {
        ownerid: one.id,
        [typeKey('ownerid')]: 'systemuser',
        owninguser: one.id,
        owningbusinessunit: one.unit,
      };
}

/** Values that the table has columns for; its owner where it has one. */
function rowFor(table: Table<Labels>, { id, values }: ComponentRow, owner: Row | undefined): Row {
  const row: Record<string, RowValue> = { [table.primaryId]: id };
  const columns = new Set(table.columns.map((column) => column.logicalName));
  for (const [name, value] of Object.entries(values)) if (columns.has(name)) row[name] = value;
  return { ...row, ...owner };
}

const kinds = new Map(rowSpecs.map((one) => [one.table, one.kind]));

function gapsOf(rows: readonly ComponentRow[], reason: string): ReportItem[] {
  return rows
    .filter((row) => row.isPart !== true)
    .map((row) => ({
      kind: kinds.get(row.table) ?? row.table,
      name: String(row.values['name'] ?? row.values['schemaname'] ?? row.id),
      status: 'gap',
      reason: `${reason}; the component is kept, and becomes a row when the solution is imported again`,
    }));
}

/**
 * Writes the rows that components are, and takes out parts that an earlier version of the solution brought and neither
 * this one nor another solution does; returns how many differed, and which components have no row.
 */
export async function writeComponentRows(
  db: Db,
  rows: readonly ComponentRow[],
  before: readonly ComponentRow[],
  tables: Tables,
  /** Ids of rows that other solutions brought; asked only when a part goes. */
  broughtByOthers: () => Promise<ReadonlySet<string>>,
): Promise<{ readonly changed: number; readonly items: readonly ReportItem[] }> {
  const groups = new Map<string, ComponentRow[]>();
  for (const row of rows) groups.set(row.table, [...(groups.get(row.table) ?? []), row]);
  let changed = 0;
  const items: ReportItem[] = [];
  let owner: Row | undefined;
  for (const [name, group] of groups) {
    const table = tables.get(name);
    if (table === undefined) {
      items.push(...gapsOf(group, `the table ${name} does not exist`));
      continue;
    }
    if (table.ownership === 'user') owner ??= await readOwner(db);
    const owned = table.ownership === 'user' ? owner : undefined;
    if (table.ownership === 'user' && owned === undefined) {
      items.push(...gapsOf(group, 'there is no administrator yet to own it'));
      continue;
    }
    changed += await writeRows(
      db,
      table,
      group.map((row) => rowFor(table, row, owned)),
    );
  }
  const now = new Set(rows.map((row) => row.id));
  const missing = before.filter((row) => row.isPart === true && !now.has(row.id));
  const kept = missing.length === 0 ? new Set<string>() : await broughtByOthers();
  const gone = missing.filter((row) => !kept.has(row.id));
  for (const name of new Set(gone.map((row) => row.table))) {
    const table = tables.get(name);
    if (table === undefined) continue;
    const ids = gone.filter((row) => row.table === name).map((row) => row.id);
    changed += await deleteRowsOf(db, table, ids);
  }
  return { changed, items };
}
