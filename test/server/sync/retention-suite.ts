import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { forgetOldSync, syncRetention } from '../../../server/sync/retention.ts';
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

const day = 86_400_000;

/** What the maintenance job takes away, and that nobody misses it. */
export function retentionSuite(kind: Database['kind']): void {
  describe(`old records of synchronisation on ${kind}`, () => {
    let bed: SyncBed;
    let ann: TestDevice;
    beforeAll(async () => {
      bed = await openSyncBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(async () => {
      await emptyRows(bed);
      bed.now = Date.now();
      await makeAccounts(bed, people.ann, 3);
      await othersEnded();
      ann = new TestDevice(bed, people.ann);
      await ann.pull();
    });

    /** Until no transaction of another test's database is older than what was written here: it would hold the watermark. */
    const othersEnded = async () => {
      const mine = await sql<{ cs: string }>`select pg_current_xact_id()::text as cs`.execute(
        bed.database.db,
      );
      await vi.waitFor(
        async () => {
          const result = await sql<{ ended: boolean }>`select pg_snapshot_xmin(pg_current_snapshot())
            > ${mine.rows[0]?.cs}::text::xid8 as ended`.execute(bed.database.db);
          expect(result.rows[0]?.ended).toBe(true);
        },
        { timeout: 30_000 },
      );
    };
    const forget = (limits: Partial<typeof syncRetention> = {}) =>
      forgetOldSync(
        { database: bed.database, now: bed.now, shouldStop: () => false },
        { ...syncRetention, ...limits },
      );
    const count = async (from: string): Promise<number> => {
      const result = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(from)}`.execute(
        bed.database.db,
      );
      return result.rows[0]?.n ?? -1;
    };
    const rename = async (id: string, name: string) => {
      await sql`with written as (update data.account set name = ${name}, versionnumber = nextval('haversack.version')
          where accountid = ${id}::uuid returning accountid)
        insert into haversack.change_log (table_name, row_id, op)
        select 'account', accountid, 'u' from written`.execute(bed.database.db);
    };
    const removeRow = async (id: string) => {
      await sql`with gone as (delete from data.account where accountid = ${id}::uuid returning accountid)
        insert into haversack.change_log (table_name, row_id, op) select 'account', accountid, 'd' from gone`.execute(
        bed.database.db,
      );
    };
    const firstOf = (device: TestDevice): string => [...device.table('account').keys()].sort()[0] ?? '';

    it('changes that every living store has seen leave the log, those that one still needs stay', async () => {
      await rename(firstOf(ann), 'Not pulled yet');
      await forget();
      expect(await count('haversack.change_log')).toBe(1);
      const lines = await ann.pull();
      expect(lines.find((line) => line.kind === 'rows')?.kind).toBe('rows');
      expect(held(ann, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
      await makeAccounts(bed, people.cid, 1);
      await othersEnded();
      await ann.pull();
      await forget();
      expect(await count('haversack.change_log')).toBe(0);
      expect((await ann.pull()).map((line) => line.kind)).toEqual(['plan', 'done']);
    });

    it('a store that was away for longer than the log reaches gets rows, removals and names by comparison', async () => {
      const contact = randomUUID();
      bed.carried = ['account'];
      await sql`insert into data.contact (contactid, fullname, ownerid, ownerid__type, owningbusinessunit, versionnumber,
          createdon, modifiedon, statecode, statuscode)
        select ${contact}::uuid, 'Ada', u.systemuserid, 'systemuser', u.businessunitid, nextval('haversack.version'), now(),
          now(), 0, 1 from data.systemuser u where u.systemuserid = ${people.ann}::uuid`.execute(
        bed.database.db,
      );
      const away = new TestDevice(bed, people.ann);
      // A row that is not sent again refers to it: its name has to come by itself.
      const [gone = '', changed = '', referring = ''] = [...ann.table('account').keys()];
      await sql`update data.account set primarycontactid = ${contact}::uuid
        where accountid = ${referring}::uuid`.execute(bed.database.db);
      await away.pull();
      expect(away.stubs.get(contact)).toBe('Ada');

      await rename(changed, 'Written meanwhile');
      await removeRow(gone);
      await sql`update data.contact set fullname = 'Ada L.' where contactid = ${contact}::uuid`.execute(
        bed.database.db,
      );
      await sql`insert into haversack.change_log (table_name, row_id, op)
        values ('contact', ${contact}::uuid, 'u')`.execute(bed.database.db);
      bed.now += 31 * day;
      await othersEnded();
      await forget();
      expect(await count('haversack.change_log')).toBe(0);
      // As if it had compared everything a moment ago: only the log can tell that it must again.
      await sql`update haversack.sync_store set whole_at = now() + interval '40 days'`.execute(
        bed.database.db,
      );

      const lines = await away.pull();
      bed.carried = ['account', 'contact', 'task'];
      expect(lines[0]).toMatchObject({ kind: 'plan', fresh: false });
      expect(lines.filter((line) => line.kind === 'rows').flatMap((line) => line.rows)).toHaveLength(1);
      expect(away.table('account').has(gone)).toBe(false);
      expect(held(away, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
      expect(away.stubs.get(contact)).toBe('Ada L.');
    });

    it('a store that was away for much longer gets everything anew, and nothing that left stays', async () => {
      const gone = firstOf(ann);
      await removeRow(gone);
      bed.now += 91 * day;
      await forget();
      expect(await count('haversack.sync_row')).toBe(0);
      const lines = await ann.pull();
      expect(lines[0]).toMatchObject({ kind: 'plan', fresh: true });
      expect(ann.table('account').has(gone)).toBe(false);
      expect(held(ann, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
    });

    it('a store that was seen stays as it is', async () => {
      bed.now += 89 * day;
      const before = await count('haversack.sync_row');
      await forget();
      expect(before).toBeGreaterThan(0);
      expect(await count('haversack.sync_row')).toBe(before);
    });

    it('an entry of a forgotten store that comes again is recognised, and what it wrote arrives with the next pull', async () => {
      const entry = entryOf(createAccount('Sent from the drawer'));
      await ann.push([entry]);
      bed.now += 91 * day;
      await forget();
      expect(await count('haversack.sync_outcome where outcome is not null or wrote is not null')).toBe(0);
      const again = await ann.push([entry]);
      expect(again).toEqual([{ kind: 'settled', entry: entry.id, attempt: 1 }]);
      expect(await count(`data.account where name = 'Sent from the drawer'`)).toBe(1);
      expect(await ann.push([{ ...entry, madeAt: '2020-01-01T00:00:00Z' }])).toMatchObject([
        { kind: 'mismatch' },
      ]);
      await ann.pull();
      expect(ann.table('account').has(entry.operation.id)).toBe(true);
    });

    it('a refusal keeps its words, however late the device asks', async () => {
      const refused = entryOf({ ...createAccount('x'), table: 'nowhere' });
      const first = await ann.push([refused]);
      expect(first[0]?.kind).toBe('refused');
      bed.now += 400 * day;
      await forget();
      expect(await ann.push([refused])).toEqual(first);
    });

    it('an outcome of a store that never pulled shrinks too, others’ stay', async () => {
      const stranger = new TestDevice(bed, people.ann);
      await stranger.push([entryOf(createAccount('Never pulled'))]);
      await forget();
      expect(await count('haversack.sync_outcome where outcome is not null')).toBe(1);
      bed.now += 91 * day;
      await ann.pull();
      await ann.push([entryOf(createAccount('Just now'))]);
      await forget();
      expect(await count('haversack.sync_outcome where outcome is not null')).toBe(1);
      expect(await count('haversack.sync_outcome')).toBe(2);
    });

    it('work goes in batches and ends when asked to', async () => {
      await makeAccounts(bed, people.ann, 4_500);
      await othersEnded();
      await ann.pull();
      const all = await count('haversack.change_log');
      let asked = 0;
      const context = { database: bed.database, now: bed.now, shouldStop: () => ++asked > 2 };
      const done = await forgetOldSync(context);
      expect(done.changes).toBe(4_000);
      expect(await count('haversack.change_log')).toBe(all - 4_000);
    });

    it('a database copied to another cluster, whose counter is behind, compares and finds its floor again', async () => {
      const ahead = '9000000000000';
      const { db } = bed.database;
      await sql`update haversack.change_floor set floor = ${ahead}::text::xid8`.execute(db);
      await sql`update haversack.sync_store set watermark = ${ahead}::text::xid8`.execute(db);
      await sql`update haversack.change_log set cs = ${ahead}::text::xid8`.execute(db);
      await rename(firstOf(ann), 'In the new cluster');
      await ann.pull();
      expect(held(ann, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
      await forget();
      const floor = await sql<{
        ok: boolean;
      }>`select floor < ${ahead}::text::xid8 as ok from haversack.change_floor`.execute(db);
      expect(floor.rows[0]?.ok).toBe(true);
      await othersEnded();
      await ann.pull();
      expect((await ann.pull()).map((line) => line.kind)).toEqual(['plan', 'done']);
      expect(await count(`haversack.change_log where cs = '${ahead}'`)).toBe(0);
    });
  });
}
