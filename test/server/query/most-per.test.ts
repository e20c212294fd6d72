import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { runQuery } from '../../../server/query/run.ts';
import { must } from '../../../src/shared/base/assert.ts';
import type { Query } from '../../../src/shared/query/ast.ts';
import { load, model, openThings } from '../../fixtures/query/database.ts';
import { context, rows } from '../../fixtures/query/things.ts';

const opened: { database?: Database } = {};
beforeAll(async () => {
  opened.database = await openThings('pglite');
  await load(opened.database, rows);
});
afterAll(() => opened.database?.close());

test('at most so many rows of each value leave the database, the first of them in order', async () => {
  const query: Query = {
    kind: 'query',
    table: 'thing',
    columns: [{ column: 'color' }],
    links: [],
    orders: [{ column: 'thingid', descending: true }],
  };
  const { db } = must(opened.database, 'database');
  const found = async (most: number): Promise<Map<unknown, unknown[]>> => {
    const result = await runQuery(db, model, query, { context, mostPer: { key: 'color', rows: most } });
    const byColor = new Map<unknown, unknown[]>();
    for (const row of result.rows)
      byColor.set(row['color'], [...(byColor.get(row['color']) ?? []), row['thingid']]);
    return byColor;
  };

  const every = await found(100);
  const sizes = [...every.values()].map((ids) => ids.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows['thing']?.length);
  expect(Math.max(...sizes)).toBeGreaterThan(1);
  const first = await found(1);
  for (const [color, ids] of every) expect([color, first.get(color)]).toEqual([color, ids.slice(0, 1)]);
});
