import { sql } from 'kysely';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { sqlColumn } from '../metadata/model.ts';
import type { writtenLookups } from './lookups.ts';
import { primaryRef, tableRef } from './row-sql.ts';
import { columnOf } from './write-context.ts';
import type { WriteContext } from './write-context.ts';

/** First key of the transaction-long lock; the second is the table: two moves at once could close a circle together. */
const hierarchyLock = 7_203;

/**
 * Throws `hierarchy-loop` where a new parent in a hierarchical relationship is the row itself or stands below it.
 * Only a row that exists can have others below it, so that creating needs no look.
 */
export async function guardHierarchy(
  context: WriteContext,
  table: Table<unknown>,
  id: string,
  lookups: ReturnType<typeof writtenLookups>,
): Promise<void> {
  const own = context.model
    .relationshipsOf(table.logicalName)
    .flatMap((each) =>
      each.kind === 'one-to-many' &&
      each.hierarchical === true &&
      each.referenced === table.logicalName &&
      each.referencing === table.logicalName
        ? [each.column]
        : [],
    );
  for (const lookup of lookups) {
    const column = columnOf(table, lookup.column);
    if (column === undefined || lookup.target !== table.logicalName || !own.includes(lookup.column)) continue;
    await sql`select pg_advisory_xact_lock(${hierarchyLock}::integer, hashtext(${table.logicalName}))`.execute(
      context.tx,
    );
    const parent = sql.ref(`t.${sqlColumn(column)}`);
    const found = await sql`
      with recursive above as (
        select ${lookup.id}::uuid as id
        union
        select ${parent} from ${tableRef(table)} as t join above on ${primaryRef(table, 't')} = above.id
        where ${parent} is not null
      )
      select 1 from above where id = ${id}::uuid`.execute(context.tx);
    if (found.rows.length > 0)
      throw new AppError('hierarchy-loop', { table: table.logicalName, column: lookup.column });
  }
}
