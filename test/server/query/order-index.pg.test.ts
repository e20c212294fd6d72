import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { orderIndexes } from '../../../server/db/migrations/0033-order-indexes.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { compileSql } from '../../../server/query/compile.ts';
import { modelMetadata } from '../../../server/query/model-metadata.ts';
import type { Query } from '../../../src/shared/query/ast.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { context } from '../../fixtures/query/things.ts';

describe('lists of many rows', () => {
  let database: Database;
  let model: Model;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    model = (await createTestModel(database)).current;
    await sql`insert into data.account (accountid, name) select gen_random_uuid(), 'Name ' || n
      from generate_series(1, 20000) n`.execute(database.db);
    await sql`analyze data.account`.execute(database.db);
  });
  afterAll(() => database.close());

  const planOf = async (descending: boolean): Promise<string> => {
    const query: Query = {
      kind: 'query',
      table: 'account',
      columns: [{ column: 'name' }],
      filter: { kind: 'condition', column: 'statecode', operator: 'eq', values: ['0'] },
      links: [],
      orders: [{ column: 'name', descending }],
    };
    const { from, orders } = compileSql(query, modelMetadata(model, 1033), context, undefined);
    const { rows } = await sql<Record<string, string>>`
      explain select 1 ${from} order by ${sql.join(orders)} limit 51`.execute(database.db);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  test.each([false, true])('are read along the index of names, descending: %s', async (descending) => {
    const plan = await planOf(descending);
    expect(plan).toMatch(/Index Scan.* using "?account\.name\.name_ix/);
    expect(plan).toContain('Incremental Sort');
    expect(plan).not.toContain('Seq Scan');
  });

  test('a database of an older server gets such indexes for those it has', async () => {
    await sql`drop index data."account.name.name_ix"`.execute(database.db);
    await sql`create index "account.name.fold_ix" on data.account
      (left(haversack.fold(name), 200) collate "C")`.execute(database.db);
    expect(await planOf(false)).toContain('Seq Scan');

    await sql.raw(orderIndexes.sql).execute(database.db);

    expect(await planOf(false)).toContain('Index Scan');
    const { rows } = await sql<{ definition: string }>`
      select pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = 'data.account'::regclass`.execute(database.db);
    const names = rows.map((row) => row.definition).filter((one) => one.includes('fold('));
    expect(names).toEqual([expect.stringMatching(/NULLS FIRST\)$/)]);
  });
});
