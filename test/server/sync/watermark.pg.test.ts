import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tx } from '../../../server/db/database.ts';
import { sequenceCursor } from '../../simulation/plants.ts';
import { TestDevice, emptyRows, held, makeAccounts, openSyncBed, people, scopeBySql } from './support.ts';
import type { SyncBed } from './support.ts';

/** The bad day of every cursor on a number: transactions commit in another order than they took their numbers. */
describe('commits out of order on PostgreSQL', () => {
  let bed: SyncBed;
  let ann: TestDevice;
  beforeAll(async () => {
    bed = await openSyncBed('postgres');
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    await emptyRows(bed);
    await makeAccounts(bed, people.ann, 2);
    ann = new TestDevice(bed, people.ann);
    await ann.pull();
  });

  const rename = (tx: Tx, id: string, name: string): Promise<unknown> =>
    sql`with written as (update data.account set name = ${name}, versionnumber = nextval('haversack.version')
        where accountid = ${id}::uuid returning accountid)
      insert into haversack.change_log (table_name, row_id, op) select 'account', accountid, 'u' from written`.execute(
      tx,
    );

  /** Runs `between` while a transaction that wrote the first account has not committed yet. */
  async function whileOpen(between: (secondId: string) => Promise<void>): Promise<void> {
    const [first = '', second = ''] = [...ann.table('account').keys()];
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let wrote: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (wrote = resolve));
    const slow = bed.database.db.transaction().execute(async (tx) => {
      await rename(tx, first, 'early number, late commit');
      wrote();
      await released;
    });
    await written;
    try {
      await between(second);
    } finally {
      release();
      await slow;
    }
  }

  it('a row whose transaction commits after a later one was pulled still arrives', async () => {
    await whileOpen(async (second) => {
      await bed.database.db.transaction().execute((tx) => rename(tx, second, 'late number, early commit'));
      await ann.pull();
      expect([...ann.table('account').values()].map((row) => row.values['name'])).toContain(
        'late number, early commit',
      );
    });
    await ann.pull();
    expect(held(ann, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
  });

  it('what was seen is not told again while another transaction holds the watermark back', async () => {
    bed.carried = ['account', 'task'];
    const carried = new TestDevice(bed, people.ann);
    await carried.pull();
    await whileOpen(async () => {
      const id = people.ann;
      await sql`with w as (update data.systemuser set fullname = 'Ann', versionnumber = nextval('haversack.version')
          where systemuserid = ${id}::uuid returning systemuserid)
        insert into haversack.change_log (table_name, row_id, op) select 'systemuser', systemuserid, 'u' from w`.execute(
        bed.database.db,
      );
      const told = await carried.pull();
      expect(told.some((line) => line.kind === 'stubs')).toBe(true);
      expect((await carried.pull()).map((line) => line.kind)).toEqual(['plan', 'done']);
    });
    bed.carried = ['account', 'contact', 'task'];
  });

  it('a cursor on the version number loses that row for good, so this day tells the two apart', async () => {
    const ports = bed.ports;
    const broken: SyncBed = Object.assign(Object.create(bed) as SyncBed, {
      ports: { ...ports, changes: sequenceCursor(['account', 'contact']) },
    });
    ann = new TestDevice(broken, people.ann);
    await ann.pull();
    await whileOpen(async (second) => {
      await bed.database.db.transaction().execute((tx) => rename(tx, second, 'late number, early commit'));
      await ann.pull();
    });
    await ann.pull();
    expect(held(ann, 'account')).not.toEqual(await scopeBySql(bed, people.ann, 'account'));
  });

  it('many writers and a device that pulls all the time end with the same rows', async () => {
    const ids = [...ann.table('account').keys()];
    let writing = true;
    const writers = Array.from({ length: 3 }, async (_none, writer) => {
      for (let turn = 0; turn < 40; turn++)
        await bed.database.db
          .transaction()
          .execute((tx) => rename(tx, ids[turn % 2] ?? '', `${writer} ${turn}`));
    });
    const puller = (async () => {
      while (writing) await ann.pull();
    })();
    await Promise.all(writers);
    writing = false;
    await puller;
    await ann.pull();
    expect(held(ann, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
  });

  it('two plans of one store at once wait for each other, and the device ends whole', async () => {
    const twin = new TestDevice(bed, people.ann);
    Object.assign(twin, { store: ann.store });
    await makeAccounts(bed, people.ann, 20);
    twin.cookie = ann.cookie;
    await Promise.all([ann.pull(), twin.pull(), ann.pull()]);
    await ann.sync();
    expect(held(ann, 'account')).toEqual(await scopeBySql(bed, people.ann, 'account'));
  });
});
