import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { people } from '../../support/people.ts';
import { openWriteBed, type WriteBed } from '../data/support.ts';
import { dataXml, id, importPackage, linkXml, packageZip, recordXml, tableXml } from './support.ts';

describe('importing a data package', () => {
  let bed: WriteBed;
  beforeAll(async () => {
    bed = await openWriteBed('pglite');
  });
  afterAll(() => bed.close());
  beforeEach(async () => {
    await sql`delete from haversack.change_log`.execute(bed.database.db);
    for (const table of [
      'accountcontact',
      'account',
      'contact',
      'task',
      'activitypointer',
      'transactioncurrency',
    ])
      await sql`delete from ${sql.table(`data.${table}`)}`.execute(bed.database.db);
  });

  it('takes every type of value in the notation of packages', async () => {
    const currency = tableXml('transactioncurrency', [
      recordXml(id(5), { currencyname: 'Euro', isocurrencycode: 'EUR', exchangerate: '1.0000000000' }),
    ]);
    const account = tableXml('account', [
      recordXml(id(1), {
        accountid: id(1),
        name: 'Ärger & Söhne',
        revenue: '1234.5000',
        transactioncurrencyid: { id: id(5), table: 'transactioncurrency', name: 'Euro' },
        numberofemployees: '12',
        industrycode: '2',
        interests: '[-1,1,3,-1]',
        creditonhold: 'True',
        founded: '2001-02-03T00:00:00.0000000Z',
        lastvisit: '2024-05-01T10:20:30.0000000Z',
        latitude: '48.2',
        bignumber: '9007199254740993',
        address1_city: '',
        statecode: '1',
        statuscode: '2',
      }),
    ]);
    const report = await importPackage(bed, packageZip([currency, account]));
    expect(report.failed).toBeUndefined();
    expect(report.tables['account']).toEqual({ created: 1, updated: 0, unchanged: 0, failed: 0 });
    expect(await bed.rowOf('account', id(1))).toMatchObject({
      name: 'Ärger & Söhne',
      revenue: '1234.50',
      transactioncurrencyid: id(5),
      numberofemployees: 12,
      industrycode: 2,
      interests: [1, 3],
      creditonhold: true,
      founded: '2001-02-03',
      lastvisit: '2024-05-01T10:20:30Z',
      latitude: 48.2,
      bignumber: '9007199254740993',
      address1_city: null,
      statecode: 1,
      statuscode: 2,
      ownerid: people.admin,
    });
    expect(await bed.logged(id(1))).toBe('account:i');
  });

  it('changes nothing when it is done again, and only what differs when the package changed', async () => {
    const zip = (name: string): Uint8Array =>
      packageZip([
        tableXml(
          'account',
          [
            recordXml(id(1), { name, founded: '2001-02-03T00:00:00.0000000Z', revenue: '5.1000' }),
            recordXml(id(2), { name: 'other', statecode: '1' }),
          ],
          linkXml('accountcontact_association', id(1), 'contact', [id(3)]),
        ),
        tableXml('contact', [
          recordXml(id(3), { lastname: 'Doe', parentcustomerid: { id: id(1), table: 'account' } }),
        ]),
      ]);
    await importPackage(bed, zip('first'));
    const again = await importPackage(bed, zip('first'));
    expect(again.tables).toEqual({
      account: { created: 0, updated: 0, unchanged: 2, failed: 0 },
      contact: { created: 0, updated: 0, unchanged: 1, failed: 0 },
    });
    expect(again.links).toEqual({ created: 0, updated: 0, unchanged: 1, failed: 0 });
    expect(await bed.logged(id(1))).toBe('account:i');
    const changed = await importPackage(bed, zip('second'));
    expect(changed.tables['account']).toEqual({ created: 0, updated: 1, unchanged: 1, failed: 0 });
    expect(await bed.logged(id(1))).toBe('account:i account:u');
  });

  it('sets lookups whatever the order, also around a circle', async () => {
    const report = await importPackage(
      bed,
      packageZip([
        tableXml('account', [
          recordXml(id(1), {
            name: 'a',
            parentaccountid: { id: id(2), table: 'account' },
            primarycontactid: { id: id(3), table: 'contact' },
          }),
          recordXml(id(2), { name: 'b' }),
        ]),
        tableXml('contact', [
          recordXml(id(3), { lastname: 'c', parentcustomerid: { id: id(1), table: 'account' } }),
        ]),
      ]),
    );
    expect(report.failed).toBeUndefined();
    expect(report.tables['account']).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 0 });
    expect(await bed.rowOf('account', id(1))).toMatchObject({
      parentaccountid: id(2),
      primarycontactid: id(3),
    });
    expect(await bed.rowOf('contact', id(3))).toMatchObject({
      parentcustomerid: id(1),
      parentcustomerid__type: 'account',
    });
  });

  it('gives rows of unknown owners to the importing person, and of known names to these', async () => {
    const stranger = id(90);
    const zip = packageZip([
      tableXml('account', [
        recordXml(id(1), { name: 'x', ownerid: { id: stranger, table: 'systemuser', name: 'Nobody' } }),
        recordXml(id(2), { name: 'y', ownerid: { id: id(91), table: 'systemuser', name: 'ann' } }),
        recordXml(id(3), { name: 'z', ownerid: { id: id(92), table: 'team', name: 'Team' } }),
      ]),
    ]);
    const report = await importPackage(bed, zip);
    expect(report.failed).toBeUndefined();
    expect(Object.keys(report.notes)).toEqual([
      'account.ownerid: systemuser Nobody is not known here; left to the one who imports',
    ]);
    expect(await bed.rowOf('account', id(1))).toMatchObject({ ownerid: people.admin });
    expect(await bed.rowOf('account', id(2))).toMatchObject({ ownerid: people.ann });
    expect(await bed.rowOf('account', id(3))).toMatchObject({ ownerid: people.team, ownerid__type: 'team' });
    expect((await importPackage(bed, zip)).tables['account']?.unchanged).toBe(3);
  });

  it('keeps failed rows in a file that can be mended and imported', async () => {
    const report = await importPackage(
      bed,
      packageZip([
        tableXml(
          'account',
          [
            recordXml(id(1), { name: 'good' }),
            recordXml(id(2), { name: 'many "people" & more', numberofemployees: 'lots' }),
            recordXml(id(3), {
              name: 'dangling',
              parentaccountid: { id: id(77), table: 'account', name: 'Gone' },
            }),
            recordXml('nonsense', { name: 'no id' }),
          ],
          linkXml('accountcontact_association', id(1), 'contact', [id(78)]),
        ),
        tableXml('unknown_table', [recordXml(id(4), { name: 'kept' })]),
      ]),
    );
    expect(report.tables['account']).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 3 });
    expect(report.tables['unknown_table']?.failed).toBe(1);
    expect(report.links.failed).toBe(1);
    const failed = report.failed ?? '';
    expect(failed).toContain(
      'failed="The value of column &apos;numberofemployees&apos; of table &apos;account&apos; is not of',
    );
    expect(failed).toContain(`failed="parentaccountid: there is no account ${id(77)}"`);
    expect(failed).toContain('failed="nonsense is no id of a row"');
    expect(failed).toContain('failed="There is no table unknown_table."');
    const mended = failed
      .replace('"lots"', '"3"')
      .replaceAll(id(77), id(1))
      .replace('"nonsense"', `"${id(6)}"`)
      .replace(/ {2}<entity name="unknown_table">[^]*?<\/entity>\n/, '')
      .replace(id(78), id(8));
    await importPackage(bed, dataXml(tableXml('contact', [recordXml(id(8), { lastname: 'late' })])));
    const second = await importPackage(bed, mended);
    expect(second.failed).toBeUndefined();
    expect(second.links.created).toBe(1);
    expect(await bed.rowOf('account', id(2))).toMatchObject({
      name: 'many "people" & more',
      numberofemployees: 3,
    });
    expect(await bed.rowOf('account', id(3))).toMatchObject({ parentaccountid: id(1) });
    expect(await bed.rowOf('account', id(6))).toMatchObject({ name: 'no id' });
  });

  it('imports a row without the columns that are not here or not its to set, and says so', async () => {
    const report = await importPackage(
      bed,
      packageZip([
        tableXml('account', [
          recordXml(id(1), { name: 'a', color: 'red', createdon: '2001-01-01T00:00:00Z' }),
        ]),
      ]),
    );
    expect(report.tables['account']?.created).toBe(1);
    expect(report.notes).toEqual({
      'account.color: there is no such column': 1,
      'account.createdon: the server sets it itself': 1,
    });
  });

  it('shifts dates so that the newest is today, but not those that the schema holds fixed', async () => {
    const zip = packageZip(
      [
        tableXml('account', [
          recordXml(id(1), { name: 'a', lastvisit: '2020-01-10T08:00:00Z', founded: '2020-01-09T00:00:00Z' }),
          recordXml(id(2), { name: 'b', opening: '2024-05-30T08:00:00Z' }),
        ]),
      ],
      '<entity name="account"><fields><field name="opening" type="datetime" dateMode="absolute" /></fields></entity>',
    );
    const report = await importPackage(bed, zip, { shiftDates: {} });
    expect(report.shift).toEqual({ days: 1589, from: '2020-01-10' });
    expect(await bed.rowOf('account', id(1))).toMatchObject({
      lastvisit: '2024-05-17T08:00:00Z',
      founded: '2024-05-16',
    });
    expect(await bed.rowOf('account', id(2))).toMatchObject({ opening: '2024-05-30T08:00:00Z' });
    const given = await importPackage(bed, zip, { shiftDates: { from: '2020-01-09' } });
    expect(given.shift).toEqual({ days: 1590, from: '2020-01-09' });
  });

  it('comes to the same end when it was cut off in the middle', async () => {
    const accounts = Array.from({ length: 400 }, (_one, n) =>
      recordXml(id(1000 + n), {
        name: `account ${n}`,
        parentaccountid: { id: id(1000 + ((n + 1) % 400)), table: 'account' },
      }),
    );
    // A hierarchy may not be a circle: the last row names none.
    accounts[399] = recordXml(id(1399), { name: 'account 399' });
    const zip = packageZip([tableXml('account', accounts)]);
    let commits = 0;
    const cut = importPackage(bed, zip, {
      onCommit: () => {
        commits += 1;
        if (commits === 3) throw new Error('killed');
      },
    });
    await expect(cut).rejects.toThrow('killed');
    const report = await importPackage(bed, zip);
    expect(report.failed).toBeUndefined();
    const rows = await sql<{ all: number; linked: number }>`
      select count(*)::int as all, count(parentaccountid)::int as linked from data.account`.execute(
      bed.database.db,
    );
    expect(rows.rows[0]).toEqual({ all: 400, linked: 399 });
    expect((await importPackage(bed, zip)).tables['account']).toMatchObject({ unchanged: 400 });
  });

  it('imports 2,000 rows with progress, in transactions of their own', async () => {
    const rows = Array.from({ length: 2000 }, (_one, n) => recordXml(id(n + 1), { lastname: `Person ${n}` }));
    const said: string[] = [];
    let commits = 0;
    const report = await importPackage(bed, packageZip([tableXml('contact', rows)]), {
      onProgress: (text) => void said.push(text),
      onCommit: () => void (commits += 1),
    });
    expect(report.tables['contact']?.created).toBe(2000);
    expect(said).toEqual(['rows.zip: 1000 of 2000 rows', 'rows.zip: 2000 of 2000 rows']);
    expect(commits).toBe(40);
  });
});
