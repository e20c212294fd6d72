import { typeKey, type Row, type RowValue } from '../shared/metadata/row.ts';
import { isPolymorphic, type Table } from '../shared/metadata/table.ts';
import type { OutboxEntry } from '../store/entry.ts';

/** Who makes the changes that are predicted. */
export interface Author {
  readonly userId: string;
  readonly businessUnitId: string;
}

/**
 * What the server will set beside the values of an entry, so that a row made offline stands in the views it belongs to:
 * state and status reason, owner, who and when. Predictions are shown, never sent.
 */
export function predict(table: Table, entry: OutboxEntry, author: Author): Row {
  const { operation } = entry;
  const when = toSeconds(entry.madeAt);
  const values: Record<string, RowValue> = {};
  const set = (column: string, value: RowValue): void => {
    if (table.columns.some((one) => one.logicalName === column)) values[column] = value;
  };
  set('modifiedon', when);
  set('modifiedby', author.userId);
  if (operation.kind !== 'create') return values;
  set('createdon', when);
  set('createdby', author.userId);
  set(table.primaryId, operation.id);
  for (const column of table.columns) {
    if (column.defaultValue !== undefined)
      values[column.logicalName] = defaultOf(column.type, column.defaultValue);
    if (column.type === 'state') values[column.logicalName] ??= 0;
    if (column.logicalName === 'ownerid') {
      values['ownerid'] = author.userId;
      if (isPolymorphic(column)) values[typeKey('ownerid')] = 'systemuser';
    }
  }
  set('owninguser', author.userId);
  set('owningbusinessunit', author.businessUnitId);
  const status = table.columns.find((column) => column.type === 'status');
  const state = table.columns.find((column) => column.type === 'state');
  if (status && state && status.defaultValue === undefined) {
    const stateValue = values[state.logicalName];
    const preferred = state.options?.find((option) => option.value === stateValue)?.defaultStatus;
    const first = status.options?.find((option) => option.state === stateValue)?.value;
    values[status.logicalName] = preferred ?? first ?? null;
  }
  return values;
}

function defaultOf(type: string, value: number | string | boolean): RowValue {
  return type === 'boolean' && typeof value === 'number' ? value === 1 : value;
}

function toSeconds(iso: string): RowValue {
  return iso ? `${iso.slice(0, 19)}Z` : null;
}
