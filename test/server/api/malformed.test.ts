import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiBed } from './support.ts';
import type { ApiBed } from './support.ts';

const fetched = (xml: string) => `accounts?fetchXml=${encodeURIComponent(xml)}`;
const where = (condition: string) =>
  fetched(`<fetch><entity name="account"><filter>${condition}</filter></entity></fetch>`);
const nested = (open: string, inside: string, close: string, times: number) =>
  `${open.repeat(times)}${inside}${close.repeat(times)}`;
const filtered = (filter: string) => `accounts?$filter=${encodeURIComponent(filter)}`;
const id = '10000000-0000-4000-8000-000000000001';

/** By name. */
const bad: Readonly<Record<string, string>> = {
  'FetchXML that is no XML': fetched('<fetch'),
  'an empty FetchXML': fetched(''),
  'FetchXML of another root': fetched('<entity name="account"/>'),
  'FetchXML without a table': fetched('<fetch><entity/></fetch>'),
  'FetchXML of a table that is not there': fetched('<fetch><entity name="gone"/></fetch>'),
  'FetchXML of two tables': fetched('<fetch><entity name="account"/><entity name="contact"/></fetch>'),
  'an entity of XML': fetched(
    '<!DOCTYPE a [<!ENTITY x "y">]><fetch><entity name="account">&x;</entity></fetch>',
  ),
  'entities that grow': fetched(
    `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><fetch><entity name="&c;"/></fetch>`,
  ),
  'an external entity': fetched(
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><fetch><entity name="account"/></fetch>',
  ),
  'filters 1,000 deep': fetched(
    `<fetch><entity name="account">${nested('<filter>', '', '</filter>', 1_000)}</entity></fetch>`,
  ),
  'links 100 deep': fetched(
    `<fetch><entity name="account">${nested('<link-entity name="account" from="accountid" to="parentaccountid">', '', '</link-entity>', 100)}</entity></fetch>`,
  ),
  'an operator that is none': where('<condition attribute="name" operator="sounds-like" value="a"/>'),
  'a column that is none': where('<condition attribute="nope" operator="null"/>'),
  'a link that is none': where('<condition entityname="nope" attribute="name" operator="null"/>'),
  'a condition without operator': where('<condition attribute="name"/>'),
  'a condition without value': where('<condition attribute="name" operator="eq"/>'),
  'a guid that is none': where('<condition attribute="accountid" operator="eq" value="nope"/>'),
  'a number that is none': where('<condition attribute="numberofemployees" operator="gt" value="many"/>'),
  'a date that is none': where('<condition attribute="createdon" operator="on" value="2024-02-31"/>'),
  'x days that are none': where('<condition attribute="createdon" operator="last-x-days" value="x"/>'),
  'more days than there are': where(
    '<condition attribute="createdon" operator="last-x-days" value="99999999999999999999"/>',
  ),
  'more years than there are': where(
    '<condition attribute="createdon" operator="next-x-years" value="400000"/>',
  ),
  'a between of one': where('<condition attribute="numberofemployees" operator="between" value="1"/>'),
  'a page that is none': fetched('<fetch count="10" page="-1"><entity name="account"/></fetch>'),
  'a count that is none': fetched('<fetch count="many"><entity name="account"/></fetch>'),
  'a top that is none': fetched('<fetch top="1.5"><entity name="account"/></fetch>'),
  'an aggregate that is none': fetched(
    '<fetch aggregate="true"><entity name="account"><attribute name="name" alias="x" aggregate="median"/></entity></fetch>',
  ),
  'a sum of texts': fetched(
    '<fetch aggregate="true"><entity name="account"><attribute name="name" alias="x" aggregate="sum"/></entity></fetch>',
  ),
  'a link type that is none': fetched(
    '<fetch><entity name="account"><link-entity name="contact" from="contactid" to="primarycontactid" link-type="cross"/></entity></fetch>',
  ),
  'brackets 2,000 deep': filtered(nested('(', "name eq 'a'", ')', 2_000)),
  'a filter cut short': filtered("name eq 'a' and"),
  'a text without end': filtered("name eq 'a"),
  'a key that is none': 'accounts(nope)',
  'a guid with another sign': `accounts(${id.replace('1', 'g')})`,
  'an alternate key that is none': "accounts(name='a')",
  'a percent alone': 'accounts?$filter=name%20eq%20%27%zz',
  'bytes that are no text': 'accounts?$filter=name%20eq%20%27%ff%27%20and',
  'an option twice': 'accounts?$top=1&$top=2',
  'an option that is none': 'accounts?$nope=1',
  'a top without number': 'accounts?$top=a',
  'a select of nothing there': 'accounts?$select=nope',
  'an order that is none': 'accounts?$orderby=name;drop',
  'an expand cut short': 'accounts?$expand=primarycontactid($select=',
  'a skiptoken of another query': 'accounts?$skiptoken=eyJwYWdlIjoyfQ',
  'a guid in a filter that is none': filtered('accountid eq 123'),
  'a number in a filter that is none': filtered("numberofemployees eq 'x'"),
  'a view that is none': 'accounts?savedQuery=nope',
  'a set that is none': 'nopes',
  'a property that is none': `accounts(${id})/nope`,
};

