import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../../src/shared/base/assert.ts';
import type { QueryContext } from '../../../src/shared/query/ast.ts';
import { readFetchXml } from '../../../src/shared/query/fetchxml-read.ts';
import { readRow } from '../../../server/data/read-row.ts';
import { write } from '../../../server/data/write.ts';
import type { Database } from '../../../server/db/database.ts';
import { missingIndexes } from '../../../server/db/migrations/0012-missing-indexes.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import { runQuery } from '../../../server/query/run.ts';
import { resolvePrincipal } from '../../../server/security/principal.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { parseXml } from '../../../server/solution/xml.ts';
import { openTestDatabase } from '../../support/database.ts';
import { largeSolution, sqlWords } from '../../support/large-solution.ts';
import { createPeople, people } from '../../support/people.ts';
import { sampleArchive } from './sample-solution.ts';
import type { SampleOptions } from './sample-solution.ts';

const now = Date.UTC(2024, 4, 17);
const context: QueryContext = {
  now,
  userId: people.admin,
  businessUnitId: people.root,
  teamIds: [],
  language: 1033,
  timeZone: { name: 'UTC', transitions: [{ at: null, offset: 0 }] },
  fiscalYearStart: { month: 1, day: 1 },
};

/** Names that are allowed and that a database may stumble over, on either database. */
export function oddNamesSuite(kind: Database['kind']): void {
  describe(`odd names on ${kind}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      await ensureSystemTables(database);
      await createPeople(database);
    });
    afterAll(() => database.close());

    const bring = (options: SampleOptions) =>
      importSolutionArchive(
        database,
        sampleArchive({ name: `Of ${options.table}`, ...options }),
        'sample.zip',
      );

    /** Writes a row as a person does and reads it back. */
    async function keep(name: string, values: Readonly<Record<string, string>>) {
      const model = await loadModel(database.db);
      const principal = await resolvePrincipal(database.db, model, people.admin);
      const { id } = await database.db
        .transaction()
        .execute((tx) => write({ tx, model, principal, now }, { kind: 'create', table: name, values }));
      const table = must(model.tables.get(name), name);
      return { model, row: await readRow(database.db, model, principal, { table, id }) };
    }

    it('columns named like those that PostgreSQL gives each table, and like words of SQL, work', async () => {
      const columns = sqlWords.map((name) => ({ name }));
      await bring({ table: 'demo_words', columns });
      const again = await bring({
        table: 'demo_words',
        version: '1.1.0.0',
        columns: [...columns, { name: 'demo_more' }],
      });
      expect(again.outcome).toBe('upgraded');
      const values = Object.fromEntries(sqlWords.map((word) => [word, `of ${word}`]));
      const { model, row } = await keep('demo_words', values);
      expect(row).toMatchObject(values);
      const fetch = `<fetch><entity name="demo_words"><attribute name="xmin" /><attribute name="select" />
        <order attribute="ctid" /><filter><condition attribute="xmax" operator="eq" value="of xmax" /></filter></entity></fetch>`;
      const found = await runQuery(database.db, model, readFetchXml(parseXml(fetch, 'q.xml')), {
        context,
      });
      expect(found.rows).toMatchObject([{ xmin: 'of xmin', select: 'of select' }]);
    });

    it('a table of more columns than PostgreSQL can hold is refused by its name', async () => {
      const columns = Array.from({ length: 1600 }, (_, n) => ({ name: `demo_c${n}` }));
      await expect(bring({ table: 'demo_wide', columns })).rejects.toMatchObject({
        code: 'solution-too-large',
        message: expect.stringMatching(
          /^The table demo_wide would have 16\d\d columns in the database; 1600 is the limit/,
        ),
      });
      await bring({ table: 'demo_wide', columns: columns.slice(0, 1580) });
      const values = { demo_c0: 'first', demo_c1579: 'last' };
      expect((await keep('demo_wide', values)).row).toMatchObject(values);
      await expect(
        bring({
          table: 'demo_wide',
          name: 'More',
          whole: false,
          columns: [...Array(30).keys()].map((n) => ({ name: `demo_d${n}` })),
        }),
      ).rejects.toMatchObject({ code: 'solution-too-large' });
    });

    it('a column named as the table of a lookup is kept beside it is refused', async () => {
      await expect(
        bring({
          table: 'demo_kinds',
          columns: [{ name: 'demo_buyer', type: 'customer' }, { name: 'demo_buyer__type' }],
        }),
      ).rejects.toMatchObject({
        code: 'solution-name-clash',
        message: 'Two columns of the table demo_kinds would both be called demo_buyer__type in the database.',
      });
    });

    const lookups = async (): Promise<string[]> => {
      const found = await sql<{ place: string }>`
        select c.relname || '.' || a.attname as place from pg_index i join pg_class c on c.oid = i.indrelid
          join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where c.relname in ('demo_a', 'demo_a_b') and a.attname in ('b_c', 'c') order by 1`.execute(
        database.db,
      );
      return found.rows.map((row) => row.place);
    };

    it('tables and columns whose names run together have an index each', async () => {
      const link = (name: string) => ({ columns: [{ name, type: 'lookup' }] });
      await bring({ table: 'demo_a', ...link('b_c') });
      await bring({ table: 'demo_a_b', ...link('c') });
      expect(await lookups()).toEqual(['demo_a.b_c', 'demo_a_b.c']);
    });

    it('a database that lacks an index for it gets it, once', async () => {
      await sql.raw('drop index data."demo_a_b.c.ix"').execute(database.db);
      expect(await lookups()).toEqual(['demo_a.b_c']);
      await database.script(missingIndexes.sql);
      await database.script(missingIndexes.sql);
      expect(await lookups()).toEqual(['demo_a.b_c', 'demo_a_b.c']);
    });

    it('a solution of many tables and all kinds of columns is used whole', async () => {
      const report = await importSolutionArchive(
        database,
        largeSolution({ tables: 12, columns: 40 }),
        'large.zip',
      );
      expect(report.items.filter((item) => item.status !== 'used')).toEqual([]);
      expect(report.items.filter((item) => item.kind === 'column').length).toBe(12 * 42);
    });
  });
}
