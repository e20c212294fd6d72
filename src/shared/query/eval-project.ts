import { must } from '../base/assert.ts';
import { nameKey, typeKey } from '../metadata/row.ts';
import type { RowValue } from '../metadata/row.ts';
import { isPolymorphic } from '../metadata/table.ts';
import type { Run } from './eval-frame.ts';
import { nameReader } from './eval-value.ts';
import { showsName } from './output.ts';
import type { Output } from './output.ts';
import { cellOf } from './source.ts';
import type { SourceRow } from './source.ts';

/** A stored value, null where the row or the value is absent. */
export function valueAt(output: Output, row: SourceRow): RowValue {
  return cellOf(row, output.column.logicalName) ?? null;
}

/** Target table of a polymorphic lookup; undefined for other columns. */
export function typeAt(output: Output, row: SourceRow): RowValue | undefined {
  if (!isPolymorphic(output.column) || !showsName(output)) return undefined;
  return cellOf(row, typeKey(output.column.logicalName)) ?? null;
}

/** The result row of match number `at`; `places` says which list of `matches` an output reads. */
export function projectRow(
  outputs: readonly Output[],
  places: readonly number[],
  matches: readonly (readonly SourceRow[])[],
  at: number,
  run: Run,
): Record<string, RowValue> {
  const values: Record<string, RowValue> = {};
  outputs.forEach((output, index) => {
    const row = must(matches[places[index] ?? 0]?.[at], 'row of a match');
    values[output.key] = valueAt(output, row);
    const type = typeAt(output, row);
    if (type !== undefined) values[typeKey(output.key)] = type;
    if (showsName(output)) {
      const name = nameReader(output.column)(row, run);
      if (name !== null) values[nameKey(output.key)] = name;
    }
  });
  return values;
}