describe('malformed queries', () => {
  let bed: ApiBed;
  beforeAll(async () => {
    bed = await openApiBed('pglite');
    await bed.reset();
    await bed.make('accounts', { name: 'One', accountid: id });
  });
  afterAll(() => bed.close());

  test.each(Object.entries(bad))('%s is refused with a code', async (_name, path) => {
    const { status, json } = await bed.call('GET', path);
    expect([400, 404]).toContain(status);
    expect(json.error?.code).toMatch(/^0x8[0-9a-f]{7}$/);
    expect(json.error?.message).toMatch(/\S/);
  });

  test('a number that no column of its kind holds finds nothing', async () => {
    const { status, json } = await bed.call('GET', filtered('numberofemployees eq 99999999999999999999'));
    expect([status, json.value]).toEqual([200, []]);
  });

  test('a list of very many ids has an answer', async () => {
    const values = `<value>${id}</value>`.repeat(400);
    const xml = `<fetch><entity name="account"><filter><condition attribute="accountid" operator="in">${values}</condition></filter></entity></fetch>`;
    const { status, json } = await bed.call('GET', fetched(xml));
    expect([status, json.value?.length]).toEqual([200, 1]);
  });

  test('whatever is put together of parts of queries has an answer that is no fault of the server', async () => {
    const words = fc.constantFrom(
      ...'name accountid numberofemployees createdon primarycontactid contact_customer_accounts ownerid _ownerid_value nope eq ne gt not and or any all in x: ( ) , / = : @p [ ] null true -1 1.5 99999999999 2024-02-30 2024-02-29T00:00Z'.split(
        ' ',
      ),
      "'a'",
      "'",
      "''",
      id,
      'contains(',
      'Microsoft.Dynamics.CRM.LastXDays(',
      "PropertyName='createdon'",
      'PropertyValue=',
      '%',
      '\u0000',
      '\ud800',
      ' ',
    );
    const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));
    const option = fc.constantFrom(
      '$filter',
      '$select',
      '$orderby',
      '$expand',
      '$apply',
      '$top',
      '@p',
      '$count',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(option, text), { minLength: 1, maxLength: 3 }), async (options) => {
        const query = options.map(([name, value]) => `${name}=${encode(value)}`).join('&');
        const { status, json } = await bed.call('GET', `accounts?${query}`);
        expect([200, 400, 404], JSON.stringify([query, json])).toContain(status);
      }),
      { numRuns: 300, seed: 20261127 },
    );
  });

  test('nor do changed FetchXML queries', async () => {
    const whole =
      '<fetch count="2" page="1"><entity name="account"><attribute name="name"/><order attribute="name"/><filter type="and"><condition attribute="createdon" operator="last-x-days" value="3"/><condition attribute="name" operator="in"><value>a</value></condition></filter><link-entity name="contact" from="contactid" to="primarycontactid" link-type="outer" alias="c"><attribute name="lastname"/></link-entity></entity></fetch>';
    const values = fc.constantFrom(
      ...'name createdon contact account contactid nope -1 0 3 99999999999999999999 1e9 NaN true and or eq in between like null last-x-days under eq-userid any inner c'.split(
        ' ',
      ),
      '',
      '\u00e4',
      '&lt;',
    );
    const attributes = [...whole.matchAll(/"[^"]*"/g)].map((match) => match.index);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...attributes), values), { minLength: 1, maxLength: 3 }),
        async (changes) => {
          let xml = whole;
          for (const [at, value] of [...changes].sort(([a], [b]) => b - a))
            xml = xml.slice(0, at) + xml.slice(at).replace(/^"[^"]*"/, `"${value}"`);
          const { status, json } = await bed.call('GET', fetched(xml));
          expect([200, 400, 404], JSON.stringify([xml, json])).toContain(status);
        },
      ),
      { numRuns: 300, seed: 20261127 },
    );
  });
});

/** Lone surrogates cannot be encoded; clients send what stands for them. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '\ufffd'));
}
