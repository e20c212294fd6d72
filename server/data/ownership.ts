import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { columnOf } from './write-context.ts';
import type { WriteContext } from './write-context.ts';

async function businessUnitOf(context: WriteContext, type: string, id: string): Promise<string> {
  if (type === 'systemuser' && id === context.principal.userId) return context.principal.businessUnitId;
  const result =
    type === 'team'
      ? await sql<{ unit: string | null }>`
          select businessunitid::text as unit from data.team where teamid = ${id}::uuid`.execute(context.tx)
      : await sql<{ unit: string | null }>`
          select businessunitid::text as unit from data.systemuser where systemuserid = ${id}::uuid`.execute(
          context.tx,
        );
  const unit = result.rows[0]?.unit;
  if (unit === undefined || unit === null) throw new AppError('no-row', { table: type, column: 'ownerid' });
  return unit;
}

/** Owner columns of a row that gets this owner; the owner must exist. */
export async function ownerColumns(
  context: WriteContext,
  table: Table<unknown>,
  owner: { readonly id: string; readonly type: string },
): Promise<Row> {
  const values: Record<string, RowValue> = {
    ownerid: owner.id,
    owningbusinessunit: await businessUnitOf(context, owner.type, owner.id),
  };
  if (columnOf(table, 'ownerid')?.targets?.length !== 1) values[typeKey('ownerid')] = owner.type;
  if (columnOf(table, 'owninguser') !== undefined)
    values['owninguser'] = owner.type === 'systemuser' ? owner.id : null;
  if (columnOf(table, 'owningteam') !== undefined)
    values['owningteam'] = owner.type === 'team' ? owner.id : null;
  return values;
}
