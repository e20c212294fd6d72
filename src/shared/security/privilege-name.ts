import type { Table } from '../metadata/table.ts';
import type { Verb } from './privilege.ts';

/** Lower-case name of a table's privilege, e.g. `prvreadaccount`; all activity tables share `prvreadactivity`. */
export function privilegeName(
  table: Pick<Table<unknown>, 'logicalName' | 'schemaName' | 'isActivity'>,
  verb: Verb,
): string {
  const isActivity = table.isActivity === true || table.logicalName === 'activitypointer';
  return `prv${verb}${isActivity ? 'activity' : table.schemaName.toLowerCase()}`;
}
