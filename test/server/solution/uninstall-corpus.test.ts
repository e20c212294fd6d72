import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { importSolutionPath } from '../../../server/solution/import-solution.ts';
import { readArchive } from '../../../server/solution/solution-content.ts';
import { uninstallSolution } from '../../../server/solution/uninstall.ts';
import { openTestDatabase } from '../../support/database.ts';
import { corpusNote, hasCorpus, inCorpus } from '../../support/corpus.ts';

const bundled = (name: string): string => join(import.meta.dirname, '..', '..', '..', 'solutions', name);

/** Documents, physical columns, and what roles may do. */
async function state(database: Database): Promise<Record<string, unknown>> {
  const documents = await sql<{ kind: string; name: string; body: unknown }>`
    select kind, name, body from haversack.meta_item order by kind, name collate "C"`.execute(database.db);
  const columns = await sql<{ place: string }>`
    select table_name || '.' || column_name as place from information_schema.columns
    where table_schema = 'data' order by 1`.execute(database.db);
  const privileges = await sql<{ held: string }>`
    select role_id || ' ' || privilege || ' ' || depth as held from haversack.role_privilege order by 1`.execute(
    database.db,
  );
  return {
    ...Object.fromEntries(documents.rows.map((row) => [`${row.kind} ${row.name}`, row.body])),
    columns: columns.rows.map((row) => row.place),
    privileges: privileges.rows.map((row) => row.held),
  };
}

describe.skipIf(!hasCorpus)(`uninstalling published solutions${corpusNote}`, () => {
  it.each([
    ['PermitManagement_1_0_0_3.zip', 'PermitManagement'],
    ['BusinessApprovalKit.unpacked.zip', 'BusinessApprovalKit'],
  ])('%s leaves what was there before it came', async (file, name) => {
    const database = await openTestDatabase();
    try {
      await ensureSystemTables(database);
      for (const one of ['base', 'sales']) await importSolutionPath(database, bundled(one));
      const before = await state(database);
      await importSolutionPath(database, inCorpus('solutions', file), { share: ['Basic User'] });
      await uninstallSolution(database, name, {
        isPlan: false,
        read: (archive, label) => Promise.resolve(readArchive(archive, label).model),
      });
      const after = await state(database);
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const [key, value] of Object.entries(before)) expect(after[key], key).toEqual(value);
    } finally {
      await database.close();
    }
  });
});
