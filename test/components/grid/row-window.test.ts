import { describe, expect, test } from 'vitest';
import { RowWindow } from '../../../src/components/grid/row-window.ts';
import type { LiveResult, LiveRow, Window } from '../../../src/data/client.ts';
import type { Query } from '../../../src/shared/query/ast.ts';

const query: Query = { kind: 'query', table: 'account', columns: 'all', links: [], orders: [] };
const pageSize = 10;

/** Answers by hand: each window asked for waits until the test says so. */
function source(total: () => number) {
  const asked: Window[] = [];
  let deliver: (result: LiveResult) => void = () => undefined;
  const answer = (window: Window, prefix = 'row'): void => {
    const count = Math.max(0, Math.min(window.limit, total() - window.offset));
    const rows: LiveRow[] = Array.from({ length: count }, (_, index) => ({
      id: `${prefix}-${window.offset + index}`,
      values: {},
      rights: 0,
    }));
    deliver({ rows, total: total(), offset: window.offset });
  };
  return {
    asked,
    answer,
    answerLast: () => answer(asked[asked.length - 1] as Window),
    client: {
      subscribe: (_query: Query, window: Window, onResult: (result: LiveResult) => void) => {
        asked.push(window);
        deliver = onResult;
        return { setWindow: (next: Window) => void asked.push(next), close: () => undefined };
      },
    },
  };
}

function opened(total = 1000) {
  const data = source(() => total);
  const totals: number[] = [];
  const window = new RowWindow(data.client, {
    onRows: (count) => totals.push(count),
    onError: (error) => {
      throw error;
    },
  });
  window.open(query, 0, pageSize);
  return { data, totals, window };
}

describe('RowWindow', () => {
  test('gives a page asked for before the first result as soon as it is there', () => {
    const { data, window } = opened();
    const given: string[][] = [];
    window.load(0, pageSize, (rows) => given.push(rows.map((row) => row.id)));
    expect(given).toEqual([]);
    data.answerLast();
    expect(given[0]?.[0]).toBe('row-0');
    expect(given[0]).toHaveLength(pageSize);
  });

  test('gives pages inside the window at once and asks for no more', () => {
    const { data, window } = opened();
    data.answerLast();
    let given = 0;
    window.load(1, pageSize, (rows) => (given = rows.length));
    expect(given).toBe(pageSize);
    expect(data.asked).toHaveLength(1);
  });

  test('moves to a page far away', () => {
    const { data, window } = opened();
    data.answerLast();
    let first = '';
    window.load(50, pageSize, (rows) => (first = rows[0]?.id ?? ''));
    expect(data.asked[1]).toEqual({ offset: 490, limit: 30 });
    data.answerLast();
    expect(first).toBe('row-500');
  });

  test('answers every page that was passed by', () => {
    const { data, window } = opened();
    data.answerLast();
    const given = new Map<number, string>();
    for (const page of [20, 40, 60])
      window.load(page, pageSize, (rows) => given.set(page, rows[0]?.id ?? ''));
    for (let round = 0; round < 4; round += 1) data.answerLast();
    expect([...given.keys()].sort((a, b) => a - b)).toEqual([20, 40, 60]);
    expect(given.get(20)).toBe('row-200');
  });

  test('a late result for the window before does not pass for the new one', () => {
    const { data, window } = opened();
    data.answerLast();
    let first = '';
    window.load(50, pageSize, (rows) => (first = rows[0]?.id ?? ''));
    data.answer({ offset: 0, limit: 30 });
    expect(first).toBe('');
    data.answerLast();
    expect(first).toBe('row-500');
  });

  test('the last page is as long as the rows reach, and one beyond is empty', () => {
    const { data, window } = opened(12);
    data.answerLast();
    const lengths: number[] = [];
    window.load(1, pageSize, (rows) => lengths.push(rows.length));
    window.load(2, pageSize, (rows) => lengths.push(rows.length));
    expect(lengths).toEqual([2, 0]);
  });

  test('tells of changed rows, but not of a mere move', () => {
    const { data, totals, window } = opened();
    data.answerLast();
    window.load(50, pageSize, () => undefined);
    data.answerLast();
    expect(totals).toEqual([1000]);
    data.answerLast();
    expect(totals).toEqual([1000, 1000]);
  });

  test('a result after close reaches nobody', () => {
    const { data, totals, window } = opened();
    window.close();
    data.answerLast();
    expect(totals).toEqual([]);
  });

  test('opens around the row that was on top', () => {
    const data = source(() => 1000);
    const window = new RowWindow(data.client, { onRows: () => undefined, onError: () => undefined });
    window.open(query, 505, pageSize);
    expect(data.asked[0]).toEqual({ offset: 490, limit: 30 });
  });
});
