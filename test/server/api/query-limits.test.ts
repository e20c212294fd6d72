import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApiBed } from './support.ts';
import type { ApiBed } from './support.ts';

const ofAccounts = (inside: string, fetch = '') =>
  `accounts?fetchXml=${encodeURIComponent(`<fetch ${fetch}><entity name="account">${inside}</entity></fetch>`)}`;
const links = (count: number) =>
  Array.from(
    { length: count },
    (_one, n) =>
      `<link-entity name="contact" from="contactid" to="primarycontactid" link-type="outer" alias="c${n}"/>`,
  ).join('');
const filterLinks = (count: number) =>
  `<filter>${'<link-entity name="contact" from="contactid" to="primarycontactid" link-type="any"/>'.repeat(count)}</filter>`;
const conditions = (count: number) =>
  `accounts?$top=1&$filter=${encodeURIComponent(Array.from({ length: count }, () => 'name eq null').join(' or '))}`;
const counted = '<attribute name="accountid" alias="n" aggregate="count"/>';

describe('limits of a query', () => {
  let bed: ApiBed;
  beforeAll(async () => {
    bed = await openApiBed('pglite');
    await bed.reset();
    await sql`insert into data.account (accountid, name) select gen_random_uuid(), 'Many'
      from generate_series(1, 50001)`.execute(bed.database.db);
  });
  afterAll(() => bed.close());
  beforeEach(() => Object.assign(bed.services.config, { apiLimits: true }));
  const asked = async (path: string) => {
    const { status, json } = await bed.call('GET', path);
    return [status, json.error?.code ?? 'none'];
  };

  test.each([
    ['15 links', ofAccounts(links(15), 'top="1"'), 'none'],
    ['16 links', ofAccounts(links(16), 'top="1"'), '0x8004430d'],
    ['16 links in filters', ofAccounts(filterLinks(16), 'top="1"'), '0x8004430d'],
    ['500 conditions', conditions(500), 'none'],
    ['501 conditions', conditions(501), '0x8004430c'],
    ['an aggregate of 50,001 rows', ofAccounts(counted, 'aggregate="true"'), '0x8004e023'],
    ['the same by OData', 'accounts?$apply=aggregate($count as n)', '0x8004e023'],
    ['an aggregate of fewer', "accounts?$apply=filter(name eq 'One')/aggregate($count as n)", 'none'],
  ])('%s', async (_name, path, code) => {
    expect(await asked(path)).toEqual([code === 'none' ? 200 : 400, code]);
  });

  test('are not there where the setting says so', async () => {
    Object.assign(bed.services.config, { apiLimits: false });
    expect(await asked(ofAccounts(links(16), 'top="1"'))).toEqual([200, 'none']);
    expect(await asked(conditions(501))).toEqual([200, 'none']);
    const all = await bed.call('GET', 'accounts?$apply=aggregate($count as n)');
    expect(all.json.value).toEqual([{ n: 50_001 }]);
  });

  test('totals are counted to 5,000', async () => {
    const total = async () => {
      const path = ofAccounts('<attribute name="name"/>', 'count="1" returntotalrecordcount="true"');
      const { json } = await bed.call('GET', path);
      return [json['@odata.count'], json['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded']];
    };
    expect(await total()).toEqual([5_000, true]);
    Object.assign(bed.services.config, { apiLimits: false });
    expect(await total()).toEqual([50_001, false]);
  });
});
