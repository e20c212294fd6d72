import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { loadModel } from '../../../server/metadata/load-model.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { sampleApp, sampleArchive } from './sample-solution.ts';

describe('import on PostgreSQL', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    await ensureSystemTables(database);
  });
  afterAll(() => database.close());

  it('waits for another import and gives the same as one after the other', async () => {
    const archives = ['First', 'Second'].map((name) =>
      sampleArchive({ name, columns: [{ name: `demo_${name}` }], sections: sampleApp() }),
    );
    await Promise.all(archives.map((archive) => importSolutionArchive(database, archive, 'sample.zip')));
    const model = await loadModel(database.db);
    expect(model.column('demo_thing', 'demo_first')).toBeDefined();
    expect(model.column('demo_thing', 'demo_second')).toBeDefined();
    const again = await importSolutionArchive(database, archives[1] ?? new Uint8Array(), 'sample.zip');
    expect(again.outcome).toBe('unchanged');
  });

  it('leaves nothing of an import that fails late', async () => {
    const archive = sampleArchive({ name: 'Third', table: 'demo_other' });
    await expect(
      importSolutionArchive(database, archive, 'sample.zip', { share: ['Nobody'] }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    const found = await sql`select 1 from information_schema.tables where table_name = 'demo_other'`.execute(
      database.db,
    );
    expect(found.rows).toEqual([]);
  });
});
