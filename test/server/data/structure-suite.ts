import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WriteOperation } from '../../../server/data/write-context.ts';
import type { Database } from '../../../server/db/database.ts';
import { basicUser, systemAdministrator, systemCustomizer } from '../../../server/metadata/system-roles.ts';
import { people } from '../../support/people.ts';
import { openWriteBed } from './support.ts';
import type { WriteBed } from './support.ts';

const disable = (id: string): WriteOperation => ({
  kind: 'update',
  table: 'systemuser',
  id,
  values: { isdisabled: true },
});

const withRole = (kind: 'associate' | 'disassociate', person: string): WriteOperation => ({
  kind,
  relationship: 'systemuserroles_association',
  table: 'systemuser',
  id: person,
  otherTable: 'role',
  otherId: systemAdministrator,
});

const remove = (table: string, id: string): WriteOperation => ({ kind: 'delete', table, id });

/** What the organisation rests on cannot be taken away, not even by an administrator; on either database. */
export function structureSuite(kind: Database['kind']): void {
  describe(`what the organisation rests on, on ${kind}`, () => {
    let bed: WriteBed;
    beforeAll(async () => {
      bed = await openWriteBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    const admin = (operation: WriteOperation) => bed.run(people.admin, operation);
    const unit = (name: string, parentbusinessunitid: string) =>
      bed.create(people.admin, 'businessunit', { name, parentbusinessunitid });
    const place = (id: string, parentbusinessunitid: string | null): WriteOperation => ({
      kind: 'update',
      table: 'businessunit',
      id,
      values: { parentbusinessunitid },
    });
    const last = { code: 'last-administrator' };

    test.each([
      ['loses the role', withRole('disassociate', people.admin)],
      ['is disabled', disable(people.admin)],
      [
        'loses the business unit',
        { kind: 'update', table: 'systemuser', id: people.admin, values: { businessunitid: null } },
      ],
      [
        'becomes an application',
        {
          kind: 'update',
          table: 'systemuser',
          id: people.admin,
          values: { applicationid: '11111111-1111-4111-8111-111111111111' },
        },
      ],
    ] as [string, WriteOperation][])('the last administrator never %s', async (_what, operation) => {
      await expect(admin(operation)).rejects.toMatchObject(last);
      expect(await bed.as(people.admin)).toMatchObject({ isAdministrator: true });
    });

    test('an administrator goes once another one is there, who then is the last', async () => {
      await admin(withRole('associate', people.bob));

      await admin(withRole('disassociate', people.admin));

      await expect(bed.run(people.bob, disable(people.bob))).rejects.toMatchObject(last);
      await bed.run(people.bob, withRole('associate', people.admin));
      await admin(withRole('disassociate', people.bob));
    });

    test('neither someone disabled nor an application counts as an administrator', async () => {
      const app = await bed.create(people.admin, 'systemuser', {
        fullname: '# App',
        businessunitid: people.root,
        applicationid: randomUUID(),
      });
      await admin(withRole('associate', app.id));
      await admin(withRole('associate', people.disabled));

      await expect(admin(withRole('disassociate', people.admin))).rejects.toMatchObject(last);

      await admin(withRole('disassociate', app.id));
      await admin(withRole('disassociate', people.disabled));
    });

    test('the team that makes the last administrator keeps its role and its member and is not deleted', async () => {
      const team = await bed.create(people.admin, 'team', { name: 'Admins', businessunitid: people.root });
      const roleOfTeam = (kind_: 'associate' | 'disassociate'): WriteOperation => ({
        kind: kind_,
        relationship: 'teamroles_association',
        table: 'team',
        id: team.id,
        otherTable: 'role',
        otherId: systemAdministrator,
      });
      const member = (kind_: 'associate' | 'disassociate'): WriteOperation => ({
        kind: kind_,
        relationship: 'teammembership_association',
        table: 'team',
        id: team.id,
        otherTable: 'systemuser',
        otherId: people.bob,
      });
      await admin(roleOfTeam('associate'));
      await admin(member('associate'));
      await admin(withRole('disassociate', people.admin));

      for (const operation of [roleOfTeam('disassociate'), member('disassociate'), remove('team', team.id)])
        await expect(bed.run(people.bob, operation)).rejects.toMatchObject(last);

      await bed.run(people.bob, withRole('associate', people.admin));
      await admin(remove('team', team.id));
    });

    test('roles of the system stay, and no other role becomes one', async () => {
      const own = await bed.create(people.admin, 'role', { name: 'Own', businessunitid: people.root });
      await sql`insert into data.role (roleid, name, roletemplateid)
        values (${basicUser}::uuid, 'Basic User', ${basicUser}::uuid) on conflict do nothing`.execute(
        bed.database.db,
      );

      for (const id of [systemAdministrator, systemCustomizer, basicUser]) {
        await expect(admin(remove('role', id))).rejects.toMatchObject({ code: 'system-role' });
        await expect(
          admin({ kind: 'update', table: 'role', id, values: { roletemplateid: null } }),
        ).rejects.toMatchObject({ code: 'bad-value', details: { column: 'roletemplateid' } });
      }
      const claim = { roletemplateid: systemAdministrator };
      await expect(
        admin({ kind: 'update', table: 'role', id: own.id, values: claim }),
      ).rejects.toMatchObject({ code: 'bad-value' });
      await expect(
        bed.create(people.admin, 'role', { name: 'Twin', ...claim }),
      ).rejects.toMatchObject({ code: 'bad-value' });
      await admin({ kind: 'update', table: 'role', id: own.id, values: { name: 'Renamed' } });
      await admin(remove('role', own.id));
    });

    test('users are disabled, not deleted', async () => {
      await expect(admin(remove('systemuser', people.cid))).rejects.toMatchObject({
        code: 'delete-restricted',
        message: 'Users cannot be deleted. Disable the user instead.',
      });
      await admin(disable(people.cid));
      await admin({ kind: 'update', table: 'systemuser', id: people.cid, values: { isdisabled: false } });
    });

    test('a team that owns rows stays until they are given away; a default team stays', async () => {
      const team = await bed.create(people.admin, 'team', { name: 'Owners', businessunitid: people.south });
      const row = await bed.create(people.admin, 'account', {
        name: 'Of the team',
        ownerid: team.id,
        ownerid__type: 'team',
      });
      await expect(admin(remove('team', team.id))).rejects.toMatchObject({
        code: 'delete-restricted',
        message: 'The team owns records of account. Reassign them and try again.',
      });

      const values = { ownerid: people.admin, ownerid__type: 'systemuser' };
      await admin({ kind: 'update', table: 'account', id: row.id, values });
      await admin(remove('team', team.id));

      const made = randomUUID();
      await sql`insert into data.team (teamid, name, businessunitid, isdefault)
        values (${made}::uuid, 'South', ${people.south}::uuid, true)`.execute(bed.database.db);
      await expect(admin(remove('team', made))).rejects.toMatchObject({ code: 'delete-restricted' });
      await expect(
        admin({ kind: 'update', table: 'team', id: made, values: { isdefault: false } }),
      ).rejects.toMatchObject({ code: 'bad-value', details: { column: 'isdefault' } });
    });

    test('business units form one tree under one root', async () => {
      const loop = { code: 'hierarchy-loop', details: { column: 'parentbusinessunitid' } };
      await expect(admin(place(people.north, people.north))).rejects.toMatchObject(loop);
      await expect(admin(place(people.north, people.harbour))).rejects.toMatchObject(loop);
      const misplaced = { code: 'bad-value', details: { column: 'parentbusinessunitid' } };
      await expect(admin(place(people.root, people.south))).rejects.toMatchObject(misplaced);
      await expect(admin(place(people.north, null))).rejects.toMatchObject(misplaced);
      await expect(bed.create(people.admin, 'businessunit', { name: 'Second root' })).rejects.toMatchObject(
        misplaced,
      );

      await admin(place(people.harbour, people.south));
      await admin(place(people.harbour, people.north));
    });

    test('the root is neither disabled nor deleted, a unit with something in it is not deleted', async () => {
      const empty = await unit('Empty', people.south);
      const withUnit = await unit('With unit', people.south);
      const below = await unit('Below', withUnit.id);
      const withTeam = await unit('With team', people.south);
      const team = await bed.create(people.admin, 'team', { name: 'T', businessunitid: withTeam.id });
      const withRows = await unit('With rows', people.south);
      const row = await bed.create(people.admin, 'account', { name: 'Left behind' });
      await sql`update data.account set owningbusinessunit = ${withRows.id}::uuid
        where accountid = ${row.id}::uuid`.execute(bed.database.db);

      await expect(
        admin({ kind: 'update', table: 'businessunit', id: people.root, values: { isdisabled: true } }),
      ).rejects.toMatchObject({ code: 'bad-value', details: { column: 'isdisabled' } });
      for (const id of [people.root, people.north, withUnit.id, withTeam.id, withRows.id])
        await expect(admin(remove('businessunit', id))).rejects.toMatchObject({ code: 'delete-restricted' });

      await admin(remove('businessunit', empty.id));
      await admin(remove('businessunit', below.id));
      await admin(remove('businessunit', withUnit.id));
      await admin(remove('team', team.id));
      await admin(remove('businessunit', withTeam.id));
    });

    test('a row is never its own parent in a hierarchy, however long the way round', async () => {
      const top = await bed.create(people.ann, 'account', { name: 'Top' });
      const middle = await bed.create(people.ann, 'account', { name: 'M', parentaccountid: top.id });
      const bottom = await bed.create(people.ann, 'account', { name: 'B', parentaccountid: middle.id });
      const under = (id: string, parentaccountid: string): WriteOperation => ({
        kind: 'update',
        table: 'account',
        id,
        values: { parentaccountid },
      });
      const loop = { code: 'hierarchy-loop', details: { column: 'parentaccountid' } };

      for (const parent of [top.id, middle.id, bottom.id])
        await expect(bed.run(people.ann, under(top.id, parent))).rejects.toMatchObject(loop);
      await expect(
        bed.run(people.ann, {
          kind: 'associate',
          relationship: 'account_parent_account',
          table: 'account',
          id: bottom.id,
          otherTable: 'account',
          otherId: top.id,
        }),
      ).rejects.toMatchObject(loop);

      await bed.run(people.ann, under(bottom.id, top.id));
      await bed.run(people.ann, under(middle.id, bottom.id));
    });

    test('a lookup to the own table outside of a hierarchy may name the row itself', async () => {
      const contact = await bed.create(people.ann, 'contact', { lastname: 'Self' });

      await bed.run(people.ann, {
        kind: 'update',
        table: 'contact',
        id: contact.id,
        values: { parentcustomerid: contact.id, parentcustomerid__type: 'contact' },
      });
    });
  });
}
