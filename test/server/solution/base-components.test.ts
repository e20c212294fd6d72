import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import type { Model } from '../../../server/metadata/model.ts';
import { readZip } from '../../../server/solution/archive.ts';
import { exportSolution } from '../../../server/solution/export/export-solution.ts';
import { importSolutionArchive, importSolutionPath } from '../../../server/solution/import-solution.ts';
import { readSolution } from '../../../server/solution/read-solution.ts';
import { uninstallSolution } from '../../../server/solution/uninstall.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleArchive } from './sample-solution.ts';

const base = resolve(import.meta.dirname, '../../../solutions/base');
const formId = '80000000-0000-4000-8000-000000000001';
const viewId = '80000000-0000-4000-8000-000000000002';

const cell = (column: string): string =>
  `<row><cell id="c_${column}"><control id="${column}" datafieldname="${column}" classid="{4273edbd-ac1d-40d3-9fb2-095c621b552d}" /></cell></row>`;
const parts = (title: string): string => `<FormXml><forms type="main"><systemform><formid>{${formId}}</formid>
  <form><tabs><tab id="t"><columns><column width="100%"><sections><section id="s">
  <rows>${cell('fullname')}${cell('demo_level')}</rows></section></sections></column></columns></tab></tabs></form>
  <LocalizedNames><LocalizedName description="${title}" languagecode="1033" /></LocalizedNames></systemform></forms></FormXml>
  <SavedQueries><savedqueries><savedquery><savedqueryid>{${viewId}}</savedqueryid><querytype>0</querytype>
  <layoutxml><grid name="r" object="2"><row name="r" id="contactid"><cell name="fullname" width="200" /><cell name="demo_level" width="100" /></row></grid></layoutxml>
  <fetchxml><fetch><entity name="contact"><attribute name="fullname" /><attribute name="demo_level" /></entity></fetch></fetchxml>
  <LocalizedNames><LocalizedName description="${title}" languagecode="1033" /></LocalizedNames></savedquery></savedqueries></SavedQueries>`;

/** A solution of another publisher that adds a column, a form and a view to contacts. */
const archive = (version: string, title: string, columns = ['demo_level']): Uint8Array =>
  sampleArchive({
    version,
    table: 'contact',
    whole: false,
    columns: columns.map((name) => ({ name, extra: '<MaxLength>50</MaxLength>' })),
    parts: parts(title),
  });

interface Added {
  readonly form?: string;
  readonly view?: string;
  readonly columns: readonly string[];
}

describe('parts that a solution adds to a bundled table', () => {
  let database: Database;
  let before: Model;
  beforeAll(async () => {
    database = await openTestDatabase();
    await ensureSystemTables(database);
    await importSolutionPath(database, base);
    before = await loadModel(database.db);
  });
  afterAll(() => database.close());

  async function added(): Promise<Added> {
    const model = await loadModel(database.db);
    const form = model.forms.find((one) => one.id === formId)?.name['1033'];
    const view = model.views.find((one) => one.id === viewId)?.name['1033'];
    const names = model.tables.get('contact')?.columns.map((one) => one.logicalName) ?? [];
    return {
      ...(form === undefined ? {} : { form }),
      ...(view === undefined ? {} : { view }),
      columns: names.filter((name) => name.startsWith('demo_')),
    };
  }
  const bundled = (model: Model) => ({
    forms: model.forms.filter((one) => one.table === 'contact' && one.id !== formId),
    views: model.views.filter((one) => one.table === 'contact' && one.id !== viewId),
    label: model.tables.get('contact')?.pluralLabel,
  });

  it('stand beside what is there, which stays as it was', async () => {
    const report = await importSolutionArchive(database, archive('1.0.0.0', 'Levels'), 'sample.zip');
    expect(report.items.filter((one) => one.status !== 'used')).toEqual([]);
    expect(await added()).toEqual({ form: 'Levels', view: 'Levels', columns: ['demo_level'] });
    expect(bundled(await loadModel(database.db))).toMatchObject({
      forms: bundled(before).forms,
      views: bundled(before).views,
    });
  });

  it('change with the next version, rows keep their values, and the bundled solution may come again', async () => {
    await sql`insert into data.contact (contactid, lastname, demo_level) values (gen_random_uuid(), 'Doe', 'gold')`.execute(
      database.db,
    );
    const next = archive('1.1.0.0', 'Ranks', ['demo_level', 'demo_since']);
    expect((await importSolutionArchive(database, next, 'sample.zip')).outcome).toBe('upgraded');
    await importSolutionPath(database, base);
    expect(await added()).toEqual({ form: 'Ranks', view: 'Ranks', columns: ['demo_level', 'demo_since'] });
    const rows = await sql`select demo_level as level from data.contact`.execute(database.db);
    expect(rows.rows).toEqual([{ level: 'gold' }]);
  });

  it('go out with their solution, without the rest of the table', async () => {
    const { archive: out } = await exportSolution(database.db, 'Sample');
    const model = readSolution(readZip(out, 'out.zip'));
    expect(model.tables.map(({ table }) => table.columns.map((one) => one.logicalName))).toEqual([
      ['demo_level', 'demo_since'],
    ]);
    expect(model.tables.map((one) => one.whole)).toEqual([false]);
    expect(model.forms.map((one) => one.form.id)).toEqual([formId]);
    expect(model.views.map((one) => one.view.id)).toEqual([viewId]);
  });

  it('leave with it, and the table is as it was before', async () => {
    const report = await uninstallSolution(database, 'Sample', {
      isPlan: false,
      read: async (bytes, name) => readSolution(readZip(bytes, name)),
    });
    expect(report).toMatchObject({
      tables: [],
      columns: [
        { table: 'contact', name: 'demo_level', rows: 1 },
        { table: 'contact', name: 'demo_since', rows: 0 },
      ],
    });
    expect(await added()).toEqual({ columns: [] });
    expect(bundled(await loadModel(database.db))).toEqual(bundled(before));
    const rows = await sql`select lastname from data.contact`.execute(database.db);
    expect(rows.rows).toEqual([{ lastname: 'Doe' }]);
  });
});
