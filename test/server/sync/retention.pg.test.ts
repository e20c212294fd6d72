import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetOldSync, syncRetention } from '../../../server/sync/retention.ts';
import { retentionSuite } from './retention-suite.ts';
import { TestDevice, emptyRows, held, makeAccounts, openSyncBed, people, scopeBySql } from './support.ts';
import type { SyncBed } from './support.ts';

retentionSuite('postgres');

/** Only several connections can meet each other. */
describe('old records while devices work', () => {
  let bed: SyncBed;
  beforeAll(async () => {
    bed = await openSyncBed('postgres');
  });
  afterAll(() => bed.close());
  beforeEach(() => emptyRows(bed));

  /** Every store counts as unseen. */
  const forgetAll = () =>
    forgetOldSync(
      { database: bed.database, now: bed.now, shouldStop: () => false },
      { ...syncRetention, logKept: -1_000, recordKept: -1_000 },
    );

  it('a store whose plan runs is left alone, without waiting', async () => {
    await makeAccounts(bed, people.ann, 3);
    const ann = new TestDevice(bed, people.ann);
    await ann.pull();
    await bed.database.db.transaction().execute(async (tx) => {
      await sql`select 1 from haversack.sync_store for update`.execute(tx);
      expect((await forgetAll()).records).toBe(0);
    });
    expect((await forgetAll()).records).toBeGreaterThan(0);
  });

  it('devices that pull all the time while records go and rows come and leave end whole', async () => {
    await makeAccounts(bed, people.ann, 30);
    const devices = [1, 2].map(() => new TestDevice(bed, people.ann));
    let working = true;
    const forgetting = (async () => {
      while (working) await forgetAll();
    })();
    const writing = (async () => {
      for (let turn = 0; turn < 25; turn++) {
        await sql`with gone as (delete from data.account where accountid in (
            select accountid from data.account order by accountid limit 1) returning accountid)
          insert into haversack.change_log (table_name, row_id, op) select 'account', accountid, 'd' from gone`.execute(
          bed.database.db,
        );
        await makeAccounts(bed, people.ann, 1);
      }
    })();
    const pulling = devices.map(async (device) => {
      for (let turn = 0; turn < 15; turn++) await device.pull();
    });
    await Promise.all([writing, ...pulling]);
    working = false;
    await forgetting;
    for (const device of devices) {
      await device.sync();
      expect(held(device, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
    }
  });
});
