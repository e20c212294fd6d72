import type { OutboxEntry } from '../../src/store/entry.ts';

function entry(number: number, more: Partial<OutboxEntry>): OutboxEntry {
  const id = `70000000-0000-4000-8000-00000000000${number}`;
  return {
    format: 1,
    id,
    sequence: number,
    attempt: 1,
    state: 'waiting',
    operation: {
      kind: 'update',
      table: 'account',
      id: `00000001-0000-4000-8000-00000000000${number}`,
      values: { telephone1: '1' },
      replaced: { telephone1: '2' },
    },
    writes: [],
    needs: [],
    metadataVersion: '1',
    madeAt: '2026-11-22T18:00:00Z',
    title: `Adler AG ${number}`,
    ...more,
  };
}

/** Changes of every standing. */
export const fakeEntries: readonly OutboxEntry[] = [
  entry(1, {}),
  entry(2, {
    state: 'refused',
    title: 'Gesellschaft für den Vertrieb ungewöhnlich langer Namen mbH & Co. KG',
    problem: {
      code: 'bad-value',
      message: "Column 'revenue' of table 'account' must be at most 100000000000.",
      fault: { code: 'too-large', limit: 100_000_000_000 },
      column: 'revenue',
    },
  }),
  entry(3, { state: 'sealed' }),
  entry(4, {
    operation: {
      kind: 'create',
      table: 'contact',
      id: '00000002-0000-4000-8000-000000000004',
      values: { fullname: 'x' },
    },
    title: 'Bengt Lindqvist',
  }),
];
