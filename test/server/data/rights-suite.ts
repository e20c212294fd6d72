import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { allVerbs, people, setPrivileges } from '../../support/people.ts';
import { openWriteBed } from './support.ts';
import type { WriteBed } from './support.ts';

const other = '11111111-1111-4111-8111-111111111111';

/** Who may write what, on either database. */
export function rightsSuite(kind: Database['kind']): void {
  describe(`rights of a write on ${kind}`, () => {
    let bed: WriteBed;
    beforeAll(async () => {
      bed = await openWriteBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    test('what a person may not read does not exist for him', async () => {
      const hidden = await bed.create(people.bob, 'account', { name: 'Hidden' });

      for (const operation of [
        { kind: 'update', table: 'account', id: hidden.id, values: { name: 'x' } },
        { kind: 'delete', table: 'account', id: hidden.id },
        { kind: 'update', table: 'account', id: other, values: { name: 'x' } },
      ] as const)
        await expect(bed.run(people.ann, operation)).rejects.toMatchObject({
          code: 'no-row',
          details: { table: 'account' },
        });
      for (const parentaccountid of [hidden.id, other])
        await expect(bed.create(people.ann, 'account', { name: 'X', parentaccountid })).rejects.toMatchObject({
          code: 'no-row',
          details: { table: 'account', column: 'parentaccountid' },
        });
    });

    test('a verb deeper than the role reaches is refused', async () => {
      const { model } = { model: bed.model };
      await setPrivileges(bed.database, model, { account: { ...allVerbs(1), read: 3, append: 0 } });
      const harbour = await bed.create(people.bob, 'account', { name: 'Harbour' });

      await expect(
        bed.run(people.ann, { kind: 'update', table: 'account', id: harbour.id, values: { name: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-privilege' });
      await expect(
        bed.run(people.cid, { kind: 'update', table: 'account', id: harbour.id, values: { name: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-row' });
      await expect(bed.create(people.ann, 'contact', { lastname: 'x' })).rejects.toMatchObject({
        code: 'no-privilege',
      });
      await expect(
        bed.create(people.bob, 'account', { name: 'X', parentaccountid: harbour.id }),
      ).rejects.toMatchObject({ code: 'no-privilege' });
    });

    test('a team role counts, and rows of the team are the own ones', async () => {
      await setPrivileges(bed.database, bed.model, {});
      await setPrivileges(bed.database, bed.model, { account: allVerbs(1) }, people.teamRole);

      const { id } = await bed.create(people.ann, 'account', {
        name: 'Team row',
        ownerid: people.team,
        ownerid__type: 'team',
      });

      expect(await bed.rowOf('account', id)).toMatchObject({
        ownerid: people.team,
        owningbusinessunit: people.south,
        owninguser: null,
        owningteam: people.team,
      });
      await expect(bed.create(people.bob, 'account', { name: 'No role' })).rejects.toMatchObject({
        code: 'no-privilege',
      });
    });

    test('giving a row away needs assign, and takes it out of reach', async () => {
      const { id } = await bed.create(people.ann, 'account', { name: 'Mine' });
      const give = {
        kind: 'update',
        table: 'account',
        id,
        values: { ownerid: people.bob, ownerid__type: 'systemuser' },
      } as const;
      await setPrivileges(bed.database, bed.model, { account: { ...allVerbs(1), assign: 0 } });
      await expect(bed.run(people.ann, give)).rejects.toMatchObject({ code: 'no-privilege' });
      await setPrivileges(bed.database, bed.model, { account: allVerbs(1) });

      await bed.run(people.ann, give);

      expect(await bed.rowOf('account', id)).toMatchObject({
        ownerid: people.bob,
        owningbusinessunit: people.harbour,
      });
      await expect(
        bed.run(people.ann, { kind: 'update', table: 'account', id, values: { name: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-row' });
    });

    test('rows without an owner are written through their parent', async () => {
      const mine = await bed.create(people.ann, 'account', { name: 'Mine' });
      const hidden = await bed.create(people.bob, 'account', { name: 'Hidden' });

      const note = await bed.create(people.ann, 'accountnote', { subject: 'Ours', accountid: mine.id });

      expect(await bed.rowOf('accountnote', note.id)).toMatchObject({ subject: 'Ours' });
      await expect(
        bed.run(people.bob, { kind: 'update', table: 'accountnote', id: note.id, values: { subject: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-row' });
      await expect(
        bed.create(people.ann, 'accountnote', { subject: 'Theirs', accountid: hidden.id }),
      ).rejects.toMatchObject({ code: 'no-row' });
      await expect(bed.create(people.ann, 'accountnote', { subject: 'Nobody' })).rejects.toMatchObject({
        code: 'no-privilege',
      });
    });

    test('nobody gives himself privileges', async () => {
      await setPrivileges(bed.database, bed.model, {
        role: allVerbs(4),
        systemuser: allVerbs(4),
        team: allVerbs(4),
        businessunit: allVerbs(4),
      });
      const grant = {
        kind: 'associate',
        relationship: 'systemuserroles_association',
        table: 'systemuser',
        id: people.ann,
        otherTable: 'role',
        otherId: people.role,
      } as const;

      await expect(bed.run(people.ann, grant)).rejects.toMatchObject({ code: 'no-privilege' });
      await expect(
        bed.run(people.ann, {
          kind: 'update',
          table: 'systemuser',
          id: people.ann,
          values: { businessunitid: people.root },
        }),
      ).rejects.toMatchObject({ code: 'no-privilege' });
      await expect(
        bed.create(people.ann, 'systemuserroles', { systemuserid: people.ann, roleid: people.role }),
      ).rejects.toMatchObject({ code: 'bad-request' });
    });

    test.each(['internalemailaddress', 'domainname'])(
      'nobody but an administrator writes %s, by which sign-in finds an account',
      async (column) => {
        await setPrivileges(bed.database, bed.model, { systemuser: allVerbs(4) });
        const update = {
          kind: 'update',
          table: 'systemuser',
          id: people.cid,
          values: { [column]: 'mine@example.com' },
        } as const;

        await expect(bed.run(people.ann, update)).rejects.toMatchObject({ code: 'no-privilege' });
        await expect(
          bed.create(people.ann, 'systemuser', { fullname: 'New', [column]: 'mine@example.com' }),
        ).rejects.toMatchObject({ code: 'no-privilege' });
        await expect(bed.run(people.admin, update)).resolves.toMatchObject({ id: people.cid });
      },
    );

    test('secured columns are written by administrators alone', async () => {
      const kept = await bed.create(people.ann, 'account', { name: 'Kept', creditrating: 'unknown' });
      const change = {
        kind: 'update',
        table: 'account',
        id: kept.id,
        values: { creditrating: 'AAA' },
      } as const;

      const refusal = { code: 'no-privilege' };
      await expect(
        bed.create(people.ann, 'account', { name: 'Refused', creditrating: 'AAA' }),
      ).rejects.toMatchObject(refusal);
      await expect(bed.run(people.ann, change)).rejects.toMatchObject(refusal);
      expect(await bed.rowOf('account', kept.id)).toMatchObject({ creditrating: 'unknown' });
      await bed.run(people.admin, change);
      expect(await bed.rowOf('account', kept.id)).toMatchObject({ creditrating: 'AAA' });
    });

    test('someone disabled or unknown is not signed in', async () => {
      await expect(bed.as(people.disabled)).rejects.toMatchObject({ code: 'not-signed-in' });
      await expect(bed.as(other)).rejects.toMatchObject({ code: 'not-signed-in' });
    });
  });
}
