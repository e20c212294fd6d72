import { AppError } from '../../src/shared/base/app-error.ts';
import type { Fault } from '../../src/shared/rules/validate.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { findColumn } from '../../src/shared/query/metadata.ts';
import { faultSentence } from './fault-sentences.ts';
import type { WriteContext } from './write-context.ts';

/** Whoever could write these could give himself any privilege: administrators only, whatever the roles say. */
const guardedTables = new Set(['role', 'organization', 'businessunit']);
const guardedColumns: Readonly<Record<string, ReadonlySet<string>>> = {
  systemuser: new Set([
    'businessunitid',
    'isdisabled',
    'applicationid',
    'accessmode',
    // Sign-in finds the account by these: an external issuer's verified e-mail address is matched with them.
    'domainname',
    'internalemailaddress',
  ]),
  team: new Set(['businessunitid', 'teamtype', 'isdefault']),
};
const guardedIntersects = new Set(['systemuserroles', 'teamroles', 'appmoduleroles']);

/** Throws `no-privilege` where a write could widen the writer's own privileges. */
export function guardWrite(context: WriteContext, table: Table<unknown>, columns: Iterable<string>): void {
  if (context.principal.isAdministrator) return;
  const guarded = guardedColumns[table.logicalName];
  const isGuarded = guardedTables.has(table.logicalName) || [...columns].some((column) => guarded?.has(column));
  if (isGuarded) throw new AppError('no-privilege', { table: table.logicalName });
}

/**
 * Throws `no-privilege` where anyone but an administrator writes a secured column: there are no column security
 * profiles, so nobody else has it. `columns`: those that the write would change.
 */
export function guardSecured(context: WriteContext, table: Table<unknown>, columns: Iterable<string>): void {
  if (context.principal.isAdministrator) return;
  for (const column of columns)
    if (findColumn(table, column)?.secured === true)
      throw new AppError('no-privilege', { table: table.logicalName, column });
}

/** As {@link guardWrite}, for the rows behind N:N relationships. */
export function guardAssociation(context: WriteContext, intersect: string): void {
  if (!context.principal.isAdministrator && guardedIntersects.has(intersect))
    throw new AppError('no-privilege', { table: intersect });
}

/** Intersect rows are written by associate and disassociate alone. */
export function refuseIntersect(table: Table<unknown>): void {
  if (table.isIntersect === true)
    throw new AppError('bad-request', {
      table: table.logicalName,
      message: `Rows of ${table.logicalName} are written by associate and disassociate.`,
    });
}

/** Turns the first fault into the error of the catalogue; `faults` carries all. */
export function throwFaults(table: Table<unknown>, faults: readonly Fault[]): void {
  const first = faults[0];
  if (first === undefined) return;
  const code =
    first.code === 'unknown-column'
      ? 'no-column'
      : first.code === 'required'
        ? 'required-missing'
        : 'bad-value';
  throw new AppError(code, {
    table: table.logicalName,
    column: first.column,
    faults,
    message: faultSentence(table.logicalName, first),
  });
}
