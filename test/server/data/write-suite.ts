import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/shared/security/privilege.ts';
import { readRow } from '../../../server/data/read-row.ts';
import type { WriteOperation, WriteResult } from '../../../server/data/write-context.ts';
import { write } from '../../../server/data/write.ts';
import type { Database } from '../../../server/db/database.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { resolvePrincipal } from '../../../server/security/principal.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';

const now = Date.UTC(2024, 4, 17, 9, 30, 15, 999);
const other = '11111111-1111-4111-8111-111111111111';

/** The write pipeline, on either database. */
export function writeSuite(kind: Database['kind']): void {
  describe(`write pipeline on ${kind}`, () => {
    let database: Database;
    let holder: ModelHolder;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      holder = await createTestModel(database);
      await createPeople(database);
    });
    afterAll(() => database.close());
    beforeEach(async () => {
      await setPrivileges(database, holder.current, {
        account: allVerbs(1),
        contact: allVerbs(1),
        task: allVerbs(1),
        transactioncurrency: { read: 4, appendto: 4 },
      });
      await setPrivileges(database, holder.current, {}, people.teamRole);
    });

    const as = (person: string): Promise<Principal> =>
      resolvePrincipal(database.db, holder.current, person);

    async function run(person: string, operation: WriteOperation): Promise<WriteResult> {
      const principal = await as(person);
      return database.db
        .transaction()
        .execute((tx) => write({ tx, model: holder.current, principal, now }, operation));
    }

    async function rowOf(table: string, id: string): Promise<Record<string, unknown> | undefined> {
      const found = holder.current.tables.get(table);
      if (found === undefined) throw new Error(table);
      return readRow(database.db, holder.current, await as(people.admin), { table: found, id });
    }

    const create = (person: string, table: string, values: Record<string, unknown>) =>
      run(person, { kind: 'create', table, values });

    async function logged(id: string): Promise<string> {
      const log = await sql<{ op: string; table_name: string }>`
        select op, table_name from haversack.change_log where row_id = ${id}::uuid order by cs, table_name`.execute(
        database.db,
      );
      return log.rows.map((row) => `${row.table_name}:${row.op}`).join(' ');
    }

    test('a created row has its owner, times, state, defaults and number', async () => {
      const { id, version } = await create(people.ann, 'account', { name: 'Contoso' });

      const row = await rowOf('account', id);
      expect(row).toMatchObject({
        accountid: id,
        name: 'Contoso',
        ownerid: people.ann,
        ownerid__type: 'systemuser',
        owningbusinessunit: people.north,
        owninguser: people.ann,
        owningteam: null,
        createdby: people.ann,
        createdon: '2024-05-17T09:30:15Z',
        statecode: 0,
        statuscode: 1,
        creditonhold: false,
        versionnumber: version,
      });
      expect(row?.['accountnumber']).toMatch(/^A-0\d{4}-2024$/);
      expect(await logged(id)).toBe('account:i');
    });

    test('values of every type come back as they were given', async () => {
      const values = {
        name: 'All types',
        numberofemployees: 7,
        industrycode: 2,
        interests: [3, 1],
        creditonhold: true,
        founded: '1999-12-31',
        lastvisit: '2024-03-31T01:30:00+02:00',
        opening: '2024-03-31T02:30:00Z',
        latitude: 48.137151,
        bignumber: '9007199254740993',
      };

      const { id } = await create(people.ann, 'account', values);

      expect(await rowOf('account', id)).toMatchObject({
        ...values,
        interests: [1, 3],
        lastvisit: '2024-03-30T23:30:00Z',
        latitude: 48.13715,
      });
    });

    test('an update writes what changed, raises the version and says who', async () => {
      const made = await create(people.ann, 'account', { name: 'Before', numberofemployees: 5 });

      const changed = await run(people.ann, {
        kind: 'update',
        table: 'account',
        id: made.id,
        values: { name: 'After' },
        ifVersion: made.version ?? '',
      });

      expect(BigInt(changed.version ?? 0)).toBeGreaterThan(BigInt(made.version ?? 0));
      expect(await rowOf('account', made.id)).toMatchObject({ name: 'After', numberofemployees: 5 });
      expect(await logged(made.id)).toBe('account:i account:u');
    });

    test('an update of another version than the row has is refused', async () => {
      const made = await create(people.ann, 'account', { name: 'Before' });

      const refused = run(people.ann, {
        kind: 'update',
        table: 'account',
        id: made.id,
        values: { name: 'After' },
        ifVersion: '1',
      });

      await expect(refused).rejects.toMatchObject({ code: 'version-mismatch' });
    });

    test.each([
      [{ nam: 'x' }, 'no-column', 'nam'],
      [{ name: null }, 'required-missing', 'name'],
      [{ name: 'x'.repeat(161) }, 'bad-value', 'name'],
      [{ name: 'a\u0000b' }, 'bad-value', 'name'],
      [{ industrycode: 9 }, 'bad-value', 'industrycode'],
      [{ numberofemployees: -1 }, 'bad-value', 'numberofemployees'],
      [{ numberofemployees: '7' }, 'bad-value', 'numberofemployees'],
      [{ founded: '2023-02-29' }, 'bad-value', 'founded'],
      [{ versionnumber: '1' }, 'bad-value', 'versionnumber'],
      [{ statecode: 0, statuscode: 2 }, 'bad-value', 'statuscode'],
      [{ bignumber: '9223372036854775808' }, 'bad-value', 'bignumber'],
      [{ ownerid: people.ann, ownerid__type: 'account' }, 'bad-value', 'ownerid'],
    ])('%o is refused by name', async (values, code, column) => {
      const refused = create(people.ann, 'account', { name: 'Contoso', ...values });

      await expect(refused).rejects.toMatchObject({ code, details: { column } });
    });

    test('a change of state alone brings its status reason, and a status its state', async () => {
      const { id } = await create(people.ann, 'account', { name: 'Contoso' });

      await run(people.ann, { kind: 'update', table: 'account', id, values: { statecode: 1 } });
      expect(await rowOf('account', id)).toMatchObject({ statecode: 1, statuscode: 2 });

      await run(people.ann, { kind: 'update', table: 'account', id, values: { statuscode: 1 } });
      expect(await rowOf('account', id)).toMatchObject({ statecode: 0, statuscode: 1 });
    });

    test('full names and addresses are composed', async () => {
      const contact = await create(people.ann, 'contact', { firstname: 'Ada', lastname: 'Lovelace' });
      const account = await create(people.ann, 'account', {
        name: 'X',
        address1_line1: '1 Main St',
        address1_city: 'Ulm',
        address1_postalcode: '89073',
      });
      await run(people.ann, {
        kind: 'update',
        table: 'contact',
        id: contact.id,
        values: { lastname: 'King' },
      });

      expect(await rowOf('contact', contact.id)).toMatchObject({ fullname: 'Ada King' });
      expect(await rowOf('account', account.id)).toMatchObject({
        address1_composite: '1 Main St\r\nUlm, 89073',
      });
    });

    test('amounts are kept in the base currency too', async () => {
      const currency = await create(people.admin, 'transactioncurrency', {
        currencyname: 'Krone',
        exchangerate: '8',
      });

      const { id } = await create(people.ann, 'account', {
        name: 'X',
        revenue: '100.00',
        transactioncurrencyid: currency.id,
      });
      await run(people.ann, { kind: 'update', table: 'account', id, values: { revenue: 1 } });

      expect(await rowOf('account', id)).toMatchObject({
        revenue: '1.00',
        revenue_base: '0.1250',
        exchangerate: '8.0000000000',
      });
    });

    test('an activity and its pointer stay in step', async () => {
      const account = await create(people.ann, 'account', { name: 'X' });
      const { id, written } = await create(people.ann, 'task', {
        subject: 'Call',
        regardingobjectid: account.id,
        regardingobjectid__type: 'account',
      });
      expect(written).toEqual([
        { table: 'task', id },
        { table: 'activitypointer', id },
      ]);

      await run(people.ann, { kind: 'update', table: 'activitypointer', id, values: { subject: 'Visit' } });

      expect(await rowOf('task', id)).toMatchObject({ subject: 'Visit' });
      expect(await rowOf('activitypointer', id)).toMatchObject({
        subject: 'Visit',
        activitytypecode: 'task',
        regardingobjectid: account.id,
        ownerid: people.ann,
      });
      await run(people.ann, { kind: 'delete', table: 'task', id });
      expect(await rowOf('activitypointer', id)).toBeUndefined();
    });

    test('deleting follows the relationships: with it, without the link, or not at all', async () => {
      const parent = await create(people.admin, 'account', { name: 'Parent' });
      const child = await create(people.admin, 'account', { name: 'Child', parentaccountid: parent.id });
      const note = await create(people.admin, 'accountnote', { subject: 'Note', accountid: parent.id });
      const contact = await create(people.admin, 'contact', {
        lastname: 'X',
        parentcustomerid: parent.id,
        parentcustomerid__type: 'account',
      });
      const currency = await create(people.admin, 'transactioncurrency', { currencyname: 'Franc' });
      await create(people.admin, 'account', { name: 'In francs', transactioncurrencyid: currency.id });
      await run(people.admin, {
        kind: 'associate',
        relationship: 'accountcontact_association',
        table: 'account',
        id: parent.id,
        otherTable: 'contact',
        otherId: contact.id,
      });

      const removed = await run(people.admin, { kind: 'delete', table: 'account', id: parent.id });

      expect(removed.removed.map((ref) => ref.table).sort()).toEqual([
        'account',
        'accountcontact',
        'accountnote',
      ]);
      expect(await rowOf('accountnote', note.id)).toBeUndefined();
      expect(await rowOf('account', child.id)).toMatchObject({ parentaccountid: null });
      expect(await rowOf('contact', contact.id)).toMatchObject({
        parentcustomerid: null,
        parentcustomerid__type: null,
      });
      expect(await logged(note.id)).toBe('accountnote:i accountnote:d');
      await expect(
        run(people.admin, { kind: 'delete', table: 'transactioncurrency', id: currency.id }),
      ).rejects.toMatchObject({ code: 'delete-restricted' });
    });

    test('what a person may not read does not exist for him', async () => {
      const hidden = await create(people.bob, 'account', { name: 'Hidden' });

      for (const operation of [
        { kind: 'update', table: 'account', id: hidden.id, values: { name: 'x' } },
        { kind: 'delete', table: 'account', id: hidden.id },
        { kind: 'update', table: 'account', id: other, values: { name: 'x' } },
      ] as const)
        await expect(run(people.ann, operation)).rejects.toMatchObject({
          code: 'no-row',
          details: { table: 'account' },
        });
      for (const parentaccountid of [hidden.id, other])
        await expect(create(people.ann, 'account', { name: 'X', parentaccountid })).rejects.toMatchObject({
          code: 'no-row',
          details: { table: 'account', column: 'parentaccountid' },
        });
    });

    test('a verb deeper than the role reaches is refused', async () => {
      const { model } = { model: holder.current };
      await setPrivileges(database, model, { account: { ...allVerbs(1), read: 3, append: 0 } });
      const harbour = await create(people.bob, 'account', { name: 'Harbour' });

      await expect(
        run(people.ann, { kind: 'update', table: 'account', id: harbour.id, values: { name: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-privilege' });
      await expect(
        run(people.cid, { kind: 'update', table: 'account', id: harbour.id, values: { name: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-row' });
      await expect(create(people.ann, 'contact', { lastname: 'x' })).rejects.toMatchObject({
        code: 'no-privilege',
      });
      await expect(
        create(people.bob, 'account', { name: 'X', parentaccountid: harbour.id }),
      ).rejects.toMatchObject({ code: 'no-privilege' });
    });

    test('a team role counts, and rows of the team are the own ones', async () => {
      await setPrivileges(database, holder.current, {});
      await setPrivileges(database, holder.current, { account: allVerbs(1) }, people.teamRole);

      const { id } = await create(people.ann, 'account', {
        name: 'Team row',
        ownerid: people.team,
        ownerid__type: 'team',
      });

      expect(await rowOf('account', id)).toMatchObject({
        ownerid: people.team,
        owningbusinessunit: people.south,
        owninguser: null,
        owningteam: people.team,
      });
      await expect(create(people.bob, 'account', { name: 'No role' })).rejects.toMatchObject({
        code: 'no-privilege',
      });
    });

    test('giving a row away needs assign, and takes it out of reach', async () => {
      const { id } = await create(people.ann, 'account', { name: 'Mine' });
      const give = {
        kind: 'update',
        table: 'account',
        id,
        values: { ownerid: people.bob, ownerid__type: 'systemuser' },
      } as const;
      await setPrivileges(database, holder.current, { account: { ...allVerbs(1), assign: 0 } });
      await expect(run(people.ann, give)).rejects.toMatchObject({ code: 'no-privilege' });
      await setPrivileges(database, holder.current, { account: allVerbs(1) });

      await run(people.ann, give);

      expect(await rowOf('account', id)).toMatchObject({
        ownerid: people.bob,
        owningbusinessunit: people.harbour,
      });
      await expect(
        run(people.ann, { kind: 'update', table: 'account', id, values: { name: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-row' });
    });

    test('rows without an owner are written through their parent', async () => {
      const mine = await create(people.ann, 'account', { name: 'Mine' });
      const hidden = await create(people.bob, 'account', { name: 'Hidden' });

      const note = await create(people.ann, 'accountnote', { subject: 'Ours', accountid: mine.id });

      expect(await rowOf('accountnote', note.id)).toMatchObject({ subject: 'Ours' });
      await expect(
        run(people.bob, { kind: 'update', table: 'accountnote', id: note.id, values: { subject: 'x' } }),
      ).rejects.toMatchObject({ code: 'no-row' });
      await expect(
        create(people.ann, 'accountnote', { subject: 'Theirs', accountid: hidden.id }),
      ).rejects.toMatchObject({ code: 'no-row' });
      await expect(create(people.ann, 'accountnote', { subject: 'Nobody' })).rejects.toMatchObject({
        code: 'no-privilege',
      });
    });

    test('nobody gives himself privileges', async () => {
      await setPrivileges(database, holder.current, {
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

      await expect(run(people.ann, grant)).rejects.toMatchObject({ code: 'no-privilege' });
      await expect(
        run(people.ann, {
          kind: 'update',
          table: 'systemuser',
          id: people.ann,
          values: { businessunitid: people.root },
        }),
      ).rejects.toMatchObject({ code: 'no-privilege' });
      await expect(
        create(people.ann, 'systemuserroles', { systemuserid: people.ann, roleid: people.role }),
      ).rejects.toMatchObject({ code: 'bad-request' });
    });

    test.each(['internalemailaddress', 'domainname'])(
      'nobody but an administrator writes %s, by which sign-in finds an account',
      async (column) => {
        await setPrivileges(database, holder.current, { systemuser: allVerbs(4) });
        const update = {
          kind: 'update',
          table: 'systemuser',
          id: people.cid,
          values: { [column]: 'mine@example.com' },
        } as const;

        await expect(run(people.ann, update)).rejects.toMatchObject({ code: 'no-privilege' });
        await expect(
          create(people.ann, 'systemuser', { fullname: 'New', [column]: 'mine@example.com' }),
        ).rejects.toMatchObject({ code: 'no-privilege' });
        await expect(run(people.admin, update)).resolves.toMatchObject({ id: people.cid });
      },
    );

    test('secured columns are written by administrators alone', async () => {
      const kept = await create(people.ann, 'account', { name: 'Kept', creditrating: 'unknown' });
      const change = {
        kind: 'update',
        table: 'account',
        id: kept.id,
        values: { creditrating: 'AAA' },
      } as const;

      const refusal = { code: 'no-privilege' };
      await expect(
        create(people.ann, 'account', { name: 'Refused', creditrating: 'AAA' }),
      ).rejects.toMatchObject(refusal);
      await expect(run(people.ann, change)).rejects.toMatchObject(refusal);
      expect(await rowOf('account', kept.id)).toMatchObject({ creditrating: 'unknown' });
      await run(people.admin, change);
      expect(await rowOf('account', kept.id)).toMatchObject({ creditrating: 'AAA' });
    });

    test('associating twice is one row, parting removes it', async () => {
      const account = await create(people.ann, 'account', { name: 'A' });
      const contact = await create(people.ann, 'contact', { lastname: 'C' });
      const pair = {
        relationship: 'accountcontact_association',
        table: 'contact',
        id: contact.id,
        otherTable: 'account',
        otherId: account.id,
      } as const;

      const first = await run(people.ann, { kind: 'associate', ...pair });
      const second = await run(people.ann, { kind: 'associate', ...pair });
      const parted = await run(people.ann, { kind: 'disassociate', ...pair });

      expect(first.written.map((ref) => ref.table)).toEqual(['accountcontact']);
      expect(second.written).toEqual([]);
      expect(parted.removed).toEqual(first.written);
    });

    test('a taken id is refused, and the transaction of a refused write leaves nothing', async () => {
      const { id } = await create(people.ann, 'account', { name: 'First' });

      await expect(
        run(people.ann, { kind: 'create', table: 'account', id, values: { name: 'Second' } }),
      ).rejects.toMatchObject({ code: 'row-exists' });

      expect(await logged(id)).toBe('account:i');
    });

    test('someone disabled or unknown is not signed in', async () => {
      await expect(as(people.disabled)).rejects.toMatchObject({ code: 'not-signed-in' });
      await expect(as(other)).rejects.toMatchObject({ code: 'not-signed-in' });
    });
  });
}
