import { unreachable } from '../../src/shared/base/assert.ts';
import { keepAdministrator } from './administrators.ts';
import { associateRows } from './associate.ts';
import { createRow } from './create.ts';
import { removeRow } from './remove.ts';
import { changeRow } from './update.ts';
import type { WriteContext, WriteOperation, WriteResult } from './write-context.ts';

function carryOut(context: WriteContext, operation: WriteOperation): Promise<WriteResult> {
  switch (operation.kind) {
    case 'create':
      return createRow(context, operation);
    case 'update':
      return changeRow(context, operation);
    case 'delete':
      return removeRow(context, operation);
    case 'associate':
    case 'disassociate':
      return associateRows(context, operation);
    default:
      return unreachable(operation);
  }
}

/**
 * The one way rows are written: parse → authorise → validate → defaults → write, inside the caller's transaction.
 * The row, its twins and the change log commit together or not at all; after the commit the caller tells
 * `services.changes`. Throws errors of the catalogue; what the person may not read is `no-row`, like what is not there.
 *
 * An error leaves the transaction usable only as far as PostgreSQL does: callers that go on wrap it in a savepoint.
 */
export async function write(context: WriteContext, operation: WriteOperation): Promise<WriteResult> {
  const result = await carryOut(context, operation);
  await keepAdministrator(context, operation, result);
  return result;
}
