import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { ensureSystemTables } from '../../../server/metadata/ensure-system-tables.ts';
import { readModelStamp } from '../../../server/metadata/model-stamp.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { importSolutionArchive } from '../../../server/solution/import-solution.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';
import { sampleApp, sampleArchive } from '../solution/sample-solution.ts';

/** Whatever the model is read from changes its stamp, and nothing else does. */
export function modelStampSuite(kind: Database['kind']): void {
  describe(`the model’s stamp on ${kind}`, () => {
    let database: Database;
    let model: ModelHolder;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      model = await createTestModel(database);
      await createPeople(database);
    });
    afterAll(() => database.close());

    const stamp = () => readModelStamp(database.db);

    it('changes with an import, a privilege, a role and an app given to a role', async () => {
      const stamps = [await stamp()];
      const after = async (change: Promise<unknown>) => {
        await change;
        stamps.push(await stamp());
      };
      await after(importSolutionArchive(database, sampleArchive({ sections: sampleApp() }), 'sample.zip'));
      await after(setPrivileges(database, model.current, { account: allVerbs(1) }));
      await after(
        sql`insert into data.role (roleid, name) values (gen_random_uuid(), 'New')`.execute(database.db),
      );
      await after(
        sql`insert into data.appmoduleroles (appmoduleroleid, appmoduleid, roleid)
          select gen_random_uuid(), appmoduleid, ${people.role}::uuid from data.appmodule`.execute(
          database.db,
        ),
      );
      expect(new Set(stamps).size).toBe(stamps.length);
    });

    it('stays with rows of other tables, with another start and with what is rolled back', async () => {
      const before = await stamp();
      await sql`update data.account set name = 'Other'`.execute(database.db);
      await ensureSystemTables(database);
      await database.db
        .transaction()
        .execute(async (tx) => {
          await sql`update data.role set name = 'Nobody'`.execute(tx);
          throw new Error('changed my mind');
        })
        .catch(() => undefined);
      expect(await stamp()).toBe(before);
    });

    it('lets the holder read again only then', async () => {
      const held = await model.reload();
      expect(await model.refresh()).toBe(held);
      await sql`insert into data.role (roleid, name) values (gen_random_uuid(), 'Newer')`.execute(
        database.db,
      );
      const [one, two] = await Promise.all([model.refresh(), model.refresh()]);
      expect(one).toBe(two);
      expect([...one.roles.values()].map((role) => role.name)).toContain('Newer');
    });
  });
}
