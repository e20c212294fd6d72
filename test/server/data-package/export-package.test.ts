import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportDataPackage } from '../../../server/data-package/export-package.ts';
import { people } from '../../support/people.ts';
import { openWriteBed, type WriteBed } from '../data/support.ts';
import { id, importPackage, now } from './support.ts';

const text = (archive: Uint8Array, name: string): string =>
  new TextDecoder().decode(unzipSync(archive)[name]);

describe('export of data packages', () => {
  let from: WriteBed;
  let to: WriteBed;
  beforeAll(async () => {
    from = await openWriteBed('pglite');
    to = await openWriteBed('pglite');
  });
  afterAll(async () => {
    await from.close();
    await to.close();
  });

  const exported = (...tables: string[]) => exportDataPackage(from.database, from.model, tables, now);
  const rowsOf = async (bed: WriteBed, table: string): Promise<unknown[]> => {
    const found = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.table(`data.${table}`)} t order by 1`.execute(bed.database.db);
    const own = /^(createdon|modifiedon|createdby.*|modifiedby.*|versionnumber)$/;
    return found.rows.map(({ row }) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !own.test(name))),
    );
  };

  it('another database has the same rows and links afterwards, whatever the texts', async () => {
    const texts = fc.sample(fc.string({ unit: 'grapheme', maxLength: 80 }), { seed: 7, numRuns: 30 });
    await from.reset();
    for (const [at, name] of ['a\nb\t"c" <d> & \'e\'', 'Ünïcödé 漢字 🧭', '  spaced  ', ...texts].entries())
      await from.run(people.admin, {
        kind: 'create',
        table: 'account',
        id: id(at + 1),
        values: { name: `${at} ${name.replaceAll('\0', '')}` },
      });
    await from.run(people.admin, {
      kind: 'create',
      table: 'contact',
      id: id(900),
      values: { lastname: 'Doe', parentcustomerid: id(1), parentcustomerid__type: 'account' },
    });
    const { archive, rows } = await exported('contact', 'account');
    expect(rows).toEqual({ contact: 1, account: 33 });
    const report = await importPackage(to, archive);
    expect(report.failed).toBeUndefined();
    expect(report.notes).toEqual({});
    expect(await rowsOf(to, 'account')).toEqual(await rowsOf(from, 'account'));
    expect(await rowsOf(to, 'contact')).toEqual(await rowsOf(from, 'contact'));
    expect((await importPackage(to, archive)).tables['account']).toMatchObject({ unchanged: 33, updated: 0 });
  });

  it('says what it is: a schema with types, and names beside ids', async () => {
    const { archive } = await exported('account', 'contact');
    expect(Object.keys(unzipSync(archive)).sort()).toEqual([
      '[Content_Types].xml',
      'data.xml',
      'data_schema.xml',
    ]);
    const schema = text(archive, 'data_schema.xml');
    expect(schema).toMatch(/<entity name="account" [^>]*primaryidfield="accountid"/);
    expect(schema).toMatch(/name="accountid" type="guid" primaryKey="true"/);
    expect(schema).toMatch(/name="parentcustomerid" type="entityreference" lookupType="[^"]*account/);
    expect(text(archive, 'data.xml')).toMatch(/name="ownerid" value="[^"]+" lookupentity="systemuser"/);
  });

  it('an empty table, and more rows than a page', async () => {
    const many = Array.from({ length: 1_201 }, (_, at) => id(10_000 + at));
    await sql`insert into data.task (activityid, subject) select i, 'task' from unnest(${many}::uuid[]) i`.execute(
      from.database.db,
    );
    const { archive, rows } = await exported('task', 'team');
    expect(rows['task']).toBe(1_201);
    const ids = [...text(archive, 'data.xml').matchAll(/<record id="([^"]+)"/g)].map((one) => one[1]);
    expect(ids.filter((one) => many.includes(one ?? ''))).toEqual(many);
  });

  it.each([
    ['a table that there is not', ['account', 'gone'], 'There is no table gone.'],
    ['what gathers other tables', ['activitypointer'], 'such as task and phonecall'],
    ['the table of pairs', ['accountcontact'], 'come with the tables at its ends'],
  ])('refuses %s', async (_what, tables, why) => {
    await expect(exported(...tables)).rejects.toThrow(why);
  });

  it('carries N:N links once, and only between tables that are in it', async () => {
    const relationship = from.model.relationships.find((one) => one.kind === 'many-to-many');
    expect(relationship?.kind).toBe('many-to-many');
    if (relationship?.kind !== 'many-to-many') return;
    await from.run(people.admin, {
      kind: 'associate',
      relationship: relationship.schemaName,
      table: 'account',
      id: id(2),
      otherTable: 'contact',
      otherId: id(900),
    });
    expect((await exported('account', 'contact')).links).toBe(1);
    expect((await exported('account')).links).toBe(0);
    const report = await importPackage(to, (await exported('account', 'contact')).archive);
    expect(report.links).toMatchObject({ created: 1, failed: 0 });
  });
});
