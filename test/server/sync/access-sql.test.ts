import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../src/shared/metadata/row.ts';
import type { Depth } from '../../../src/shared/security/privilege.ts';
import { rightsOf } from '../../../src/shared/security/rights.ts';
import { rightsSql } from '../../../server/sync/access-sql.ts';
import { allVerbs, setPrivileges } from '../../support/people.ts';
import { makeAccounts, openSyncBed, people } from './support.ts';
import type { SyncBed } from './support.ts';

describe('access rights in SQL', () => {
  let bed: SyncBed;
  beforeAll(async () => {
    bed = await openSyncBed('pglite');
    for (const owner of [people.ann, people.bob, people.cid]) await makeAccounts(bed, owner, 1);
  });
  afterAll(() => bed.close());

  const mixed = {
    ...allVerbs(2),
    write: 1 as Depth,
    delete: 0 as Depth,
    share: 3 as Depth,
    assign: 4 as Depth,
  };

  it.each([
    ['own rows', allVerbs(1)],
    ['the unit', allVerbs(2)],
    ['units below', allVerbs(3)],
    ['all', allVerbs(4)],
    ['another depth for each verb', mixed],
  ])('are what the shared function says, for %s', async (_name, account) => {
    await setPrivileges(bed.database, bed.model.current, { account });
    const model = bed.model.current;
    const table = model.tables.get('account');
    if (table === undefined) throw new Error('no account table');
    for (const person of [people.ann, people.bob, people.admin]) {
      const principal = await bed.ports.principal(person);
      const result = await sql<{ ownerid: string; owningbusinessunit: string; rights: number }>`
        select r.ownerid::text, r.owningbusinessunit::text, ${rightsSql(model, table, principal)} as rights
        from data.account as r order by 1`.execute(bed.database.db);
      expect(result.rows).toHaveLength(3);
      for (const { rights, ...row } of result.rows)
        expect(rights).toBe(rightsOf(principal, model, table, row as Row));
    }
  });
});
