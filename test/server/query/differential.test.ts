import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { runQuery } from '../../../server/query/run.ts';
import type { Row, RowValue } from '../../../src/shared/metadata/row.ts';
import type { Query } from '../../../src/shared/query/ast.ts';
import { evaluate } from '../../../src/shared/query/evaluate.ts';
import { load, model, openThings } from '../../fixtures/query/database.ts';
import { memorySource } from '../../fixtures/query/memory-source.ts';
import { aggregateQueries, fixed, persons, plainQueries, things } from '../../fixtures/query/random.ts';
import { context, metadata } from '../../fixtures/query/things.ts';

const opened: { database?: Database } = {};
beforeAll(async () => {
  opened.database = await openThings('pglite');
});
afterAll(() => opened.database?.close());

const cases = Number(process.env['QUERY_CASES'] ?? 200);

test(
  `both executors give the same rows in the same order for ${cases} random queries`,
  { timeout: 120_000 },
  async () => {
    const { db } = opened.database!;
    let run = 0;
    let filled = 0;
    const compare = async (data: Readonly<Record<string, readonly Row[]>>, queries: readonly Query[]) => {
      await load(opened.database!, data);
      const source = memorySource(data, metadata);
      for (const query of queries) {
        const expected: { rows: readonly Record<string, RowValue>[]; total: number } = evaluate(
          query,
          source,
          metadata,
          context,
        );
        const actual = await runQuery(db, model, query, { context });
        run += 1;
        if (expected.rows.length > 0) filled += 1;
        expect({ rows: actual.rows, total: actual.total }).toEqual(expected);
      }
    };
    await fc.assert(
      fc.asyncProperty(
        things,
        persons,
        fc.array(
          fc.oneof({ weight: 4, arbitrary: plainQueries }, { weight: 1, arbitrary: aggregateQueries }),
          { minLength: 5, maxLength: 5 },
        ),
        async (thing, person, queries) => compare({ ...fixed, thing, person }, queries),
      ),
      {
        numRuns: cases / 5,
        seed: 20240612,
        ...(process.env['QUERY_SEED'] === undefined ? {} : { seed: Number(process.env['QUERY_SEED']) }),
      },
    );
    process.stdout.write(
      `differential: ${run} queries compared, ${Math.round((100 * filled) / run)} % with rows\n`,
    );
    expect(run).toBeGreaterThanOrEqual(cases);
    expect(filled / run).toBeGreaterThan(0.5);
  },
);
