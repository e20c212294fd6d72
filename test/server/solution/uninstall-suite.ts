import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { readArchive } from '../../../server/solution/solution-content.ts';
import type { UninstallReport } from '../../../src/shared/metadata/solution-report.ts';
import { uninstallSolution } from '../../../server/solution/uninstall.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleApp, sampleArchive, type SampleOptions } from './sample-solution.ts';

/** Taking solutions out again, on either database. */
export function uninstallSuite(kind: Database['kind']): void {
  describe(`uninstalling a solution on ${kind}`, () => {
    let database: Database;
    beforeEach(async () => {
      database = await openTestDatabase(kind);
      await ensureSystemTables(database);
    });
    afterEach(() => database.close());

    const bring = (options: SampleOptions): Promise<unknown> =>
      importSolutionArchive(database, sampleArchive(options), 'sample.zip');
    const leave = (name: string, isPlan = false): Promise<UninstallReport> =>
      uninstallSolution(database, name, {
        isPlan,
        read: (archive, file) => Promise.resolve(readArchive(archive, file).model),
      });
    /** Everything the metadata says, and the columns that are there. */
    const state = async (): Promise<unknown> => {
      const documents = await sql`select kind, name, solution, body from haversack.meta_item
        order by kind, name collate "C"`.execute(database.db);
      const columns = await sql`select table_name, column_name from information_schema.columns
        where table_schema = 'data' order by 1, 2`.execute(database.db);
      const rows = await sql`select 'a' as kind, uniquename as name from data.appmodule
        union select 's', uniquename from data.solution order by 1, 2`.execute(database.db);
      const privileges = await sql`select role_id, privilege, depth from haversack.role_privilege
        order by 1, 2`.execute(database.db);
      return [documents.rows, columns.rows, rows.rows, privileges.rows];
    };
    const addRow = (columns: string, values: string): Promise<unknown> =>
      sql`insert into data.demo_thing (demo_thingid, ${sql.raw(columns)})
        values (gen_random_uuid(), ${sql.raw(values)})`.execute(database.db);

    it('leaves the organisation as if it had never been there', async () => {
      const before = await state();
      await bring({ sections: sampleApp(), columns: [{ name: 'demo_size', type: 'int' }] });
      await addRow('demo_size', '7');
      const report = await leave('sample');
      expect(report).toMatchObject({
        solution: 'Sample',
        done: true,
        tables: [{ name: 'demo_thing', rows: 1 }],
        columns: [],
      });
      expect(await state()).toEqual(before);
      await bring({ sections: sampleApp() });
      expect((await leave('Sample', true)).tables).toEqual([{ name: 'demo_thing', rows: 0 }]);
    });

    it('tells what would go, and changes nothing, when it is only planned', async () => {
      await bring({ sections: sampleApp() });
      await addRow('demo_thing_name', "'One'");
      const before = await state();
      expect(await leave('Sample', true)).toMatchObject({
        done: false,
        tables: [{ rows: 1 }],
        parts: { app: 1 },
      });
      expect(await state()).toEqual(before);
    });

    it('takes only its own columns from a table that another one brought, and gives back what it changed', async () => {
      await bring({ name: 'First' });
      const before = await state();
      await bring({
        name: 'Second',
        whole: false,
        columns: [{ name: 'demo_extra' }, { name: 'demo_empty' }],
      });
      await addRow('demo_extra', "'kept apart'");
      const report = await leave('Second');
      expect(report.tables).toEqual([]);
      expect(report.columns).toEqual([
        { table: 'demo_thing', name: 'demo_empty', rows: 0 },
        { table: 'demo_thing', name: 'demo_extra', rows: 1 },
      ]);
      expect(await state()).toEqual(before);
      const left = await sql`select 1 from data.demo_thing`.execute(database.db);
      expect(left.rows).toHaveLength(1);
    });

    it('is refused while another one needs it, naming what', async () => {
      await bring({ name: 'First' });
      await bring({ name: 'Second', whole: false, columns: [{ name: 'demo_extra' }] });
      const before = await state();
      await expect(leave('First')).rejects.toMatchObject({ code: 'solution-needed', message: /Second/ });
      expect(await state()).toEqual(before);
      await leave('Second');
      await leave('First');
    });

    it('keeps a table that two brought until both have left', async () => {
      await bring({ name: 'First', columns: [{ name: 'demo_a' }] });
      await bring({ name: 'Second', columns: [{ name: 'demo_b' }] });
      expect(await leave('First')).toMatchObject({ tables: [], columns: [{ name: 'demo_a' }] });
      expect(await leave('Second')).toMatchObject({ tables: [{ name: 'demo_thing' }] });
    });

    it('refuses a name that is not installed', async () => {
      await expect(leave('Nobody')).rejects.toMatchObject({ code: 'solution-unknown' });
    });
  });
}
