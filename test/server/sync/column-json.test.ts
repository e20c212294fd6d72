import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { jsonRow } from '../../../server/sync/column-json.ts';
import { openTestDatabase } from '../../support/database.ts';

describe('the text of a wire row', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase('pglite');
  });
  afterAll(() => database.close());

  async function rowOf(values: readonly unknown[]): Promise<unknown> {
    const columns = values.map((value, at) => ({
      name: `c${at}`,
      sql: Array.isArray(value) ? sql`${value}::integer[]` : sql`${value}::text`,
    }));
    const head = [sql`${'1f0c2c0e-5b0a-4c55-9d0e-2f6f3b1f0a01'}::uuid`, sql`'7'::text`, sql`3`];
    const result = await sql<{ json: string }>`select ${jsonRow(head, columns)} as json`.execute(database.db);
    return JSON.parse(result.rows[0]?.json ?? 'nothing');
  }
  const head = ['1f0c2c0e-5b0a-4c55-9d0e-2f6f3b1f0a01', '7', 3];

  it('holds id, version and rights alone for a table without other columns', async () => {
    expect(await rowOf([])).toEqual(head);
  });

  // PostgreSQL functions take 100 arguments: 86, 87 and 88 stand around the first border, 180 behind the second.
  it.each([1, 86, 87, 88, 180])('holds %i values in order, brackets in them untouched', async (count) => {
    const values = Array.from({ length: count }, (_, at) =>
      at % 3 === 0 ? [1, 2] : at % 3 === 1 ? '[ä "quoted"] ]' : null,
    );
    expect(await rowOf(values)).toEqual([...head, ...values]);
  });
});
