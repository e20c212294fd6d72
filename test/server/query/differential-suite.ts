import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { openThings } from '../../fixtures/query/database.ts';
import { faultsOf, fuzzQueries } from '../../fuzz/query-fuzz.ts';

/** `npm run fuzz:query` in small: a fixed seed, a least number of cases. */
export function describeDifferential(kind: Database['kind'], cases: number): void {
  const opened: { database?: Database } = {};
  beforeAll(async () => {
    opened.database = await openThings(kind);
  });
  afterAll(() => opened.database?.close());

  test(
    `both executors give the same rows in the same order for ${cases} random queries`,
    { timeout: 240_000 },
    async () => {
      const { database } = opened;
      if (database === undefined) throw new Error('no database');
      const result = await fuzzQueries({ database, seed: 20240612, until: (run) => run >= cases });
      expect(faultsOf(result)).toEqual([]);
      expect(result.cases).toBeGreaterThanOrEqual(cases);
    },
  );
}
