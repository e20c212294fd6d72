import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import type { PullLine } from '../../../src/shared/protocol/pull.ts';
import { pull } from '../../../server/sync/pull.ts';
import { push } from '../../../server/sync/push.ts';
import { setPrivileges, allVerbs } from '../../support/people.ts';
import {
  TestDevice,
  createAccount,
  emptyRows,
  entryOf,
  held,
  makeAccounts,
  openSyncBed,
  people,
  scopeBySql,
} from './support.ts';
import type { SyncBed } from './support.ts';

const kindsOf = (lines: readonly PullLine[]): string[] => lines.map((line) => line.kind);
const rowsIn = (lines: readonly PullLine[]): number =>
  lines.reduce((sum, line) => sum + (line.kind === 'rows' ? line.rows.length : 0), 0);

/** Pull and push between the server's parts and the least possible device, on either database. */
export function syncSuite(kind: Database['kind']): void {
  describe(`sync on ${kind}`, () => {
    let bed: SyncBed;
    let ann: TestDevice;
    beforeAll(async () => {
      bed = await openSyncBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(async () => {
      await emptyRows(bed);
      bed.carried = ['account', 'contact', 'task'];
      ann = new TestDevice(bed, people.ann);
    });
    const expectScope = async (device: TestDevice): Promise<void> => {
      for (const table of ['account', 'contact', 'task'])
        expect(held(device, table)).toEqual(await scopeBySql(bed, device.person, table));
    };

    it('a first pull brings every row in scope with canonical values, and names of who is not carried', async () => {
      await makeAccounts(bed, people.ann, 1);
      await makeAccounts(bed, people.cid, 1);
      const lines = await ann.pull();
      await expectScope(ann);
      const [row] = [...ann.table('account').values()];
      expect(row?.values).toMatchObject({
        name: 'Account 1',
        revenue: '1.50',
        interests: [1, 2],
        founded: '2024-02-29',
        opening: '2024-03-01T10:00:00Z',
        createdon: '2024-01-02T03:04:05Z',
        bignumber: '9007199254740993',
        latitude: 1.25,
        ownerid: people.ann,
        ownerid__type: 'systemuser',
        parentaccountid: null,
      });
      expect(row?.values).not.toHaveProperty('accountid');
      expect(ann.stubs.get(people.ann)).toBe('Ann');
      expect(kindsOf(lines).at(0)).toBe('plan');
      expect(kindsOf(lines).at(-1)).toBe('done');
    });

    it('a second pull with nothing changed brings nothing', async () => {
      await makeAccounts(bed, people.ann, 3);
      await ann.pull();
      expect(kindsOf(await ann.pull())).toEqual(['plan', 'done']);
    });

    it('a change brings that row alone', async () => {
      await makeAccounts(bed, people.ann, 3);
      await ann.pull();
      const [id] = [...ann.table('account').keys()];
      const bob = new TestDevice(bed, people.ann);
      await bob.push([
        entryOf({ kind: 'update', table: 'account', id: id ?? '', values: { name: 'New' }, replaced: {} }),
      ]);
      expect(rowsIn(await ann.pull())).toBe(1);
      expect(ann.table('account').get(id ?? '')?.values['name']).toBe('New');
      await expectScope(ann);
    });

    it('a row given away leaves, one deleted leaves, one received arrives', async () => {
      await makeAccounts(bed, people.ann, 3);
      await makeAccounts(bed, people.cid, 1);
      await ann.pull();
      const [first, second] = [...ann.table('account').keys()];
      const admin = new TestDevice(bed, people.admin);
      const theirs = (await scopeBySql(bed, people.cid, 'account')).map(([id]) => id);
      await admin.push([
        entryOf({
          kind: 'update',
          table: 'account',
          id: first ?? '',
          values: { ownerid: people.cid },
          replaced: {},
        }),
        entryOf({ kind: 'delete', table: 'account', id: second ?? '', version: null }),
        entryOf({
          kind: 'update',
          table: 'account',
          id: theirs[0] ?? '',
          values: { ownerid: people.ann },
          replaced: {},
        }),
      ]);
      await ann.pull();
      await expectScope(ann);
      expect(ann.table('account').size).toBe(2);
    });

    it('removals are told until a cookie beyond them returns', async () => {
      await makeAccounts(bed, people.ann, 2);
      await ann.pull();
      const before = ann.cookie;
      const [id] = [...ann.table('account').keys()];
      await new TestDevice(bed, people.admin).push([
        entryOf({ kind: 'delete', table: 'account', id: id ?? '', version: null }),
      ]);
      const told = (lines: readonly PullLine[]): unknown[] =>
        lines.flatMap((line) => (line.kind === 'removed' ? line.ids : []));
      expect(told(await ann.pull())).toEqual([id]);
      // The answer was lost: the device asks with its old cookie once more.
      ann.cookie = before;
      expect(told(await ann.pull())).toEqual([id]);
      expect(told(await ann.pull())).toEqual([]);
    });

    it('a cookie from before forgotten removals starts over, and the removed row leaves', async () => {
      await makeAccounts(bed, people.ann, 2);
      await ann.pull();
      const { cookie } = ann;
      const [id] = [...ann.table('account').keys()];
      const row = ann.table('account').get(id ?? '');
      await new TestDevice(bed, people.admin).push([
        entryOf({ kind: 'delete', table: 'account', id: id ?? '', version: null }),
      ]);
      await ann.pull();
      await makeAccounts(bed, people.ann, 1);
      await ann.pull();
      // A power cut takes the device back to before the removal.
      ann.cookie = cookie;
      if (row) ann.table('account').set(id ?? '', row);
      await ann.pull();
      expect(ann.plan?.fresh).toBe(true);
      await expectScope(ann);
    });

    it('a first pull cut after any chunk goes on from there, also when rows change meanwhile', async () => {
      await makeAccounts(bed, people.ann, 1_250);
      const admin = new TestDevice(bed, people.admin);
      let received = 0;
      for (let turn = 0; turn < 3; turn++) {
        received += rowsIn(await ann.pull({ cutAfter: 1 }));
        const ids = (await scopeBySql(bed, people.ann, 'account')).map(([id]) => id);
        await admin.push([
          entryOf({ kind: 'delete', table: 'account', id: ids[turn] ?? '', version: null }),
          entryOf({
            kind: 'update',
            table: 'account',
            id: ids.at(-1 - turn) ?? '',
            values: { name: 'Z' },
            replaced: {},
          }),
          entryOf({
            kind: 'update',
            table: 'account',
            id: ids[10 + turn] ?? '',
            values: { ownerid: people.cid },
            replaced: {},
          }),
        ]);
        await makeAccounts(bed, people.ann, 1);
      }
      received += rowsIn(await ann.pull());
      await expectScope(ann);
      expect(received).toBeLessThan(1_300);
    });

    it('a change of privileges compares everything: rows leave and rights are sent again', async () => {
      await makeAccounts(bed, people.ann, 1);
      await makeAccounts(bed, people.bob, 2);
      await sql`update data.account set owningbusinessunit = ${people.north}::uuid`.execute(bed.database.db);
      await ann.pull();
      expect(ann.table('account').size).toBe(3);
      const rightsBefore = new Set([...ann.table('account').values()].map((row) => row.rights));
      await setPrivileges(bed.database, bed.model.current, { account: { read: 1 }, systemuser: { read: 4 } });
      try {
        await ann.pull();
        expect(ann.table('account').size).toBe(1);
        expect([...ann.table('account').values()].map((row) => row.rights)).toEqual([1]);
        expect(rightsBefore.has(1)).toBe(false);
      } finally {
        await restorePrivileges();
      }
      await ann.pull();
      await expectScope(ann);
    });

    it('rights that end while rows are sent end the answer, and the next pull takes the rows away', async () => {
      await makeAccounts(bed, people.ann, 1_200);
      try {
        const lines = await ann.pull({
          onCookie: async (count) => {
            if (count === 1) await setPrivileges(bed.database, bed.model.current, {});
          },
        });
        expect(lines.at(-1)).toMatchObject({ kind: 'done', again: true });
        expect(ann.table('account').size).toBeLessThan(1_200);
        await ann.sync();
        expect(ann.table('account').size).toBe(0);
      } finally {
        await restorePrivileges();
      }
    });

    it('a person moved to another unit carries that unit’s rows', async () => {
      await makeAccounts(bed, people.cid, 2);
      await ann.pull();
      expect(ann.table('account').size).toBe(0);
      const move = (unit: string) =>
        sql`update data.systemuser set businessunitid = ${unit}::uuid
          where systemuserid = ${people.ann}::uuid`.execute(bed.database.db);
      await move(people.south);
      try {
        await ann.pull();
        await expectScope(ann);
        expect(ann.table('account').size).toBe(2);
      } finally {
        await move(people.north);
      }
    });

    it('a table that is carried no more leaves the device', async () => {
      await makeAccounts(bed, people.ann, 2);
      await ann.pull();
      bed.carried = ['contact', 'task'];
      await ann.pull();
      expect(ann.table('account').size).toBe(0);
    });

    it('an unknown cookie starts a new generation and rows out of scope leave', async () => {
      await makeAccounts(bed, people.ann, 3);
      await ann.pull();
      ann.cookie = 'nonsense';
      ann.table('account').set(randomUUID(), { version: '1', rights: 1, values: {} });
      ann.table('gone_table').set(randomUUID(), { version: '1', rights: 1, values: {} });
      await ann.pull();
      expect(ann.plan?.fresh).toBe(true);
      await expectScope(ann);
      expect(ann.rows.has('gone_table')).toBe(false);
    });

    it('a server restored from a backup: the cookie is ahead, everything is compared, lower versions are taken', async () => {
      await makeAccounts(bed, people.ann, 3);
      await ann.pull();
      const { db } = bed.database;
      await sql`create table haversack.backup_row as select * from haversack.sync_row`.execute(db);
      await sql`create table haversack.backup_store as select * from haversack.sync_store`.execute(db);
      await makeAccounts(bed, people.ann, 2);
      await ann.pull();
      const lost = held(ann, 'account');
      await sql`delete from data.account where name in ('Account 1') and versionnumber = (
        select max(versionnumber) from data.account where name = 'Account 1')`.execute(db);
      await sql`delete from haversack.sync_row`.execute(db);
      await sql`insert into haversack.sync_row select * from haversack.backup_row`.execute(db);
      await sql`update haversack.sync_store s set patch = b.patch, generation = b.generation
        from haversack.backup_store b where b.id = s.id`.execute(db);
      await sql`drop table haversack.backup_row, haversack.backup_store`.execute(db);
      await ann.pull();
      expect(ann.plan?.fresh).toBe(true);
      await expectScope(ann);
      expect(held(ann, 'account')).not.toEqual(lost);
    });

    it('another life of the database is recognised by its incarnation', async () => {
      await makeAccounts(bed, people.ann, 1);
      await ann.pull();
      await sql`update haversack.database set incarnation = gen_random_uuid()`.execute(bed.database.db);
      await ann.pull();
      expect(ann.plan?.fresh).toBe(true);
    });

    it('two stores of one person each have their own record', async () => {
      await makeAccounts(bed, people.ann, 2);
      const other = new TestDevice(bed, people.ann);
      await ann.pull();
      await other.pull();
      await new TestDevice(bed, people.ann).push([entryOf(createAccount('Third'))]);
      await ann.pull();
      await expectScope(ann);
      await other.pull();
      await expectScope(other);
    });

    it('another person’s store and another person’s session are refused', async () => {
      await ann.pull();
      const thief = new TestDevice(bed, people.cid);
      Object.assign(thief, { store: ann.store });
      await expect(thief.pull()).rejects.toMatchObject({ code: 'wrong-person' });
      const body = { ...ann.head, cookie: null, settled: [] };
      await expect(pull(bed.ports, people.cid, body)).rejects.toMatchObject({ code: 'wrong-person' });
      const push_ = push(bed.ports, people.cid, { ...ann.head, entries: [entryOf(createAccount('Theirs'))] });
      await expect(push_).rejects.toMatchObject({ code: 'wrong-person' });
      expect(await scopeBySql(bed, people.cid, 'account')).toEqual([]);
    });

    it('someone disabled gets nothing', async () => {
      await expect(new TestDevice(bed, people.disabled).pull()).rejects.toMatchObject({
        code: 'not-signed-in',
      });
    });

    it('the device’s own edit is not sent back once its settling is reported', async () => {
      await ann.pull();
      const outcomes = await ann.push([entryOf(createAccount('Mine'))]);
      ann.settle(outcomes);
      await expectScope(ann);
      expect(rowsIn(await ann.pull())).toBe(0);
      await expectScope(ann);
    });

    it('without the report the row comes by pull, so a lost answer loses nothing', async () => {
      await ann.pull();
      await ann.push([entryOf(createAccount('Mine'))]);
      await ann.pull();
      await expectScope(ann);
    });

    it('an outcome settled late puts back no row that has left the scope since', async () => {
      await ann.pull();
      const entry = entryOf(createAccount('Mine'));
      const outcomes = await ann.push([entry]);
      await new TestDevice(bed, people.admin).push([
        entryOf({
          kind: 'update',
          table: 'account',
          id: entry.operation.id,
          values: { ownerid: people.cid },
          replaced: {},
        }),
      ]);
      await ann.pull();
      await ann.pull();
      ann.settle(outcomes);
      expect(ann.table('account').size).toBe(1);
      await ann.pull();
      await expectScope(ann);
      expect(ann.table('account').size).toBe(0);
    });

    it('a row given away by the person’s own edit is not carried, and comes back when it is given back', async () => {
      await makeAccounts(bed, people.ann, 1);
      await ann.pull();
      const [id] = [...ann.table('account').keys()];
      const give = (to: string) =>
        entryOf({ kind: 'update', table: 'account', id: id ?? '', values: { ownerid: to }, replaced: {} });
      const outcomes = await ann.push([give(people.cid)]);
      expect(outcomes[0]).toMatchObject({
        kind: 'applied',
        rows: [],
        notCarried: [{ table: 'account', id }],
      });
      // Given back, and pulled, before the device learns what became of its own edit.
      await new TestDevice(bed, people.admin).push([give(people.ann)]);
      await ann.pull();
      expect(ann.table('account').size).toBe(1);
      ann.settle(outcomes);
      expect(ann.table('account').size).toBe(0);
      await ann.pull();
      await expectScope(ann);
    });

    it('rows of an association come and go with it, and with the rows at its ends', async () => {
      bed.carried = ['account', 'contact', 'accountcontact'];
      const account = randomUUID();
      const contact = randomUUID();
      const link = (linked: 'associate' | 'disassociate') =>
        entryOf({
          kind: linked,
          relationship: 'accountcontact_association',
          table: 'account',
          id: account,
          otherTable: 'contact',
          otherId: contact,
        });
      const made = await ann.push([
        entryOf(createAccount('A', account)),
        entryOf({ kind: 'create', table: 'contact', id: contact, values: { lastname: 'C' } }),
        link('associate'),
      ]);
      expect(made.map((outcome) => outcome.kind)).toEqual(['applied', 'applied', 'applied']);
      await ann.pull();
      const links = () => [...ann.table('accountcontact').values()].map((row) => row.values);
      expect(links()).toMatchObject([{ accountid: account, contactid: contact }]);
      const give = (to: string) =>
        entryOf({ kind: 'update', table: 'account', id: account, values: { ownerid: to }, replaced: {} });
      const admin = new TestDevice(bed, people.admin);
      await admin.push([give(people.cid)]);
      await ann.pull();
      expect(links()).toEqual([]);
      await admin.push([give(people.ann)]);
      await ann.pull();
      expect(links()).toHaveLength(1);
      await ann.push([link('disassociate')]);
      await ann.pull();
      expect(links()).toEqual([]);
    });

    async function restorePrivileges(): Promise<void> {
      await setPrivileges(bed.database, bed.model.current, {
        account: allVerbs(2),
        contact: allVerbs(2),
        task: allVerbs(2),
        systemuser: { read: 4 },
        transactioncurrency: { read: 4, appendto: 4 },
      });
    }
  });
}
