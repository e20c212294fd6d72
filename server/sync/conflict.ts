import { canonicalJson } from '../../src/shared/protocol/canonical-json.ts';
import type { PushOperation } from '../../src/shared/protocol/push.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';

/** A column whose value someone else changed between what the person was shown and the write. */
export interface Overtaken {
  readonly column: string;
  /** The other's value, which the person's replaces. */
  readonly server: RowValue;
}

const same = (one: RowValue | undefined, other: RowValue | undefined): boolean =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null);

/**
 * Columns in conflict. None where the current value is what the person was shown, what they want, or what an earlier
 * entry of theirs left there.
 */
export function overtaken(
  operation: Extract<PushOperation, { kind: 'update' }>,
  current: Row,
  leftByPerson: readonly Row[],
): readonly Overtaken[] {
  return Object.keys(operation.values)
    .filter((column) => column in operation.replaced && column in current)
    .filter((column) => {
      const now = current[column];
      if (same(now, operation.replaced[column]) || same(now, operation.values[column])) return false;
      const own = leftByPerson.find((row) => column in row);
      return own === undefined || !same(now, own[column]);
    })
    .map((column) => ({ column, server: current[column] ?? null }));
}

/**
 * What a delete takes away that its person never saw: every value of a row that somebody else wrote after the version
 * the person was shown. Which of the columns the other one changed is not known any more, so all are told.
 */
export function lostWithRow(
  operation: Extract<PushOperation, { kind: 'delete' }>,
  current: { readonly version: string; readonly values: Row; readonly modifiedBy: string | null },
  person: string,
  primaryId: string,
): readonly Overtaken[] {
  if (operation.version === null || operation.version === current.version) return [];
  if (current.modifiedBy === person) return [];
  return Object.entries(current.values)
    .filter(([column, value]) => column !== primaryId && column !== 'versionnumber' && value !== null)
    .map(([column, value]) => ({ column, server: value }));
}
