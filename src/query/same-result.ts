import type { Row } from '../shared/metadata/row.ts';
import { areSameEntries } from './entry-index.ts';
import type { LiveResult, LiveRow, RecordView } from './live-result.ts';

/** True when a page would show the same for both, so that it need not be told. */
export function isSameResult(a: LiveResult, b: LiveResult): boolean {
  return (
    a.total === b.total &&
    a.offset === b.offset &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, index) => isSameRow(row, b.rows[index]!))
  );
}

export function isSameRecord(a: RecordView | undefined, b: RecordView | undefined): boolean {
  if (!a || !b) return a === b;
  return isSameRow(a, b) && a.version === b.version && areSameEntries(a.entries, b.entries);
}

function isSameRow(a: LiveRow, b: LiveRow): boolean {
  return (
    a.id === b.id && a.rights === b.rights && a.pending === b.pending && isSameValues(a.values, b.values)
  );
}

function isSameValues(a: Row, b: Row): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const [one, other] = [a[key], b[key]];
    if (one === other) return true;
    // Only choices are arrays.
    return typeof one === 'object' && typeof other === 'object' && String(one) === String(other);
  });
}
