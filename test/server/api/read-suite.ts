import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { people } from '../../support/people.ts';
import { everyAnnotation, names, openApiBed } from './support.ts';
import type { ApiBed } from './support.ts';

/** Reading rows as a client does, on either database. */
export function readSuite(kind: Database['kind']): void {
  describe(`reading through the Web API on ${kind}`, () => {
    let bed: ApiBed;
    beforeAll(async () => {
      bed = await openApiBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    test('select, filter, order, top and count', async () => {
      const token = 'Query one';
      for (const [name, employees] of [
        ['Q Beta', 20],
        ['Q Alpha', 10],
        ['Q Gamma', 30],
      ])
        await bed.make('accounts', { name, numberofemployees: employees, address1_city: token });

      const answer = await bed.call(
        'GET',
        `accounts?$select=name&$filter=address1_city eq '${token}' and numberofemployees lt 30&$orderby=name desc&$top=1&$count=true`,
      );

      expect(answer.json['@odata.count']).toBe(2);
      expect(answer.json.value).toEqual([
        {
          '@odata.etag': expect.stringMatching(/^W\/"\d+"$/),
          name: 'Q Beta',
          accountid: expect.any(String),
        },
      ]);
    });

    test('fiscal years start on the day that the organisation says', async () => {
      const now = new Date(bed.services.clock.now());
      const start = new Date(now.getTime() - 3 * 86_400_000);
      start.setUTCDate(Math.min(28, start.getUTCDate()));
      const day = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000).toISOString();
      for (const [name, lastvisit] of [
        ['Before', day(start, -1)],
        ['After', day(start, 1)],
      ])
        await bed.make('accounts', { name, address1_city: 'Fiscal', lastvisit });
      const filter =
        "address1_city eq 'Fiscal' and Microsoft.Dynamics.CRM.ThisFiscalYear(PropertyName='lastvisit')";
      const asked = async (): Promise<unknown> =>
        names(await bed.call('GET', `accounts?$select=name&$filter=${encodeURIComponent(filter)}`));
      const id = await bed.make('organizations', {
        name: 'Fiscal',
        fiscalcalendarstart: start.toISOString(),
      });

      const own = await asked();
      const changed = await bed.call('PATCH', `organizations(${id})`, {
        body: { fiscalcalendarstart: null },
      });

      expect(own).toEqual(['After']);
      expect(changed.status).toBe(204);
    });

    test('a count is of all rows, whatever part of them is asked for', async () => {
      for (let n = 0; n < 4; n++) await bed.make('accounts', { name: `N${n}`, address1_city: 'Counting' });
      const filter = "$filter=address1_city eq 'Counting'";
      const paged = { headers: { prefer: 'odata.maxpagesize=1' } };

      const page = await bed.call('GET', `accounts?${filter}&$count=true&$top=2`, paged);
      const plain = await bed.call('GET', `accounts/$count?${filter}&$top=1&$orderby=name`);

      expect([page.json['@odata.count'], names(page).length, plain.text]).toEqual([4, 1, '4']);
    });

    test('pages follow by nextLink until all rows came once', async () => {
      for (let n = 0; n < 5; n++) await bed.make('accounts', { name: `P${n}`, address1_city: 'Paging' });
      const seen: unknown[] = [];
      let path = "accounts?$select=name&$filter=address1_city eq 'Paging'&$orderby=name";
      for (let page = 0; path !== '' && page < 10; page++) {
        const { json } = await bed.call('GET', path, { headers: { prefer: 'odata.maxpagesize=2' } });
        seen.push(...(json.value ?? []).map((row) => row['name']));
        const next = json['@odata.nextLink'];
        path = typeof next === 'string' ? next.replace(/^.*\/v9\.2\//, '') : '';
      }

      expect(seen).toEqual(['P0', 'P1', 'P2', 'P3', 'P4']);
    });

    test('a nextLink carries all options, odd signs and the size of its page', async () => {
      const city = "a&b=c%41+d'e#f";
      for (let n = 0; n < 3; n++) await bed.make('accounts', { name: `L${n}`, address1_city: city });
      const first = await bed.call(
        'GET',
        `accounts?$filter=${encodeURIComponent('address1_city eq @city')}&@city=${encodeURIComponent(`'${city.replace("'", "''")}'`)}&$orderby=name&$select=name&$count=true`,
        { headers: { prefer: 'odata.maxpagesize=2' } },
      );

      const link = new URL(String(first.json['@odata.nextLink']));
      const second = await bed.call('GET', `${link.pathname}${link.search}`.replace('/api/data/v9.2/', ''));

      expect(names(first)).toEqual(['L0', 'L1']);
      expect(names(second)).toEqual(['L2']);
      expect(second.json['@odata.count']).toBe(3);
      expect(second.json['@odata.nextLink']).toBeUndefined();
    });

    test('a skiptoken that was made up, changed or is of another query is refused', async () => {
      for (let n = 0; n < 2; n++) await bed.make('accounts', { name: `F${n}` });
      const first = await bed.call('GET', 'accounts?$select=name', {
        headers: { prefer: 'odata.maxpagesize=1' },
      });
      const token = new URL(String(first.json['@odata.nextLink'])).searchParams.get('$skiptoken') ?? '';
      const made = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const read = JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, unknown>;

      for (const forged of ['', 'abc', made({ page: 1 }), made({ ...read, query: '' }), `${token}!`])
        expect([
          forged,
          (await bed.call('GET', `accounts?$select=name&$skiptoken=${forged}`)).status,
        ]).toEqual([forged, 400]);
      const other = await bed.call('GET', `accounts?$select=accountid&$skiptoken=${token}`);
      expect([other.status, other.json.error?.code]).toEqual([400, '0x80041129']);
      expect((await bed.call('GET', `accounts?$select=name&$skiptoken=${token}`)).status).toBe(200);
    });

    test('lookups are bound by address and come back as ids with annotations', async () => {
      const contact = await bed.make('contacts', { firstname: 'Ada', lastname: 'L' });
      const account = await bed.make('accounts', {
        name: 'Bound',
        industrycode: 1,
        'primarycontactid@odata.bind': `/contacts(${contact})`,
      });
      const child = await bed.make('contacts', {
        lastname: 'Child',
        'parentcustomerid_account@odata.bind': `http://localhost:8080/api/data/v9.2/accounts(${account})`,
      });

      const read = await bed.call(
        'GET',
        `accounts(${account})?$select=industrycode,_primarycontactid_value`,
        {
          headers: { prefer: everyAnnotation },
        },
      );
      expect(read.text).not.toContain('versionnumber');
      const polymorphic = await bed.call('GET', `contacts(${child})?$select=_parentcustomerid_value`, {
        headers: { prefer: everyAnnotation },
      });

      expect(read.json).toMatchObject({
        industrycode: 1,
        'industrycode@OData.Community.Display.V1.FormattedValue': 'Accounting',
        _primarycontactid_value: contact,
        '_primarycontactid_value@OData.Community.Display.V1.FormattedValue': 'Ada L',
        '_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
        '_primarycontactid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'primarycontactid',
      });
      expect(polymorphic.json).toMatchObject({
        _parentcustomerid_value: account,
        '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
        '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty':
          'parentcustomerid_account',
      });
      await bed.call('DELETE', `accounts(${account})/primarycontactid/$ref`);
      expect((await bed.call('GET', `accounts(${account})`)).json['_primarycontactid_value']).toBeNull();
    });

    test('expand brings the lookup as an object and children as a list', async () => {
      const contact = await bed.make('contacts', { firstname: 'Eve', lastname: 'X' });
      const account = await bed.make('accounts', {
        name: 'Expanded',
        'primarycontactid@odata.bind': `/contacts(${contact})`,
      });
      for (const lastname of ['B', 'A', 'C'])
        await bed.make('contacts', {
          lastname,
          'parentcustomerid_account@odata.bind': `/accounts(${account})`,
        });

      const { json } = await bed.call(
        'GET',
        `accounts(${account})?$select=name&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname;$orderby=lastname;$top=2)`,
      );

      expect(json['primarycontactid']).toMatchObject({ lastname: 'X', contactid: contact });
      expect(json['contact_customer_accounts']).toMatchObject([{ lastname: 'A' }, { lastname: 'B' }]);
    });

    test('each parent has its first rows, and a nextLink to the rest', async () => {
      const parents = await Promise.all(
        ['E1', 'E2'].map((name) => bed.make('accounts', { name, address1_city: 'Many' })),
      );
      for (const parent of parents)
        for (const lastname of ['D', 'A', 'C', 'B'])
          await bed.make('contacts', {
            lastname,
            'parentcustomerid_account@odata.bind': `/accounts(${parent})`,
          });
      const property = 'contact_customer_accounts';
      const inside = '$select=lastname;$orderby=lastname desc';
      const path = (options: string): string =>
        `accounts?$filter=address1_city eq 'Many'&$orderby=name&$select=name&$expand=${property}(${options})`;
      const lastNames = (rows: unknown): unknown[] =>
        (rows as Record<string, unknown>[]).map((row) => row['lastname']);

      const topped = await bed.call('GET', path(`${inside};$top=1`));
      const paged = await bed.call('GET', path(inside), { headers: { prefer: 'odata.maxpagesize=3' } });

      expect(topped.json.value?.map((row) => lastNames(row[property]))).toEqual([['D'], ['D']]);
      expect(topped.text).not.toContain('nextLink');
      expect(paged.json.value?.map((row) => lastNames(row[property]))).toEqual([
        ['D', 'C', 'B'],
        ['D', 'C', 'B'],
      ]);
      const link = new URL(String(paged.json.value?.[1]?.[`${property}@odata.nextLink`]));
      const rest = await bed.call('GET', `${link.pathname}${link.search}`.replace('/api/data/v9.2/', ''));
      expect(lastNames(rest.json.value)).toEqual(['A']);
    });

    test('rows are expanded below expanded rows, each level with its own options', async () => {
      const boss = await bed.make('contacts', { firstname: 'Ada', lastname: 'Boss' });
      const account = await bed.make('accounts', {
        name: 'Nested',
        'primarycontactid@odata.bind': `/contacts(${boss})`,
      });
      for (const lastname of ['C', 'A', 'B'])
        await bed.make('contacts', {
          lastname,
          'parentcustomerid_account@odata.bind': `/accounts(${account})`,
        });

      const inner = 'contact_customer_accounts($select=lastname;$orderby=lastname;$top=2)';
      const answer = await bed.call(
        'GET',
        `contacts?$filter=parentcustomerid_account/name eq 'Nested' and lastname eq 'C'&$select=lastname&$expand=parentcustomerid_account($select=name;$expand=primarycontactid($select=lastname),${inner})`,
      );

      expect(answer.json.value).toMatchObject([
        {
          lastname: 'C',
          parentcustomerid_account: {
            name: 'Nested',
            primarycontactid: { lastname: 'Boss', contactid: boss },
            contact_customer_accounts: [{ lastname: 'A' }, { lastname: 'B' }],
          },
        },
      ]);
    });

    test('$apply groups and adds up, with texts, in pages', async () => {
      for (const [industrycode, numberofemployees] of [
        [1, 10],
        [1, 20],
        [2, 5],
      ])
        await bed.make('accounts', { name: 'G', address1_city: 'Apply', industrycode, numberofemployees });
      const grouped =
        "accounts?$apply=filter(address1_city eq 'Apply')/groupby((industrycode),aggregate(numberofemployees with sum as people,$count as n))&$orderby=people desc&$count=true";

      const whole = await bed.call('GET', grouped, { headers: { prefer: everyAnnotation } });
      const first = await bed.call('GET', grouped, { headers: { prefer: 'odata.maxpagesize=1' } });
      const link = new URL(String(first.json['@odata.nextLink']));
      const second = await bed.call('GET', `${link.pathname}${link.search}`.replace('/api/data/v9.2/', ''));

      expect(whole.json['@odata.count']).toBe(2);
      expect(whole.json.value).toMatchObject([
        {
          industrycode: 1,
          'industrycode@OData.Community.Display.V1.FormattedValue': 'Accounting',
          people: 30,
          n: 2,
        },
        { industrycode: 2, people: 5, n: 1 },
      ]);
      expect([first.json.value?.length, second.json.value]).toEqual([
        1,
        [whole.json.value?.[1]].map(() => expect.objectContaining({ people: 5 })),
      ]);
      expect(second.json['@odata.nextLink']).toBeUndefined();
      const mean = await bed.call(
        'GET',
        "accounts?$apply=filter(address1_city eq 'Apply')/aggregate(numberofemployees with average as mean)",
      );
      expect(Number(mean.json.value?.[0]?.['mean'])).toBeCloseTo(11.666667);
    });

    test('an owner is expanded as the user or the team that it is', async () => {
      const own = await bed.make('accounts', { name: 'O1', address1_city: 'Owners' }, people.ann);
      const ofTeam = await bed.make('accounts', {
        name: 'O2',
        address1_city: 'Owners',
        'ownerid_team@odata.bind': `/teams(${people.team})`,
      });

      const { json } = await bed.call(
        'GET',
        "accounts?$filter=address1_city eq 'Owners'&$orderby=name&$select=name&$expand=ownerid($select=fullname,name)",
      );
      const one = await bed.call('GET', `accounts(${ofTeam})/ownerid?$select=name`);
      const wrong = await bed.call('GET', `accounts(${own})?$expand=ownerid($select=nope)`);

      expect(json.value).toMatchObject([
        {
          ownerid: {
            '@odata.type': '#Microsoft.Dynamics.CRM.systemuser',
            ownerid: people.ann,
            fullname: 'Ann',
          },
        },
        { ownerid: { '@odata.type': '#Microsoft.Dynamics.CRM.team', ownerid: people.team, name: 'Team' } },
      ]);
      expect(one.json).toMatchObject({ name: 'Team', teamid: people.team });
      expect(wrong.status).toBe(400);
    });

    test('a lookup without a row has no content', async () => {
      const id = await bed.make('accounts', { name: 'Alone' });

      expect((await bed.call('GET', `accounts(${id})/primarycontactid`)).status).toBe(204);
    });

    test('an unchanged row is 304', async () => {
      const id = await bed.make('accounts', { name: 'Same' });
      const etag = String((await bed.call('GET', `accounts(${id})`)).json['@odata.etag']);

      const again = await bed.app.inject({
        method: 'GET',
        url: `/api/data/v9.2/accounts(${id})`,
        headers: { 'x-person': people.admin, 'if-none-match': etag },
      });

      expect(again.statusCode).toBe(304);
    });

    test('FetchXML and single properties are read too', async () => {
      const id = await bed.make('accounts', { name: 'Fetched', address1_city: 'Fetch' });
      const fetchXml = encodeURIComponent(
        `<fetch count="1"><entity name="account"><attribute name="name"/><filter><condition attribute="address1_city" operator="eq" value="Fetch"/></filter></entity></fetch>`,
      );

      expect(names(await bed.call('GET', `accounts?fetchXml=${fetchXml}`))).toEqual(['Fetched']);
      expect((await bed.call('GET', `accounts(${id})/name`)).json).toMatchObject({ value: 'Fetched' });
      expect((await bed.call('GET', `accounts(${id})/name/$value`)).text).toBe('Fetched');
      expect((await bed.call('GET', "accounts/$count?$filter=address1_city eq 'Fetch'")).text).toBe('1');
      await bed.call('PUT', `accounts(${id})/name`, { body: { value: 'Put' } });
      expect((await bed.call('GET', `accounts(${id})/name`)).json).toMatchObject({ value: 'Put' });
      const other = await bed.call('GET', `contacts?fetchXml=${fetchXml}`);
      expect(other.status).toBe(400);
    });
  });
}
