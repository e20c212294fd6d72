import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { sqlState } from '../../../server/db/database-fault.ts';
import { migrate, readIncarnation } from '../../../server/db/migrate.ts';
import { migrations } from '../../../server/db/migrations.ts';
import { openTestDatabase } from '../../support/database.ts';

/** What both databases must do alike. */
export function databaseSuite(kind: Database['kind']): void {
  describe(`database on ${kind}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
    });
    afterAll(() => database.close());

    test('values that JavaScript would round or shift come as text', async () => {
      const result = await sql`select 9007199254740993::int8 as big, 1.50::numeric(10,2) as money,
        date '2024-02-29' as day, timestamptz '2024-02-29 12:00:00+02' as instant,
        '5'::xid8 as transaction, 7::int4 as number, true as flag, array[3, 1]::int4[] as list,
        '{"a":1}'::jsonb as json, 1.5::float8 as float`.execute(database.db);

      expect(result.rows[0]).toEqual({
        big: '9007199254740993',
        money: '1.50',
        day: '2024-02-29',
        instant: '2024-02-29 10:00:00+00',
        transaction: '5',
        number: 7,
        flag: true,
        list: [3, 1],
        json: { a: 1 },
        float: 1.5,
      });
    });

    test('parameters of all kinds arrive as they were', async () => {
      const id = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
      const result = await sql`select ${[1, 2]}::int4[] as list, ${[id]}::uuid[] as ids, ${id}::uuid as id,
        ${'12.50'}::numeric as money, ${null}::text as nothing, ${false}::boolean as flag,
        ${'a "quoted" \\ text'}::text as text, ${['a "b" \\ c', '{}']}::text[] as texts`.execute(database.db);

      expect(result.rows[0]).toEqual({
        list: [1, 2],
        ids: [id],
        id,
        money: '12.50',
        nothing: null,
        flag: false,
        text: 'a "quoted" \\ text',
        texts: ['a "b" \\ c', '{}'],
      });
    });

    test('a transaction that throws leaves nothing behind', async () => {
      await database.script('create table data.t1 (a int)');

      const failing = database.db.transaction().execute(async (tx) => {
        await sql`insert into data.t1 values (1)`.execute(tx);
        throw new Error('on purpose');
      });

      await expect(failing).rejects.toThrow('on purpose');
      const left = await sql`select * from data.t1`.execute(database.db);
      expect(left.rows).toEqual([]);
    });

    test('a savepoint undoes its part alone', async () => {
      await database.script('create table data.t2 (a int primary key)');

      await database.db.transaction().execute(async (tx) => {
        await sql`insert into data.t2 values (1)`.execute(tx);
        await sql`savepoint s`.execute(tx);
        await sql`insert into data.t2 values (1)`.execute(tx).catch((error: unknown) => {
          expect(sqlState(error)).toBe('23505');
        });
        await sql`rollback to s`.execute(tx);
        await sql`insert into data.t2 values (2)`.execute(tx);
      });

      const left = await sql`select a from data.t2 order by a`.execute(database.db);
      expect(left.rows).toEqual([{ a: 1 }, { a: 2 }]);
    });

    test('statements started together all run', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, n) => sql<{ n: number }>`select ${n}::int4 as n`.execute(database.db)),
      );

      expect(all.map((result) => result.rows[0]?.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    });

    test('a script that fails leaves nothing behind', async () => {
      const script = database.script('create table data.t3 (a int); select 1/0');

      await expect(script).rejects.toThrow(/division by zero/);
      const found = await sql`select to_regclass('data.t3') as found`.execute(database.db);
      expect(found.rows[0]).toEqual({ found: null });
    });

    test('migrations run once and the incarnation stays', async () => {
      const before = await readIncarnation(database.db);

      const steps = await migrate(database);

      expect(steps).toEqual([]);
      expect(await readIncarnation(database.db)).toBe(before);
    });

    test('a step that fails leaves neither tables nor a note', async () => {
      const broken = { id: '9000-broken', sql: 'create table haversack.half (a int); select 1/0;' };

      await expect(migrate(database, [...migrations, broken])).rejects.toThrow(/division by zero/);

      const found = await sql`select to_regclass('haversack.half') as found`.execute(database.db);
      expect(found.rows[0]).toEqual({ found: null });
      expect(await migrate(database)).toEqual([]);
    });

    test('a changed step is refused by name', async () => {
      const changed = migrations.map((step, index) =>
        index === 0 ? { ...step, sql: `${step.sql} ` } : step,
      );

      await expect(migrate(database, changed)).rejects.toMatchObject({
        code: 'database-changed',
        details: { migration: '0001-core' },
      });
    });

    test('a newer database is refused', async () => {
      const next = { id: '9001-next', sql: 'create table haversack.next (a int);' };
      await migrate(database, [...migrations, next]);

      await expect(migrate(database)).rejects.toMatchObject({ code: 'database-newer' });
    });
  });
}
