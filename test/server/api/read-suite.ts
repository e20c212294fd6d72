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

      expect(answer.json['@odata.count']).toBe(1);
      expect(answer.json.value).toEqual([
        {
          '@odata.etag': expect.stringMatching(/^W\/"\d+"$/),
          name: 'Q Beta',
          accountid: expect.any(String),
        },
      ]);
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
      const forged = await bed.call('GET', 'accounts?$skiptoken=abc');
      expect(forged.status).toBe(400);
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
