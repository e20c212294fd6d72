import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { people } from '../../support/people.ts';
import { openWriteBed } from './support.ts';
import type { WriteBed } from './support.ts';

/** What a write makes of values and related rows, on either database. */
export function writeSuite(kind: Database['kind']): void {
  describe(`write pipeline on ${kind}`, () => {
    let bed: WriteBed;
    beforeAll(async () => {
      bed = await openWriteBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    test('a created row has its owner, times, state, defaults and number', async () => {
      const { id, version } = await bed.create(people.ann, 'account', { name: 'Contoso' });

      const row = await bed.rowOf('account', id);
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
      expect(await bed.logged(id)).toBe('account:i');
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

      const { id } = await bed.create(people.ann, 'account', values);

      expect(await bed.rowOf('account', id)).toMatchObject({
        ...values,
        interests: [1, 3],
        lastvisit: '2024-03-30T23:30:00Z',
        latitude: 48.13715,
      });
    });

    test('an update writes what changed, raises the version and says who', async () => {
      const made = await bed.create(people.ann, 'account', { name: 'Before', numberofemployees: 5 });

      const changed = await bed.run(people.ann, {
        kind: 'update',
        table: 'account',
        id: made.id,
        values: { name: 'After' },
        ifVersion: made.version ?? '',
      });

      expect(BigInt(changed.version ?? 0)).toBeGreaterThan(BigInt(made.version ?? 0));
      expect(await bed.rowOf('account', made.id)).toMatchObject({ name: 'After', numberofemployees: 5 });
      expect(await bed.logged(made.id)).toBe('account:i account:u');
    });

    test('an update of another version than the row has is refused', async () => {
      const made = await bed.create(people.ann, 'account', { name: 'Before' });

      const refused = bed.run(people.ann, {
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
      const refused = bed.create(people.ann, 'account', { name: 'Contoso', ...values });

      await expect(refused).rejects.toMatchObject({ code, details: { column } });
    });

    test('a change of state alone brings its status reason, and a status its state', async () => {
      const { id } = await bed.create(people.ann, 'account', { name: 'Contoso' });

      await bed.run(people.ann, { kind: 'update', table: 'account', id, values: { statecode: 1 } });
      expect(await bed.rowOf('account', id)).toMatchObject({ statecode: 1, statuscode: 2 });

      await bed.run(people.ann, { kind: 'update', table: 'account', id, values: { statuscode: 1 } });
      expect(await bed.rowOf('account', id)).toMatchObject({ statecode: 0, statuscode: 1 });
    });

    test('full names and addresses are composed', async () => {
      const contact = await bed.create(people.ann, 'contact', { firstname: 'Ada', lastname: 'Lovelace' });
      const account = await bed.create(people.ann, 'account', {
        name: 'X',
        address1_line1: '1 Main St',
        address1_city: 'Ulm',
        address1_postalcode: '89073',
      });
      await bed.run(people.ann, {
        kind: 'update',
        table: 'contact',
        id: contact.id,
        values: { lastname: 'King' },
      });

      expect(await bed.rowOf('contact', contact.id)).toMatchObject({ fullname: 'Ada King' });
      expect(await bed.rowOf('account', account.id)).toMatchObject({
        address1_composite: '1 Main St\r\nUlm, 89073',
      });
    });

    test('amounts are kept in the base currency too', async () => {
      const currency = await bed.create(people.admin, 'transactioncurrency', {
        currencyname: 'Krone',
        exchangerate: '8',
      });

      const { id } = await bed.create(people.ann, 'account', {
        name: 'X',
        revenue: '100.00',
        transactioncurrencyid: currency.id,
      });
      await bed.run(people.ann, { kind: 'update', table: 'account', id, values: { revenue: 1 } });

      expect(await bed.rowOf('account', id)).toMatchObject({
        revenue: '1.00',
        revenue_base: '0.1250',
        exchangerate: '8.0000000000',
      });
    });

    test('an activity and its pointer stay in step', async () => {
      const account = await bed.create(people.ann, 'account', { name: 'X' });
      const { id, written } = await bed.create(people.ann, 'task', {
        subject: 'Call',
        regardingobjectid: account.id,
        regardingobjectid__type: 'account',
      });
      expect(written).toEqual([
        { table: 'task', id },
        { table: 'activitypointer', id },
      ]);

      await bed.run(people.ann, { kind: 'update', table: 'activitypointer', id, values: { subject: 'Visit' } });

      expect(await bed.rowOf('task', id)).toMatchObject({ subject: 'Visit' });
      expect(await bed.rowOf('activitypointer', id)).toMatchObject({
        subject: 'Visit',
        activitytypecode: 'task',
        regardingobjectid: account.id,
        ownerid: people.ann,
      });
      await bed.run(people.ann, { kind: 'delete', table: 'task', id });
      expect(await bed.rowOf('activitypointer', id)).toBeUndefined();
    });

    test('deleting follows the relationships: with it, without the link, or not at all', async () => {
      const parent = await bed.create(people.admin, 'account', { name: 'Parent' });
      const child = await bed.create(people.admin, 'account', { name: 'Child', parentaccountid: parent.id });
      const note = await bed.create(people.admin, 'accountnote', { subject: 'Note', accountid: parent.id });
      const contact = await bed.create(people.admin, 'contact', {
        lastname: 'X',
        parentcustomerid: parent.id,
        parentcustomerid__type: 'account',
      });
      const currency = await bed.create(people.admin, 'transactioncurrency', { currencyname: 'Franc' });
      await bed.create(people.admin, 'account', { name: 'In francs', transactioncurrencyid: currency.id });
      await bed.run(people.admin, {
        kind: 'associate',
        relationship: 'accountcontact_association',
        table: 'account',
        id: parent.id,
        otherTable: 'contact',
        otherId: contact.id,
      });

      const removed = await bed.run(people.admin, { kind: 'delete', table: 'account', id: parent.id });

      expect(removed.removed.map((ref) => ref.table).sort()).toEqual([
        'account',
        'accountcontact',
        'accountnote',
      ]);
      expect(await bed.rowOf('accountnote', note.id)).toBeUndefined();
      expect(await bed.rowOf('account', child.id)).toMatchObject({ parentaccountid: null });
      expect(await bed.rowOf('contact', contact.id)).toMatchObject({
        parentcustomerid: null,
        parentcustomerid__type: null,
      });
      expect(await bed.logged(note.id)).toBe('accountnote:i accountnote:d');
      await expect(
        bed.run(people.admin, { kind: 'delete', table: 'transactioncurrency', id: currency.id }),
      ).rejects.toMatchObject({ code: 'delete-restricted' });
    });

    test('associating twice is one row, parting removes it', async () => {
      const account = await bed.create(people.ann, 'account', { name: 'A' });
      const contact = await bed.create(people.ann, 'contact', { lastname: 'C' });
      const pair = {
        relationship: 'accountcontact_association',
        table: 'contact',
        id: contact.id,
        otherTable: 'account',
        otherId: account.id,
      } as const;

      const first = await bed.run(people.ann, { kind: 'associate', ...pair });
      const second = await bed.run(people.ann, { kind: 'associate', ...pair });
      const parted = await bed.run(people.ann, { kind: 'disassociate', ...pair });

      expect(first.written.map((ref) => ref.table)).toEqual(['accountcontact']);
      expect(second.written).toEqual([]);
      expect(parted.removed).toEqual(first.written);
    });

    test('a taken id is refused, and the transaction of a refused write leaves nothing', async () => {
      const { id } = await bed.create(people.ann, 'account', { name: 'First' });

      await expect(
        bed.run(people.ann, { kind: 'create', table: 'account', id, values: { name: 'Second' } }),
      ).rejects.toMatchObject({ code: 'row-exists' });

      expect(await bed.logged(id)).toBe('account:i');
    });
  });
}
