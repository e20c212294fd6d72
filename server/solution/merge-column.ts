import { isLookup } from '../../src/shared/metadata/table.ts';
import type { Column, Labels } from '../../src/shared/metadata/table.ts';
import { canWiden, physicalType } from '../metadata/ddl.ts';

export interface MergedColumn {
  readonly column: Column<Labels>;
  /** Why the column is not of the type, or behaviour, that the new definition states. */
  readonly kept?: string;
}

function isText(column: Column<Labels>): boolean {
  return column.type === 'string' || column.type === 'memo';
}

function hasLimits({ type }: Column<Labels>): boolean {
  return isScaled(type) || type === 'integer' || type === 'bigint';
}

function isScaled(type: Column<Labels>['type']): boolean {
  return type === 'decimal' || type === 'money' || type === 'double';
}

/** Text that may be long keeps its length: shortening a column would orphan values. */
function longest(before: Column<Labels>, after: Column<Labels>): Partial<Column<Labels>> {
  const lengths = [before.maxLength, after.maxLength].filter((one) => one !== undefined);
  return lengths.length === 0 ? {} : { maxLength: Math.max(...lengths) };
}

function unionTargets(before: Column<Labels>, after: Column<Labels>): readonly string[] {
  return [...new Set([...(before.targets ?? []), ...(after.targets ?? [])])];
}

function typeText({ type, behavior }: Column<Labels>): string {
  return behavior === undefined ? type : `${type} ${behavior}`;
}

/** What two definitions of one column say of its type, for reports and errors. */
export function difference(before: Column<Labels>, after: Column<Labels>): string {
  return `it is ${typeText(before)} there and ${typeText(after)} here`;
}

function changedOptions(before: Column<Labels>, after: Column<Labels>): Partial<Column<Labels>> {
  if (before.type !== 'choice' && before.type !== 'choices') return {};
  if (after.options === undefined && after.globalChoice === undefined) return {};
  return { options: after.options, globalChoice: after.globalChoice } as Partial<Column<Labels>>;
}

function changedLimits(before: Column<Labels>, after: Column<Labels>): Partial<Column<Labels>> {
  if (isText(before)) return longest(before, after);
  if (before.type === 'datetime' && after.behavior !== 'dateonly' && before.behavior !== 'dateonly')
    return { dateOnlyFormat: after.dateOnlyFormat ?? false };
  if (!hasLimits(before) || !hasLimits(after)) return {};
  return {
    ...(after.min === undefined ? {} : { min: after.min }),
    ...(after.max === undefined ? {} : { max: after.max }),
    ...(isScaled(before.type) && after.precision !== undefined ? { precision: after.precision } : {}),
  };
}

/** The old type with all that the new definition says and that type can have. */
function keepType(before: Column<Labels>, after: Column<Labels>): MergedColumn {
  const { secured: _secured, ...rest } = before;
  const column = {
    ...rest,
    label: after.label,
    ...(after.description === undefined ? {} : { description: after.description }),
    required: after.required,
    validForCreate: after.validForCreate,
    validForUpdate: after.validForUpdate,
    validForRead: after.validForRead,
    ...(after.secured === true ? { secured: true } : {}),
    ...changedOptions(before, after),
    ...changedLimits(before, after),
  };
  // Absent and undefined are one in stored documents; they must be one here too.
  const stated = Object.entries(column).filter(([, value]) => value !== undefined);
  return {
    column: Object.fromEntries(stated) as unknown as Column<Labels>,
    kept: `stays ${typeText(before)}: ${difference(before, after)}`,
  };
}

/** The column as both define it; undefined when the two cannot be one. */
export function mergeColumn(before: Column<Labels>, after: Column<Labels>): MergedColumn | undefined {
  const from = physicalType(before);
  const to = physicalType(after);
  if (to === undefined) return before.type === after.type ? { column: after } : keepType(before, after);
  if (from === undefined) return { column: after };
  const keeps = {
    ...(before.primaryId ? { primaryId: true } : {}),
    ...(before.primaryName ? { primaryName: true } : {}),
    ...(before.system ? { system: true } : {}),
  };
  if (before.type === 'memo' && after.type === 'string') return keepType(before, after);
  if (isText(before) && isText(after)) return { column: { ...after, ...longest(before, after), ...keeps } };
  if (isLookup(before) && isLookup(after)) {
    // Customer and owner columns are lookups of several targets: the union below holds what the new one states.
    const type = before.type === 'lookup' ? after.type : before.type;
    return { column: { ...after, type, targets: unionTargets(before, after), ...keeps } };
  }
  if (before.type === after.type && before.behavior === after.behavior)
    return {
      column: {
        ...after,
        ...(after.options === undefined && before.options !== undefined && after.globalChoice === undefined
          ? { options: before.options }
          : {}),
        ...keeps,
      },
    };
  // A bare id and a lookup are stored alike; the richer definition stays.
  if (from === 'uuid' && to === 'uuid')
    return isLookup(before) ? keepType(before, after) : { column: { ...after, ...keeps } };
  if (canWiden(to, from)) return keepType(before, after);
  if (canWiden(from, to)) return { column: { ...after, ...keeps } };
  return undefined;
}
