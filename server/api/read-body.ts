import { AppError } from '../../src/shared/base/app-error.ts';
import { typeKey } from '../../src/shared/metadata/row.ts';
import { isLookup, isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import { findNavigation } from '../../src/shared/query/odata-navigation.ts';
import { metadataOf, tableOfSet } from './api-context.ts';
import type { ApiContext } from './api-context.ts';
import { readReference } from './resource-path.ts';

type Values = Record<string, unknown>;

/** The lookup column behind a navigation property, also in the spelling `regardingobjectid_account`. */
export function lookupOf(
  context: ApiContext,
  table: Table<unknown>,
  property: string,
): { readonly column: string; readonly target?: string } {
  const navigation = findNavigation(metadataOf(context), table, property);
  if (navigation?.kind === 'lookup') return { column: navigation.column, target: navigation.table };
  for (const column of table.columns.filter(isLookup)) {
    if (column.logicalName === property.toLowerCase()) return { column: column.logicalName };
    for (const target of column.targets ?? [])
      if (`${column.logicalName}_${target}` === property.toLowerCase())
        return { column: column.logicalName, target };
  }
  throw new AppError('no-column', {
    table: table.logicalName,
    column: property,
    message: `There is no navigation property ${property} in the table ${table.logicalName}.`,
  });
}

/** The reference to `target` in a lookup of the table, as values of a write. */
export function lookupValues(
  context: ApiContext,
  table: Table<unknown>,
  property: string,
  reference: string | null,
): Values {
  const lookup = lookupOf(context, table, property);
  const column = table.columns.find((each) => each.logicalName === lookup.column);
  const isWide = column !== undefined && isPolymorphic(column);
  if (reference === null)
    return { [lookup.column]: null, ...(isWide ? { [typeKey(lookup.column)]: null } : {}) };
  const { set, id } = readReference(reference);
  const target = tableOfSet(context.model, set).logicalName;
  if (
    (lookup.target !== undefined && lookup.target !== target) ||
    column?.targets?.includes(target) === false
  )
    throw new AppError('bad-value', {
      table: table.logicalName,
      column: lookup.column,
      message: `${property} cannot refer to a row of ${target}.`,
    });
  return { [lookup.column]: id, ...(isWide ? { [typeKey(lookup.column)]: target } : {}) };
}

/** Values of a write from a JSON body; what is neither a column nor understood is refused by name. */
export function readBody(context: ApiContext, table: Table<unknown>, body: unknown): Values {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('bad-request', { message: 'The body must be a JSON object.' });
  const values: Values = {};
  for (const [name, value] of Object.entries(body)) {
    const bound = /^([^@]+)@odata\.bind$/.exec(name)?.[1];
    if (bound !== undefined) {
      if (value !== null && typeof value !== 'string')
        throw new AppError('bad-request', { message: `${name} must be the address of a row.` });
      Object.assign(values, lookupValues(context, table, bound, value));
    } else if (name.includes('@')) {
      // Annotations, such as those that a client got with the row it sends back.
      continue;
    } else if (name.includes('__')) {
      throw new AppError('no-column', { table: table.logicalName, column: name });
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      throw new AppError('bad-request', {
        column: name,
        message: `${name}: rows inside rows are not supported; create them one by one.`,
      });
    } else values[name] = value;
  }
  return values;
}
