import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { readModelStamp } from '../../../server/metadata/model-stamp.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { modelStampSuite } from './model-stamp-suite.ts';

modelStampSuite('postgres');

it('two changes at once do not wait for each other, and the one that commits late changes the stamp too', async () => {
  const database = await openTestDatabase('postgres');
  await createTestModel(database);
  const addRole = (name: string) =>
    sql`insert into data.role (roleid, name) values (gen_random_uuid(), ${name})`;
  const stamps: string[] = [];
  await database.db.transaction().execute(async (early) => {
    await addRole('Early number, late commit').execute(early);
    await addRole('Late number, early commit').execute(database.db);
    stamps.push(await readModelStamp(database.db));
  });
  stamps.push(await readModelStamp(database.db));
  expect(new Set(stamps).size).toBe(2);
  await database.close();
});
