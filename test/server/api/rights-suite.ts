import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { allVerbs, people, setPrivileges } from '../../support/people.ts';
import { everyAnnotation, names, openApiBed, unknownId } from './support.ts';
import type { ApiBed } from './support.ts';

/** Who sees and does what, on either database. */
export function rightsSuite(kind: Database['kind']): void {
  describe(`rights in the Web API on ${kind}`, () => {
    let bed: ApiBed;
    beforeAll(async () => {
      bed = await openApiBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    test('nobody reads anything without a sign-in', async () => {
      const response = await bed.app.inject({ method: 'GET', url: '/api/data/v9.2/accounts' });

      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({ error: { code: '0x80072560', message: 'Sign in to continue.' } });
    });

    test('secured columns are there for administrators alone', async () => {
      const body = { name: 'Secured', creditrating: 'AAA' };
      const id = await bed.make('accounts', {
        ...body,
        'ownerid_systemuser@odata.bind': `systemusers(${people.ann})`,
      });
      const ann = { person: people.ann };
      const fetch = (inside: string): string =>
        `accounts?fetchXml=${encodeURIComponent(`<fetch><entity name="account">${inside}</entity></fetch>`)}`;

      const whole = await bed.call('GET', `accounts(${id})`, ann);
      expect(whole.json).toMatchObject({ name: 'Secured' });
      expect(whole.text).not.toContain('creditrating');
      expect((await bed.call('GET', fetch('<all-attributes/>'), ann)).text).not.toContain('creditrating');
      const naming = [
        'accounts?$select=creditrating',
        `accounts(${id})/creditrating`,
        "accounts?$filter=creditrating eq 'AAA'",
        'accounts?$orderby=creditrating',
        "accounts/$count?$filter=creditrating eq 'AAA'",
        "accounts?$filter=parentaccountid/creditrating eq 'AAA'",
        'accounts?$expand=parentaccountid($select=creditrating)',
        fetch('<attribute name="creditrating"/>'),
        fetch('<order attribute="creditrating"/>'),
        fetch('<filter><condition attribute="creditrating" operator="not-null"/></filter>'),
        fetch(
          '<link-entity name="account" from="accountid" to="accountid"><attribute name="creditrating"/></link-entity>',
        ),
      ];
      const parent = await bed.make('accounts', body);
      await bed.call('PATCH', `accounts(${id})`, {
        body: { 'parentaccountid@odata.bind': `accounts(${parent})` },
      });
      for (const path of naming) {
        const refused = await bed.call('GET', path, ann);
        expect([path, refused.status, refused.text.includes('creditrating')]).toEqual([path, 400, true]);
        expect([path, (await bed.call('GET', path)).status]).toEqual([path, 200]);
      }
      const write = await bed.call('PATCH', `accounts(${id})`, { ...ann, body: { creditrating: 'B' } });
      expect(write.status).toBe(403);
      expect((await bed.call('GET', `accounts(${id})`)).json).toMatchObject(body);
      await bed.call('DELETE', `accounts(${id})`);
    });

    test('rows out of reach are absent on every path', async () => {
      const hidden = await bed.make('accounts', { name: 'Hidden', address1_city: 'Hide' }, people.bob);
      const own = await bed.make('contacts', { lastname: 'Own' }, people.ann);
      await bed.call('PATCH', `contacts(${own})`, {
        body: { 'parentcustomerid_account@odata.bind': `/accounts(${hidden})` },
      });
      const ann = { person: people.ann };

      expect(names(await bed.call('GET', "accounts?$filter=address1_city eq 'Hide'", ann))).toEqual([]);
      expect(
        (await bed.call('GET', "accounts?$filter=address1_city eq 'Hide'&$count=true", ann)).json[
          '@odata.count'
        ],
      ).toBe(0);
      expect((await bed.call('GET', "accounts/$count?$filter=address1_city eq 'Hide'", ann)).text).toBe('0');
      for (const [method, path, body] of [
        ['GET', `accounts(${hidden})`, undefined],
        ['GET', `accounts(${hidden})/name`, undefined],
        ['GET', `accounts(${hidden})/contact_customer_accounts`, undefined],
        ['PATCH', `accounts(${hidden})`, { name: 'x' }],
        ['DELETE', `accounts(${hidden})`, undefined],
      ] as const)
        expect([method, path, (await bed.call(method, path, { ...ann, body })).status]).toEqual([
          method,
          path,
          404,
        ]);
      const expanded = await bed.call(
        'GET',
        `contacts(${own})?$select=lastname&$expand=parentcustomerid_account($select=name)`,
        { ...ann, headers: { prefer: everyAnnotation } },
      );
      expect(expanded.json['parentcustomerid_account']).toBeNull();
      expect(expanded.text).not.toContain('Hidden');
      const filtered = await bed.call(
        'GET',
        "contacts?$filter=parentcustomerid_account/address1_city eq 'Hide'",
        ann,
      );
      expect(filtered.json.value).toEqual([]);
      const bound = await bed.call('POST', 'contacts', {
        ...ann,
        body: { lastname: 'x', 'parentcustomerid_account@odata.bind': `/accounts(${hidden})` },
      });
      expect(bound.status).toBe(404);
    });

    test('reading a table without the privilege is refused, wherever a query names it', async () => {
      await setPrivileges(bed.database, bed.model, { account: allVerbs(1) });
      const id = await bed.make('accounts', { name: 'Mine' }, people.ann);
      const fetch = (table: string, inside: string): string =>
        encodeURIComponent(`<fetch><entity name="${table}">${inside}</entity></fetch>`);
      const link = '<link-entity name="contact" from="contactid" to="primarycontactid"/>';

      for (const path of [
        'contacts',
        'contacts?$count=true&$top=1',
        'contacts/$count',
        `contacts(${unknownId})`,
        `contacts(${unknownId})/lastname`,
        `contacts?fetchXml=${fetch('contact', '<attribute name="lastname"/>')}`,
        `accounts?fetchXml=${fetch('account', link)}`,
        'accounts?$expand=primarycontactid',
        `accounts(${id})?$expand=contact_customer_accounts`,
        `accounts(${id})/contact_customer_accounts`,
        "accounts?$filter=primarycontactid/lastname eq 'x'",
        'accounts?$orderby=primarycontactid/lastname',
      ]) {
        const { status, json } = await bed.call('GET', path, { person: people.ann });
        expect([path, status, json.error?.code]).toEqual([path, 403, '0x80040220']);
        expect(json.error?.message).toContain('prvreadcontact');
      }
      expect((await bed.call('GET', `accounts(${id})`, { person: people.ann })).status).toBe(200);
    });

    test('somebody without any role learns nothing of the tables', async () => {
      const nobody = { person: people.disabled };
      await sql`update data.systemuser set isdisabled = false where systemuserid = ${people.disabled}::uuid`.execute(
        bed.database.db,
      );

      for (const path of ['', '$metadata', 'EntityDefinitions', "EntityDefinitions(LogicalName='account')"])
        expect([path, (await bed.call('GET', path, nobody)).status]).toEqual([path, 403]);
      expect((await bed.call('GET', 'WhoAmI', nobody)).status).toBe(200);
      expect((await bed.call('GET', 'EntityDefinitions', { person: people.ann })).status).toBe(200);
    });

    test('a table without any privilege takes no rows', async () => {
      await setPrivileges(bed.database, bed.model, {});

      const refused = await bed.call('POST', 'accounts', { person: people.cid, body: { name: 'x' } });
      expect([refused.status, refused.json.error?.code]).toEqual([403, '0x80040220']);
    });
  });
}
