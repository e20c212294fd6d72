import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { people } from '../../support/people.ts';
import { names, openApiBed } from './support.ts';
import type { ApiBed } from './support.ts';

/** What addresses and bodies are understood, and the metadata behind them, on either database. */
export function addressSuite(kind: Database['kind']): void {
  describe(`addresses of the Web API on ${kind}`, () => {
    let bed: ApiBed;
    beforeAll(async () => {
      bed = await openApiBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    test('WhoAmI names person and business unit', async () => {
      const { json } = await bed.call('GET', 'WhoAmI', { person: people.ann });

      expect(json).toMatchObject({ UserId: people.ann, BusinessUnitId: people.north });
    });

    test('the service document and the metadata name the entity sets', async () => {
      expect((await bed.call('GET', '')).json.value).toContainEqual({
        name: 'accounts',
        kind: 'EntitySet',
        url: 'accounts',
      });
      const { text, headers } = await bed.call('GET', '$metadata');
      expect(headers['content-type']).toContain('application/xml');
      expect(text).toContain('<EntitySet Name="accounts" EntityType="Microsoft.Dynamics.CRM.account">');
      expect(text).toContain('<Property Name="_primarycontactid_value" Type="Edm.Guid"/>');
    });

    test('the metadata of tables is there for clients', async () => {
      const one = await bed.call(
        'GET',
        "EntityDefinitions(LogicalName='account')?$select=LogicalName,EntitySetName,PrimaryIdAttribute&$expand=Attributes($select=LogicalName,AttributeType)",
      );
      const filtered = await bed.call(
        'GET',
        "EntityDefinitions?$filter=EntitySetName eq 'contacts'&$select=LogicalName",
      );

      expect(one.json).toMatchObject({
        LogicalName: 'account',
        EntitySetName: 'accounts',
        PrimaryIdAttribute: 'accountid',
      });
      expect(one.json['Attributes']).toContainEqual(
        expect.objectContaining({ LogicalName: 'revenue', AttributeType: 'Money' }),
      );
      expect(filtered.json.value).toMatchObject([{ LogicalName: 'contact' }]);
      expect((await bed.call('GET', "EntityDefinitions(LogicalName='none')")).status).toBe(404);
    });

    test.each([
      ['GET', 'nothing', undefined, 404],
      ['GET', 'accounts?$filter=nme eq 1', undefined, 400],
      ['GET', 'accounts?$search=x', undefined, 400],
      ['GET', 'accounts?$top=-1', undefined, 400],
      ['GET', 'accounts?fetchXml=<fetch', undefined, 400],
      ['GET', 'accounts(1', undefined, 400],
      ['GET', "accounts(name='x')", undefined, 400],
      ['GET', 'accounts(not-a-guid)', undefined, 400],
      ['POST', 'accounts', { nme: 'x' }, 400],
      ['POST', 'accounts', { name: 1 }, 400],
      ['POST', 'accounts', {}, 400],
      ['POST', 'accounts', [], 400],
      ['POST', 'accounts', { name: 'x', 'primarycontactid@odata.bind': '/accounts(1)' }, 400],
      ['POST', 'accounts', { name: 'x', primarycontactid: { lastname: 'y' } }, 400],
      ['POST', 'nothing', { name: 'x' }, 404],
    ] as const)('%s %s %o is refused in words', async (method, path, body, status) => {
      const answer = await bed.call(method, path, { body });

      expect(answer.status).toBe(status);
      expect(answer.json.error?.code).toMatch(/^0x[0-9a-f]{8}$/i);
      expect(answer.json.error?.message).not.toBe('');
    });

    test.each(['toString=1', 'constructor=1', '__proto__=1'])(
      'the option %s is one like any other',
      async (option) => {
        expect((await bed.call('GET', `accounts?$top=1&${option}`)).status).toBe(200);
        const twice = await bed.call('GET', `accounts?${option}&${option}`);
        expect([twice.status, twice.json.error?.message]).toEqual([
          400,
          `${option.slice(0, -2)} is given twice.`,
        ]);
        const selected = await bed.call('GET', `EntityDefinitions?$select=${option.slice(0, -2)}`);
        expect(selected.status).toBe(400);
      },
    );

    test('names from outside never become SQL', async () => {
      const evil = "x'; drop table data.account; --";
      await bed.make('accounts', { name: evil, address1_city: evil });

      const found = await bed.call(
        'GET',
        `accounts?$select=name&$filter=address1_city eq '${encodeURIComponent(evil.replaceAll("'", "''"))}'`,
      );
      const column = await bed.call(
        'GET',
        `accounts?$select=${encodeURIComponent('name";drop table data.account')}`,
      );

      expect(names(found)).toEqual([evil]);
      expect(column.status).toBe(400);
      expect((await bed.call('GET', 'accounts?$top=1')).status).toBe(200);
    });
  });
}
