import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { basicUser, systemRoles } from '../metadata/system-roles.ts';
import { sqlColumn } from '../metadata/model.ts';
import { tableRef } from './row-sql.ts';
import { columnOf } from './write-context.ts';
import type { WriteContext } from './write-context.ts';

/** What the organisation itself rests on, by table: these columns are the system's to write. */
const fixedColumns: Readonly<Record<string, string>> = { role: 'roletemplateid', team: 'isdefault' };

const templates = [basicUser, ...systemRoles.map((role) => role.id)];

function kept(table: Table<unknown>, message: string): AppError {
  return new AppError('delete-restricted', { table: table.logicalName, message });
}

async function any(context: WriteContext, query: RawBuilder<unknown>): Promise<boolean> {
  return (await query.execute(context.tx)).rows.length > 0;
}

/** A table with a row whose column names one of the ids; undefined when there is none. */
async function tableNaming(
  context: WriteContext,
  column: 'ownerid' | 'owningbusinessunit',
  ids: readonly string[],
): Promise<Table<unknown> | undefined> {
  for (const table of context.model.tables.values()) {
    const found = columnOf(table, column);
    if (found === undefined || table.isIntersect === true) continue;
    const ref = sql.ref(`t.${sqlColumn(found)}`);
    const query = sql`select 1 from ${tableRef(table)} as t where ${ref} = any(${[...ids]}::uuid[]) limit 1`;
    if (await any(context, query)) return table;
  }
  return undefined;
}

async function guardTeams(
  context: WriteContext,
  table: Table<unknown>,
  ids: readonly string[],
): Promise<void> {
  if (
    await any(
      context,
      sql`select 1 from data.team where teamid = any(${[...ids]}::uuid[]) and isdefault limit 1`,
    )
  )
    throw kept(table, 'The default team of a business unit cannot be deleted.');
  const owned = await tableNaming(context, 'ownerid', ids);
  if (owned !== undefined)
    throw kept(table, `The team owns records of ${owned.logicalName}. Reassign them and try again.`);
}

async function guardUnits(
  context: WriteContext,
  table: Table<unknown>,
  ids: readonly string[],
): Promise<void> {
  const all = sql`any(${[...ids]}::uuid[])`;
  const root = sql`select 1 from data.businessunit
    where businessunitid = ${all} and parentbusinessunitid is null limit 1`;
  if (await any(context, root)) throw kept(table, 'The root business unit cannot be deleted.');
  const members = sql`
    select 1 from data.businessunit where parentbusinessunitid = ${all}
    union all select 1 from data.systemuser where businessunitid = ${all}
    union all select 1 from data.team where businessunitid = ${all} limit 1`;
  if (await any(context, members))
    throw kept(table, 'The business unit has business units, users or teams and cannot be deleted.');
  const owned = await tableNaming(context, 'owningbusinessunit', ids);
  if (owned !== undefined)
    throw kept(table, `The business unit owns records of ${owned.logicalName} and cannot be deleted.`);
}

/**
 * Throws where rows that the organisation rests on would be deleted, also by a cascade: users (who are disabled
 * instead), roles of the system, units and teams that something still belongs to.
 */
export async function guardRemoval(
  context: WriteContext,
  table: Table<unknown>,
  ids: readonly string[],
): Promise<void> {
  switch (table.logicalName) {
    case 'systemuser':
      throw kept(table, 'Users cannot be deleted. Disable the user instead.');
    case 'organization':
      throw kept(table, 'The organization cannot be deleted.');
    case 'role': {
      const query = sql`select 1 from data.role
        where roleid = any(${[...ids]}::uuid[]) and roletemplateid = any(${templates}::uuid[]) limit 1`;
      if (await any(context, query)) throw new AppError('system-role', { table: 'role' });
      return;
    }
    case 'team':
      return guardTeams(context, table, ids);
    case 'businessunit':
      return guardUnits(context, table, ids);
  }
}

/**
 * Throws where a write would change what a role, team or unit is to the system. `values`: what is written, beyond
 * defaults; `current`: the row before, empty for a new one.
 */
export function guardStructure(table: Table<unknown>, values: Row, current: Row): void {
  const refuse = (column: string, message: string): AppError =>
    new AppError('bad-value', { table: table.logicalName, column, message });
  const fixed = fixedColumns[table.logicalName];
  if (fixed !== undefined && fixed in values && (values[fixed] ?? null) !== (current[fixed] ?? null))
    throw refuse(fixed, `${table.logicalName}.${fixed} is written by the system alone.`);
  if (table.logicalName !== 'businessunit') return;
  const isRoot =
    current['businessunitid'] !== undefined && (current['parentbusinessunitid'] ?? null) === null;
  const parent = 'parentbusinessunitid' in values ? values['parentbusinessunitid'] : current['parentbusinessunitid'];
  if (isRoot !== ((parent ?? null) === null))
    throw refuse(
      'parentbusinessunitid',
      isRoot ? 'The root business unit has no parent.' : 'A business unit needs a parent.',
    );
  if (isRoot && values['isdisabled'] === true)
    throw refuse('isdisabled', 'The root business unit cannot be disabled.');
}
