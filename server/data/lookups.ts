import { AppError } from '../../src/shared/base/app-error.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { requireReach } from './read-row.ts';
import type { WriteContext } from './write-context.ts';

/** Lookups of these values that name a row and are not the owner, who is assigned, not appended to. */
export function writtenLookups(
  table: Table<unknown>,
  values: Row,
  current: Row = {},
): readonly { readonly column: string; readonly target: string; readonly id: string }[] {
  return table.columns.flatMap((column) => {
    const id = values[column.logicalName];
    if (!isLookup(column) || column.type === 'owner' || typeof id !== 'string') return [];
    if (current[column.logicalName] === id) return [];
    const named = values[typeKey(column.logicalName)];
    const target = typeof named === 'string' ? named : column.targets?.[0];
    return target === undefined ? [] : [{ column: column.logicalName, target, id }];
  });
}

/**
 * A lookup that is written needs AppendTo on the row it names; one the person may not read looks like one that does
 * not exist. Append on the row that holds it is the caller's to check.
 */
export async function checkLookups(
  context: WriteContext,
  lookups: ReturnType<typeof writtenLookups>,
): Promise<void> {
  for (const lookup of lookups) {
    const target = context.model.tables.get(lookup.target);
    if (target === undefined) throw new AppError('no-table', { table: lookup.target, column: lookup.column });
    try {
      await requireReach(context, target, lookup.id, 'appendto');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, { ...error.details, column: lookup.column }, { cause: error });
    }
  }
}
