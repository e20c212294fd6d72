import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { write } from '../../../server/data/write.ts';
import { systemAdministrator } from '../../../server/metadata/system-roles.ts';
import { people } from '../../support/people.ts';
import { structureSuite } from './structure-suite.ts';
import { openWriteBed } from './support.ts';

structureSuite('postgres');

test('two administrators who disable each other at once leave one', async () => {
  const bed = await openWriteBed('postgres');
  const { db } = bed.database;
  await bed.run(people.admin, {
    kind: 'associate',
    relationship: 'systemuserroles_association',
    table: 'systemuser',
    id: people.bob,
    otherTable: 'role',
    otherId: systemAdministrator,
  });
  const disable = (id: string) =>
    ({ kind: 'update', table: 'systemuser', id, values: { isdisabled: true } }) as const;
  const admin = await bed.as(people.admin);
  let settled: string | undefined;
  let second: Promise<void> | undefined;

  await db.transaction().execute(async (tx) => {
    await write({ tx, model: bed.model, principal: admin, now: 0 }, disable(people.bob));
    second = bed.run(people.bob, disable(people.admin)).then(
      () => void (settled = 'applied'),
      (error: { code?: string }) => void (settled = error.code),
    );
    // Until the other one waits for this transaction, or is through without waiting.
    for (let waits = 0; waits === 0 && settled === undefined; ) {
      const found = await sql<{ n: number }>`select count(*)::integer as n from pg_locks l
        join pg_database d on d.oid = l.database
        where d.datname = current_database() and not l.granted`.execute(db);
      waits = found.rows[0]?.n ?? 0;
    }
  });
  await second;

  expect(settled).toBe('last-administrator');
  await bed.close();
});
