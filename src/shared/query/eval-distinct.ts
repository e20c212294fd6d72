import { compareDecimalText } from '../base/decimal.ts';
import { codePointKey } from '../base/fold.ts';
import type { RowValue } from '../metadata/row.ts';
import type { Run } from './eval-frame.ts';
import { compareKeys } from './eval-order.ts';
import type { CompiledOrder } from './eval-order.ts';
import { typeAt, valueAt } from './eval-project.ts';
import type { ValueClass } from './metadata.ts';
import { outputClass } from './output.ts';
import type { Output } from './output.ts';
import type { SourceRow } from './source.ts';

/** Order of two result values as they stand (case and accents count), nulls first. */
export function compareValues(kind: ValueClass, a: RowValue, b: RowValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (kind === 'decimal') return compareDecimalText(String(a), String(b));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const x = codePointKey(String(a));
  const y = codePointKey(String(b));
  return x === y ? 0 : x < y ? -1 : 1;
}

/** Numbers of the matches that `distinct` leaves, in order: by the orders, then by the selected values. */
export function distinctMatches(input: {
  readonly outputs: readonly Output[];
  readonly places: readonly number[];
  readonly matches: readonly (readonly SourceRow[])[];
  readonly orders: readonly CompiledOrder[];
  readonly shown: readonly number[];
  readonly run: Run;
}): readonly number[] {
  const { outputs, places, matches, orders, shown, run } = input;
  const seen = new Map<
    string,
    { readonly at: number; readonly keys: readonly (string | number | boolean | null)[] }
  >();
  const count = matches[0]?.length ?? 0;
  const valuesOf = (at: number): RowValue[] =>
    outputs.flatMap((output, index) => {
      const row = matches[places[index] ?? 0]![at]!;
      return [valueAt(output, row), typeAt(output, row) ?? null];
    });
  for (let at = 0; at < count; at += 1) {
    const keys = orders.map((order) => order.read(matches[shown.indexOf(order.slot)]![at]!, run));
    const key = JSON.stringify([valuesOf(at), keys]);
    if (!seen.has(key)) seen.set(key, { at, keys });
  }
  const kinds = outputs.map(outputClass);
  const kept = [...seen.values()].sort((a, b) => {
    for (const [index, order] of orders.entries()) {
      const sign = compareKeys(order, a.keys[index]!, b.keys[index]!);
      if (sign !== 0) return sign;
    }
    for (const [index, output] of outputs.entries()) {
      const rows = matches[places[index] ?? 0]!;
      const sign = compareValues(kinds[index]!, valueAt(output, rows[a.at]!), valueAt(output, rows[b.at]!));
      if (sign !== 0) return sign;
    }
    return 0;
  });
  return kept.map(({ at }) => at);
}
