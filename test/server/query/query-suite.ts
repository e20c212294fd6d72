import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { runQuery } from '../../../server/query/run.ts';
import { parseXml } from '../../../server/solution/xml.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';
import { queryCases } from '../../fixtures/query/cases.ts';
import { load, model, openThings } from '../../fixtures/query/database.ts';
import { context, id, rows } from '../../fixtures/query/things.ts';

/** The hand-written cases, on one kind of database. */
export function describeQueryCases(kind: Database['kind']): void {
  describe(`queries on ${kind}`, () => {
    const opened: { database?: Database } = {};
    beforeAll(async () => {
      opened.database = await openThings(kind);
      await load(opened.database, rows);
    });
    afterAll(() => opened.database?.close());

    test.each(queryCases)('$name', async ({ fetch, things, rows: expected }) => {
      const query = readFetchXml(parseXml(fetch, 'case.xml'));
      const result = await runQuery(opened.database!.db, model, query, { context });
      if (things !== undefined)
        expect(result.rows.map((row) => row['thingid'])).toEqual(things.map((n) => id('t', n)));
      else expect(result.rows).toEqual(expected);
    });
  });
}
