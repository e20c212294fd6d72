import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldFunctionSql } from '../../../server/query/fold-sql.ts';
import { fold } from '../../../src/shared/base/fold.ts';

const database = new PGlite();
beforeAll(() => database.exec(`create schema haversack; ${foldFunctionSql}`));
afterAll(() => database.close());

test('SQL folds every character of the first plane as JavaScript does', async () => {
  const codes = Array.from({ length: 0xffff }, (_, at) => at + 1).filter(
    (code) => code < 0xd800 || code > 0xdfff,
  );
  const { rows } = await database.query<{ code: number; text: string }>(
    `select code, haversack.fold('A' || chr(code)) as text from unnest($1::int[]) code`,
    [codes],
  );
  const wrong = rows.filter(({ code, text }) => text !== fold(`A${String.fromCharCode(code)}`));
  expect(rows.length).toBe(codes.length);
  expect(wrong).toEqual([]);
});

test('folds whole texts, and null to null', async () => {
  const texts = ["O'Brien Straße", 'Ærø \u{1f600} Ω', 'plain', ''];
  const { rows } = await database.query<{ f: string | null }>(
    'select haversack.fold(t) as f from unnest($1::text[]) with ordinality u(t, n) order by n',
    [[...texts, null]],
  );
  expect(rows.map(({ f }) => f)).toEqual([...texts.map(fold), null]);
});

test('may stand in an index, which equality and prefixes use', async () => {
  await database.exec(`
    create table t (name text);
    insert into t select 'Äccount ' || n from generate_series(1, 20000) n;
    create index on t ((haversack.fold(name)) collate "C");
    analyze t`);
  const { rows } = await database.query<{ 'QUERY PLAN': string }>(
    `explain select * from t where haversack.fold(name) collate "C" like 'account 1234%'`,
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index/);
});
