import { currencyOf } from '../../src/shared/metadata/currency.ts';
import { nameKey, typeKey } from '../../src/shared/metadata/row.ts';
import type { RowValue } from '../../src/shared/metadata/row.ts';
import { isLookup, isPolymorphic } from '../../src/shared/metadata/table.ts';
import type { Column, Labels, Table } from '../../src/shared/metadata/table.ts';
import type { Query } from '../../src/shared/query/ast.ts';
import { outputsOf } from '../../src/shared/query/output.ts';
import { reachOf } from '../../src/shared/security/predicate.ts';
import { modelMetadata } from '../query/model-metadata.ts';
import type { ApiContext } from './api-context.ts';
import { formatValue } from './format-value.ts';

const formatted = 'OData.Community.Display.V1.FormattedValue';
const lookupName = 'Microsoft.Dynamics.CRM.lookuplogicalname';
const navigationName = 'Microsoft.Dynamics.CRM.associatednavigationproperty';

type Printed = Record<string, unknown>;
type QueryRow = Readonly<Record<string, RowValue>>;

export function etagOf(version: RowValue | undefined): string {
  return `W/"${String(version ?? '')}"`;
}

/** Takes out the version that was read for the ETag alone. */
export function withoutVersion(printed: Record<string, unknown>): Record<string, unknown> {
  delete printed['versionnumber'];
  delete printed[`versionnumber@${formatted}`];
  return printed;
}

/** Numbers that travel as text inside are numbers here, where a double holds them; the rest stays text. */
function jsonValue(column: Column<unknown>, value: RowValue): unknown {
  if (column.type === 'choices') return Array.isArray(value) ? value.join(',') : null;
  if (typeof value !== 'string') return value;
  if (column.type !== 'bigint' && column.type !== 'decimal' && column.type !== 'money') return value;
  return value.replace(/\D/g, '').replace(/^0+/, '').length <= 15 ? Number(value) : value;
}

/** Name of the navigation property that goes with a lookup's target. */
export function navigationPropertyOf(
  context: ApiContext,
  table: Table<unknown>,
  column: Column<unknown>,
  target: string,
): string {
  const found = context.model
    .relationshipsOf(table.logicalName)
    .find(
      (each) =>
        each.kind === 'one-to-many' &&
        each.referencing === table.logicalName &&
        each.column === column.logicalName &&
        each.referenced === target,
    );
  if (found?.kind === 'one-to-many') return found.lookupProperty;
  return isPolymorphic(column) && column.type !== 'owner'
    ? `${column.logicalName}_${target}`
    : column.logicalName;
}

function printLookup(
  context: ApiContext,
  place: {
    readonly table: Table<unknown> | undefined;
    readonly column: Column<unknown>;
    readonly key: string;
  },
  row: QueryRow,
  into: Printed,
): void {
  const { table, column, key } = place;
  const id = row[key] ?? null;
  // Columns of linked tables keep their alias and are printed as they are.
  const name = table === undefined ? key : `_${key}_value`;
  into[name] = id;
  if (id === null) return;
  const { wants } = context.preferences;
  const label = row[nameKey(key)];
  if (typeof label === 'string' && wants(formatted)) into[`${name}@${formatted}`] = label;
  const target = isPolymorphic(column) ? row[typeKey(key)] : column.targets?.[0];
  if (typeof target !== 'string') return;
  if (wants(lookupName)) into[`${name}@${lookupName}`] = target;
  if (table !== undefined && wants(navigationName))
    into[`${name}@${navigationName}`] = navigationPropertyOf(context, table, column, target);
}

/** Symbols are rows of a table like any other: who may not read it sees amounts without. */
function canReadCurrencies({ principal, model }: ApiContext): boolean {
  const table = model.tables.get('transactioncurrency');
  return table !== undefined && reachOf(principal, model, table, 'read') !== 'none';
}

/**
 * Makes the function that prints rows of a query as OData objects, with the annotations that were asked for. `hidden`:
 * keys that were read for the printing alone.
 */
export function rowPrinter(
  context: ApiContext,
  query: Query,
  hidden: readonly string[] = [],
): (row: QueryRow) => Printed {
  const table = context.model.tables.get(query.table);
  const outputs = outputsOf(query, modelMetadata(context.model, context.principal.language));
  const currencies = canReadCurrencies(context) ? context.model.currencies : { all: [] };
  const isPlain = query.aggregate !== true && query.distinct !== true;
  return (row) => {
    const printed: Printed = {};
    if (isPlain && row['versionnumber'] !== undefined) printed['@odata.etag'] = etagOf(row['versionnumber']);
    for (const output of outputs) {
      const { key } = output;
      if (hidden.includes(key)) continue;
      const column = output.column as Column<Labels> | undefined;
      if (column === undefined || row[key] === undefined) {
        if (row[key] !== undefined) printed[key] = row[key];
        continue;
      }
      const isOwn = !key.includes('.') && key === column.logicalName && query.aggregate !== true;
      if (isLookup(column)) {
        printLookup(context, { table: isOwn ? table : undefined, column, key }, row, printed);
        continue;
      }
      const value = row[key] ?? null;
      if (output.select.aggregate !== undefined) {
        printed[key] = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
        continue;
      }
      printed[key] = jsonValue(column, value);
      const text = context.preferences.wants(formatted)
        ? formatValue(context, column, value, currencyOf(currencies, column, key, row))
        : undefined;
      if (text !== undefined) printed[`${key}@${formatted}`] = text;
    }
    return printed;
  };
}
