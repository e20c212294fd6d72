import type { OutboxEntry } from '../../src/store/entry.ts';
import type { StoredRow } from '../../src/store/store.ts';

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const plain = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, inner]) => inner !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, plain(inner)]),
          )
        : value;
  const [is, should] = [JSON.stringify(plain(actual)), JSON.stringify(plain(expected))];
  if (is !== should) throw new Error(`${what}: expected ${should?.slice(0, 500)}, got ${is?.slice(0, 500)}`);
}

export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
}

export const guidOf = (number: number): string =>
  `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`;

export const rowOf = (number: number, version: number, values: StoredRow['values'] = {}): StoredRow => ({
  id: guidOf(number),
  version: String(version),
  rights: 3,
  values: {
    name: `Row ${number}`,
    amount: `${number}.50`,
    tags: [1, 2],
    closed: false,
    note: null,
    ...values,
  },
});

export const entryOf = (number: number, row = number): Omit<OutboxEntry, 'sequence'> => ({
  format: 1,
  id: `11111111-0000-4000-9000-${String(number).padStart(12, '0')}`,
  attempt: 1,
  state: 'waiting',
  operation: {
    kind: 'update',
    table: 'account',
    id: guidOf(row),
    values: { name: `Edit ${number}` },
    replaced: { name: `Row ${row}` },
  },
  writes: [{ table: 'account', id: guidOf(row) }],
  needs: [],
  metadataVersion: 'm1',
  madeAt: '2030-01-01T00:00:00Z',
  title: `Row ${row}`,
});

export const range = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => index + from);
export const sorted = (rows: ReadonlyMap<string, StoredRow>): StoredRow[] =>
  [...rows.values()]
    // Named one by one: a stored row may make its values only when asked.
    .map(({ id, version, rights, values }) => ({ id, version, rights, values }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
export const versions = (rows: ReadonlyMap<string, StoredRow>): string[] =>
  sorted(rows).map((row) => row.version);
