import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import type { PullLine } from '../../../src/shared/protocol/pull.ts';
import { allVerbs, setPrivileges } from '../../support/people.ts';
import { TestDevice, emptyRows, makeAccounts, openSyncBed, people } from './support.ts';
import type { SyncBed } from './support.ts';

const kindsOf = (lines: readonly PullLine[]): string[] => lines.map((line) => line.kind);
const rowsIn = (lines: readonly PullLine[]): number =>
  lines.reduce((sum, line) => sum + (line.kind === 'rows' ? line.rows.length : 0), 0);

/** Names of lookup targets whose rows are not carried: they come, change and leave on either database. */
export function namesSuite(kind: Database['kind']): void {
  describe(`names of who is not carried on ${kind}`, () => {
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

    it('a changed name of someone referred to arrives without any row', async () => {
      await makeAccounts(bed, people.ann, 1);
      await ann.pull();
      await sql`with w as (update data.systemuser set fullname = 'Anna', versionnumber = nextval('haversack.version')
          where systemuserid = ${people.ann}::uuid returning systemuserid)
        insert into haversack.change_log (table_name, row_id, op) select 'systemuser', systemuserid, 'u' from w`.execute(
        bed.database.db,
      );
      const lines = await ann.pull();
      expect(rowsIn(lines)).toBe(0);
      expect(ann.stubs.get(people.ann)).toBe('Anna');
      expect(kindsOf(await ann.pull())).toEqual(['plan', 'done']);
    });

    it.each([
      ['deleted', 'd'],
      ['not readable any more', 'u'],
    ])('the name of someone referred to who is %s leaves the device', async (_name, op) => {
      bed.carried = ['account', 'task'];
      await makeAccounts(bed, people.ann, 1);
      const id = randomUUID();
      const { db } = bed.database;
      const columns = sql`ownerid, ownerid__type, owningbusinessunit, createdon, modifiedon, statecode, statuscode`;
      await sql`insert into data.contact (contactid, lastname, fullname, versionnumber, ${columns})
        select ${id}::uuid, 'Ada', 'Ada', nextval('haversack.version'), ${columns} from data.account`.execute(
        db,
      );
      await sql`update data.account set primarycontactid = ${id}::uuid`.execute(db);
      await ann.pull();
      expect(ann.stubs.get(id)).toBe('Ada');
      const log = sql`insert into haversack.change_log (table_name, row_id, op) values ('contact', ${id}::uuid, ${op})`;
      if (op === 'd') await sql`delete from data.contact`.execute(db);
      else
        await sql`update data.contact set ownerid = ${people.cid}::uuid, owningbusinessunit = ${people.south}::uuid`.execute(
          db,
        );
      await log.execute(db);
      const before = ann.cookie;
      await ann.pull();
      expect(ann.stubs.has(id)).toBe(false);
      // The answer was lost: it is told again.
      ann.cookie = before;
      ann.stubs.set(id, 'Ada');
      await ann.pull();
      expect(ann.stubs.has(id)).toBe(false);
      expect(kindsOf(await ann.pull())).toEqual(['plan', 'done']);
    });

    /** Privileges of the suite, that for users apart. */
    const readUsers = (depth: 0 | 1 | 4): Promise<void> =>
      setPrivileges(bed.database, bed.model.current, {
        account: allVerbs(2),
        contact: allVerbs(2),
        task: allVerbs(2),
        ...(depth === 0 ? {} : { systemuser: { read: depth } }),
      });

    it.each([
      ['every row of their table', 0],
      ['all but one’s own rows of their table', 1],
    ] as const)('names leave when the right to read %s is lost, no row written', async (_name, depth) => {
      await makeAccounts(bed, people.ann, 2);
      await readUsers(4);
      await ann.pull();
      expect([...ann.stubs.keys()]).toContain(people.ann);
      ann.stubs.set(people.cid, 'A name from before');
      try {
        await readUsers(depth);
        // As the device does with a new generation.
        const lines = await ann.pull();
        const plan = lines.find((line) => line.kind === 'plan');
        expect(plan?.fresh).toBe(true);
        const named = lines.flatMap((line) => (line.kind === 'stubs' ? line.stubs.map((one) => one.id) : []));
        expect(named).not.toContain(people.cid);
        if (depth === 0) expect(named).not.toContain(people.ann);
        expect(ann.table('account').size).toBe(2);
      } finally {
        await readUsers(4);
      }
      // Gained again: nothing has to leave, so nothing begins anew, and the name is there.
      await ann.pull();
      expect(kindsOf(await ann.pull())).toEqual(['plan', 'done']);
    });

    it('a right lost on rows that are carried begins nothing anew', async () => {
      await makeAccounts(bed, people.ann, 2);
      await readUsers(4);
      await ann.pull();
      await setPrivileges(bed.database, bed.model.current, {
        account: { read: 1 },
        systemuser: { read: 4 },
      });
      const lines = await ann.pull();
      expect(lines.find((line) => line.kind === 'plan')?.fresh).toBe(false);
    });
  });
}
