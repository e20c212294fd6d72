import type { Row, RowValue } from '../metadata/row.ts';
import { typeKey } from '../metadata/row.ts';
import type { Column, Table } from '../metadata/table.ts';
import { isLookup, isPolymorphic } from '../metadata/table.ts';
import type { FaultCode } from './normalize.ts';
import { normalizeValue } from './normalize.ts';

/** What is wrong with one column of a write. */
export interface Fault {
  readonly column: string;
  readonly code: FaultCode;
  /** Key of the text for people: `rules.<code>`. */
  readonly messageKey: `rules.${FaultCode}`;
  /** The length or bound that was passed. */
  readonly limit?: number;
}

export interface Verdict {
  /** The values in canonical form, faulty columns left out, implied ones (status of a state) added. */
  readonly values: Row;
  readonly faults: readonly Fault[];
}

export interface CheckOptions {
  readonly kind: 'create' | 'update';
  /** Forms also hold `required` columns; the server, as Dataverse does, only `systemrequired` ones. Default: system. */
  readonly required?: 'form' | 'system';
  /** The row as it stands, for pairs of columns of which only one is written. */
  readonly current?: Row;
}

const fault = (column: string, code: FaultCode, limit?: number): Fault => ({
  column,
  code,
  messageKey: `rules.${code}`,
  ...(limit === undefined ? {} : { limit }),
});

/** Columns whose value the server makes although the metadata calls them required. */
function isFilled(column: Column<unknown>): boolean {
  return (
    column.system === true ||
    column.primaryId === true ||
    column.type === 'state' ||
    column.type === 'status' ||
    column.type === 'owner' ||
    column.autoNumber !== undefined ||
    column.defaultValue !== undefined ||
    !column.validForCreate ||
    (column.source !== undefined && column.source !== 'simple')
  );
}

function mustHave(column: Column<unknown>, options: CheckOptions): boolean {
  if (column.required === 'systemrequired') return true;
  return column.required === 'required' && options.required === 'form';
}

/** State may be set when the row is made, as Dataverse's own imports do. */
function isWritable(column: Column<unknown>, kind: CheckOptions['kind']): boolean {
  if (column.source !== undefined && column.source !== 'simple') return false;
  if (column.type === 'state' || column.type === 'status') return true;
  return kind === 'create' ? column.validForCreate : column.validForUpdate;
}

function checkTarget(
  column: Column<unknown>,
  raw: Readonly<Record<string, unknown>>,
): string | null | undefined {
  const named = raw[typeKey(column.logicalName)];
  if (named === undefined || named === null) {
    if (!isPolymorphic(column)) return null;
    // An owner without a type is a person: that is what every client means by it.
    return column.type === 'owner' ? 'systemuser' : undefined;
  }
  return typeof named === 'string' && (column.targets ?? []).includes(named) ? named : undefined;
}

/** State and status reason go together: either implies the other, both must agree. */
function pairStatus(table: Table<unknown>, values: Record<string, RowValue>, options: CheckOptions): Fault[] {
  const state = table.columns.find((column) => column.type === 'state');
  const status = table.columns.find((column) => column.type === 'status');
  if (state === undefined || status === undefined) return [];
  const stateValue = values[state.logicalName];
  const statusValue = values[status.logicalName];
  const stateOf = (value: RowValue): number | undefined =>
    status.options?.find((option) => option.value === value)?.state;
  if (stateValue === null || statusValue === null)
    return [fault(stateValue === null ? state.logicalName : status.logicalName, 'required')];
  if (stateValue === undefined && statusValue !== undefined) {
    const implied = stateOf(statusValue);
    if (implied !== undefined) values[state.logicalName] = implied;
    return [];
  }
  if (stateValue === undefined) return [];
  if (statusValue !== undefined)
    return (stateOf(statusValue) ?? stateValue) === stateValue
      ? []
      : [fault(status.logicalName, 'status-mismatch')];
  const standing = options.current?.[status.logicalName];
  if (standing !== undefined && standing !== null && stateOf(standing) === stateValue) return [];
  const implied = defaultStatus(state, status, Number(stateValue));
  if (implied !== undefined) values[status.logicalName] = implied;
  return [];
}

/** The status reason that a change of state alone sets. */
export function defaultStatus(
  state: Column<unknown>,
  status: Column<unknown>,
  value: number,
): number | undefined {
  const declared = state.options?.find((option) => option.value === value)?.defaultStatus;
  const allowed = (status.options ?? []).filter((option) => option.state === value);
  return allowed.find((option) => option.value === declared)?.value ?? allowed[0]?.value;
}

function missing(table: Table<unknown>, values: Row, options: CheckOptions): Fault[] {
  return table.columns
    .filter((column) => mustHave(column, options))
    .filter((column) => {
      const value = values[column.logicalName];
      if (value === null) return !(column.primaryId === true) && isWritable(column, options.kind);
      return value === undefined && options.kind === 'create' && !isFilled(column);
    })
    .map((column) => fault(column.logicalName, 'required'));
}

/**
 * The verdict on the values of one write, the same on the device and on the server: canonical values, or the faults
 * by column. The primary id may stand among the values; whoever calls compares it with the row's.
 */
export function checkWrite(
  table: Table<unknown>,
  raw: Readonly<Record<string, unknown>>,
  options: CheckOptions,
): Verdict {
  const columns = new Map(table.columns.map((column) => [column.logicalName, column]));
  const types = new Set(table.columns.filter(isLookup).map((column) => typeKey(column.logicalName)));
  const values: Record<string, RowValue> = {};
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (types.has(name)) continue;
    const column = columns.get(name);
    if (column === undefined) {
      faults.push(fault(name, 'unknown-column'));
      continue;
    }
    if (column.primaryId !== true && !isWritable(column, options.kind)) {
      faults.push(fault(name, 'not-writable'));
      continue;
    }
    const normalized = normalizeValue(column, value);
    if (!normalized.ok) {
      faults.push(fault(name, normalized.code, normalized.limit));
      continue;
    }
    values[name] = normalized.value;
    if (!isLookup(column)) continue;
    const target = normalized.value === null ? null : checkTarget(column, raw);
    if (target === undefined) faults.push(fault(name, 'bad-target'));
    else if (isPolymorphic(column)) values[typeKey(name)] = target;
  }
  faults.push(...pairStatus(table, values, options), ...missing(table, values, options));
  return { values, faults };
}
