import { isWritable } from '../components/form/field-wiring.ts';
import type { Table } from '../shared/metadata/table.ts';

/**
 * First values of a new record for a name that somebody typed into a lookup: the primary name, or where that follows from
 * first and last name those two. Empty where the table has no place for it.
 */
export function namedValues(table: Table, typed: string): Readonly<Record<string, string>> {
  const text = typed.trim();
  if (text === '') return {};
  const takes = (name: string | undefined): name is string =>
    table.columns.some((column) => column.logicalName === name && isWritable(column, true));
  if (takes(table.primaryName)) return { [table.primaryName]: text };
  if (table.primaryName !== 'fullname' || !takes('lastname')) return {};
  const blank = text.lastIndexOf(' ');
  if (blank < 0 || !takes('firstname')) return { lastname: text };
  return { firstname: text.slice(0, blank).trim(), lastname: text.slice(blank + 1) };
}
