import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/shared/base/app-error.ts';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { readFolder, readZip } from '../../../server/solution/archive.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleArchive, sampleCustomizations, sampleManifest, zipOf } from './sample-solution.ts';

/** Changes the name of an entry in both places where a zip holds it. */
function renamed(archive: Uint8Array, from: string, to: string): Uint8Array {
  expect(to.length).toBe(from.length);
  const text = Buffer.from(archive).toString('latin1').replaceAll(from, to);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

describe('bad input is refused by name and changes nothing', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    await importSolutionArchive(
      database,
      sampleArchive({ version: '2.0.0.0', columns: [{ name: 'demo_code' }] }),
      'first.zip',
    );
  });
  afterAll(() => database.close());

  /** Everything an import could change: columns of tables, documents, rows, privileges. */
  async function fingerprint(): Promise<string> {
    const found = await sql<{ print: string }>`
    select md5(concat_ws('|',
      (select string_agg(table_name || '.' || column_name || data_type, ',' order by table_name, column_name)
        from information_schema.columns where table_schema in ('data', 'haversack')),
      (select string_agg(kind || name || body::text, ',' order by kind, name) from haversack.meta_item),
      (select string_agg(s::text, ',' order by s.solutionid) from data.solution s),
      (select string_agg(f::text, ',' order by f.formid) from data.systemform f),
      (select string_agg(i::text, ',' order by i.name) from haversack.solution_install i),
      (select count(*) from haversack.change_log),
      (select count(*) from haversack.solution_component),
      (select count(*) from haversack.role_privilege))) as print`.execute(database.db);
    return found.rows[0]?.print ?? '';
  }

  async function refused(
    archive: Uint8Array,
    share: readonly string[] = [],
  ): Promise<{ code: ErrorCode; message: string }> {
    const before = await fingerprint();
    const outcome = await importSolutionArchive(database, archive, 'given.zip', { share }).then(
      () => ({ code: 'imported', message: '' }),
      (error: unknown) => error,
    );
    expect(await fingerprint()).toBe(before);
    return outcome as { code: ErrorCode; message: string };
  }

  it.each([
    ['text', new TextEncoder().encode('this is no archive at all, just a text')],
    ['an empty file', new Uint8Array(0)],
    ['a cut archive', sampleArchive().subarray(0, 300)],
    ['an archive without solution.xml', zipOf({ 'readme.txt': 'hello' })],
    ['an archive without customizations.xml', zipOf({ 'solution.xml': sampleManifest() })],
  ])('not a solution: %s', async (_name, archive) => {
    expect((await refused(archive)).code).toBe('solution-not-zip');
  });

  it('damaged data inside', async () => {
    const archive = sampleArchive();
    archive.fill(0xff, 60, 200);
    expect((await refused(archive)).code).toBe('solution-not-zip');
  });

  it('a zip bomb, also one that lies about its size', () => {
    const bomb = zipOf({ 'solution.xml': sampleManifest(), 'big.bin': new Uint8Array(5_000_000) });
    const limits = { entries: 100, bytes: 1_000_000 };
    expect(() => readZip(bomb, 'bomb.zip', limits)).toThrow(/unpacks to more than 1000000 bytes/);
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let at = 0; at < bomb.length - 4; at += 1)
      if (view.getUint32(at, true) === 5_000_000) view.setUint32(at, 10, true);
    expect(() => readZip(bomb, 'bomb.zip', limits)).toThrow(/unpacks to more than 1000000 bytes/);
  });

  it('more files than the limit', () => {
    const many = zipOf(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}.txt`, 'x'])));
    expect(() => readZip(many, 'many.zip', { entries: 20, bytes: 1000 })).toThrow(/more than 20 files/);
  });

  it.each([
    ['aaaa/evil.xml', '../b/evil.xml'],
    ['aaaaaaaaa.xml', '/etc/pass.xml'],
    ['aaaaaaaaa.xml', 'C:/folder.xml'],
    ['aaaaaaaaa.xml', 'a\\..\\..\\bb.xm'],
    ['aaaaaaaaa.xml', 'aa/../..//ab'.padEnd(13, 'c')],
  ])('path trick %s → %s', async (from, to) => {
    const archive = renamed(
      zipOf({ 'solution.xml': sampleManifest(), 'customizations.xml': sampleCustomizations(), [from]: 'x' }),
      from,
      to,
    );
    expect((await refused(archive)).code).toBe('solution-bad-path');
  });

  it.each([
    ['a table', { table: 'demo_x&quot;; drop' }],
    ['a table called __proto__', { table: '__proto__' }],
    ['a column', { columns: [{ name: 'demo_a&quot;; --' }] }],
    ['a column called __proto__', { columns: [{ name: '__proto__' }] }],
  ])('a name that %s cannot have', async (_name, options) => {
    const { code, message } = await refused(
      sampleArchive({ name: 'Named', version: '3.0.0.0', table: 'demo_other', ...options }),
    );
    expect(code).toBe('solution-bad-xml');
    expect(message).toContain('has a name that tables and columns cannot have');
  });

  it('an entity set name that another table has', async () => {
    const other = sampleCustomizations({ table: 'demo_other' }).replace('demo_others', 'demo_things');
    const { code, message } = await refused(
      zipOf({ 'solution.xml': sampleManifest({ name: 'Other' }), 'customizations.xml': other }),
    );
    expect(code).toBe('solution-name-clash');
    expect(message).toContain('demo_things');
  });

  it('a folder with a link in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'haversack-'));
    try {
      writeFileSync(join(folder, 'solution.xml'), sampleManifest());
      symlinkSync('/etc', join(folder, 'link'));
      await expect(readFolder(folder)).rejects.toMatchObject({ code: 'solution-bad-path' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('broken XML, naming file and line', async () => {
    const archive = zipOf({
      'solution.xml': sampleManifest(),
      'customizations.xml': '<ImportExportXml>\n<Entities>\n</Wrong>',
    });
    const error = await refused(archive);
    expect(error.code).toBe('solution-bad-xml');
    expect(error.message).toMatch(/customizations\.xml, line 3/);
  });

  it.each([
    ['a document type', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><ImportExportXml />'],
    ['an entity', '<!DOCTYPE x [<!ENTITY a "aaaa">]><ImportExportXml>&a;</ImportExportXml>'],
    ['an undeclared entity', '<ImportExportXml>&a;</ImportExportXml>'],
    ['endless nesting', '<a>'.repeat(5000)],
  ])('%s', async (_name, xml) => {
    expect((await refused(zipOf({ 'solution.xml': sampleManifest(), 'customizations.xml': xml }))).code).toBe(
      'solution-bad-xml',
    );
  });

  it('a manifest without a version', async () => {
    const manifest = sampleManifest().replace(/<Version>.*<\/Version>/, '');
    expect(
      (await refused(zipOf({ 'solution.xml': manifest, 'customizations.xml': sampleCustomizations() }))).code,
    ).toBe('solution-bad-xml');
  });

  it('an older version than the installed one', async () => {
    const error = await refused(sampleArchive({ version: '1.9.9.9' }));
    expect(error).toMatchObject({ code: 'solution-older' });
    expect(error.message).toContain('2.0.0.0');
  });

  it('a solution that only adds to tables that do not exist', async () => {
    const missing = `<MissingDependency><Required type="1" schemaName="demo_absent" solution="Other (1.2)" />
      <Dependent type="1" schemaName="x" /></MissingDependency>`;
    const error = await refused(
      sampleArchive({
        name: 'Addon',
        table: 'demo_absent',
        whole: false,
        columns: [{ name: 'demo_more' }],
        missing,
      }),
    );
    expect(error.code).toBe('solution-missing-dependency');
    expect(error.message).toMatch(/demo_absent.*Other \(1\.2\)/);
  });

  it.each([
    [
      'two primary keys',
      { name: 'demo_second', type: 'primarykey' },
      'The table demo_odd has more than one primary key: demo_oddid, demo_second.',
    ],
    [
      'a choice of a number beyond 32 bits',
      {
        name: 'demo_choice',
        type: 'picklist',
        extra: '<optionset><options><option value="2147483648" /></options></optionset>',
      },
      'option of a choice: value 2147483648 is not a whole number of 32 bits.',
    ],
  ])('%s', async (_name, column, message) => {
    const error = await refused(sampleArchive({ name: 'Odd', table: 'demo_odd', columns: [column] }));
    expect(error).toMatchObject({ code: 'solution-bad-xml', message });
  });

  it('a second primary key for a table that has one', async () => {
    const error = await refused(
      sampleArchive({
        version: '2.0.0.1',
        whole: false,
        columns: [{ name: 'demo_second', type: 'primarykey' }],
      }),
    );
    expect(error.code).toBe('solution-name-clash');
    expect(error.message).toMatch(/its primary key is demo_thingid there and demo_second here/);
  });

  it('a table without a primary key, saying that this is what is missing', async () => {
    const error = await refused(
      sampleArchive({
        name: 'Keyless',
        table: 'demo_keyless',
        whole: false,
        columns: [{ name: 'demo_more' }],
      }),
    );
    expect(error.code).toBe('solution-missing-dependency');
    expect(error.message).toContain('(demo_keyless): it gives none of them a primary key');
  });

  it('a column that another publisher defined with another type', async () => {
    const error = await refused(
      sampleArchive({ name: 'Rival', publisher: 'rival', columns: [{ name: 'demo_code', type: 'bit' }] }),
    );
    expect(error.code).toBe('solution-name-clash');
    expect(error.message).toMatch(/demo_thing\.demo_code.*rival.*demo/);
  });

  it('a table that another publisher defined with other ownership', async () => {
    const error = await refused(sampleArchive({ name: 'Rival', publisher: 'rival', ownership: 'OrgOwned' }));
    expect(error.code).toBe('solution-name-clash');
  });

  it('sharing with a role that does not exist', async () => {
    const error = await refused(sampleArchive({ version: '2.0.0.1', columns: [{ name: 'demo_new' }] }), [
      'No Such Role',
    ]);
    expect(error.message).toBe('There is no security role named No Such Role.');
  });
});
