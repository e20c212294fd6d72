import Fastify from 'fastify';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { webApiPlugin } from '../../../server/api/web-api-plugin.ts';
import type { Database } from '../../../server/db/database.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { errorHandlerPlugin } from '../../../server/plugins/error-handler.ts';
import type { Services } from '../../../server/services.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';
import { createTestServices } from '../../support/services.ts';

type Json = Record<string, unknown> & {
  value?: Record<string, unknown>[];
  error?: { code: string; message: string };
};

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
  readonly json: Json;
}

const unknownId = '11111111-1111-4111-8111-111111111111';
const all = 'odata.include-annotations="*"';

/** The Web API as a client meets it, on either database. */
export function webApiSuite(kind: Database['kind']): void {
  describe(`Web API on ${kind}`, () => {
    let database: Database;
    let holder: ModelHolder;
    let services: Services;
    let app: FastifyInstance;
    beforeAll(async () => {
      database = await openTestDatabase(kind);
      holder = await createTestModel(database);
      await createPeople(database);
      services = createTestServices(database, holder);
      app = Fastify({ routerOptions: { maxParamLength: 40_000 } });
      errorHandlerPlugin(app, services);
      app.decorateRequest('userId', null);
      app.addHook('onRequest', async (request) => {
        const person = request.headers['x-person'];
        request.userId = typeof person === 'string' ? person : null;
      });
      await webApiPlugin(app, services);
    });
    afterAll(async () => {
      await app.close();
      await database.close();
    });
    beforeEach(() =>
      setPrivileges(database, holder.current, {
        account: allVerbs(1),
        contact: allVerbs(1),
        transactioncurrency: { read: 4, appendto: 4 },
      }),
    );

    async function call(
      method: InjectOptions['method'],
      path: string,
      options: { body?: unknown; person?: string; headers?: Record<string, string> } = {},
    ): Promise<Answer> {
      const response = await app.inject({
        method,
        url: `/api/data/v9.2/${path}`,
        headers: {
          'x-person': options.person ?? people.admin,
          'content-type': 'application/json',
          ...options.headers,
        },
        ...(options.body === undefined ? {} : { payload: JSON.stringify(options.body) }),
      });
      const isJson = String(response.headers['content-type']).includes('json');
      return {
        status: response.statusCode,
        headers: response.headers,
        text: response.body,
        json: isJson ? (JSON.parse(response.body) as Json) : {},
      };
    }

    async function make(set: string, body: unknown, person?: string): Promise<string> {
      const answer = await call('POST', set, { body, person });
      expect(answer.text).toBe('');
      return /\(([^)]+)\)$/.exec(String(answer.headers['odata-entityid']))?.[1] ?? '';
    }

    const names = (answer: Answer): unknown[] => (answer.json.value ?? []).map((row) => row['name']);

    test('nobody reads anything without a sign-in', async () => {
      const response = await app.inject({ method: 'GET', url: '/api/data/v9.2/accounts' });

      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({ error: { code: '0x80072560', message: 'Sign in to continue.' } });
    });

    test('WhoAmI names person and business unit', async () => {
      const { json } = await call('GET', 'WhoAmI', { person: people.ann });

      expect(json).toMatchObject({ UserId: people.ann, BusinessUnitId: people.north });
    });

    test('secured columns are there for administrators alone', async () => {
      const body = { name: 'Secured', creditrating: 'AAA' };
      const id = await make('accounts', {
        ...body,
        'ownerid_systemuser@odata.bind': `systemusers(${people.ann})`,
      });
      const ann = { person: people.ann };
      const fetch = (inside: string): string =>
        `accounts?fetchXml=${encodeURIComponent(`<fetch><entity name="account">${inside}</entity></fetch>`)}`;

      const whole = await call('GET', `accounts(${id})`, ann);
      expect(whole.json).toMatchObject({ name: 'Secured' });
      expect(whole.text).not.toContain('creditrating');
      expect((await call('GET', fetch('<all-attributes/>'), ann)).text).not.toContain('creditrating');
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
      await call('PATCH', `accounts(${id})`, {
        body: { 'parentaccountid@odata.bind': `accounts(${id})` },
      });
      for (const path of naming) {
        const refused = await call('GET', path, ann);
        expect([path, refused.status, refused.text.includes('creditrating')]).toEqual([path, 400, true]);
        expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
      }
      const write = await call('PATCH', `accounts(${id})`, { ...ann, body: { creditrating: 'B' } });
      expect(write.status).toBe(403);
      expect((await call('GET', `accounts(${id})`)).json).toMatchObject(body);
      await call('DELETE', `accounts(${id})`);
    });

    test('the service document and the metadata name the entity sets', async () => {
      expect((await call('GET', '')).json.value).toContainEqual({
        name: 'accounts',
        kind: 'EntitySet',
        url: 'accounts',
      });
      const { text, headers } = await call('GET', '$metadata');
      expect(headers['content-type']).toContain('application/xml');
      expect(text).toContain('<EntitySet Name="accounts" EntityType="Microsoft.Dynamics.CRM.account">');
      expect(text).toContain('<Property Name="_primarycontactid_value" Type="Edm.Guid"/>');
    });

    test('create answers with the address, and with the row when it is asked for', async () => {
      const plain = await call('POST', 'accounts', { body: { name: 'Plain' } });
      const full = await call('POST', 'accounts', {
        body: { name: 'Full', revenue: 12.5 },
        headers: { prefer: 'return=representation' },
      });

      expect(plain.status).toBe(204);
      expect(plain.headers['odata-entityid']).toMatch(
        /^http:\/\/localhost:8080\/api\/data\/v9\.2\/accounts\([0-9a-f-]{36}\)$/,
      );
      expect(full.status).toBe(201);
      expect(full.headers['preference-applied']).toBe('return=representation');
      expect(full.json).toMatchObject({
        name: 'Full',
        revenue: 12.5,
        statecode: 0,
        _ownerid_value: people.admin,
      });
      expect(full.json['@odata.etag']).toMatch(/^W\/"\d+"$/);
    });

    test('select, filter, order, top and count', async () => {
      const token = 'Query one';
      for (const [name, employees] of [
        ['Q Beta', 20],
        ['Q Alpha', 10],
        ['Q Gamma', 30],
      ])
        await make('accounts', { name, numberofemployees: employees, address1_city: token });

      const answer = await call(
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
      for (let n = 0; n < 5; n++) await make('accounts', { name: `P${n}`, address1_city: 'Paging' });
      const seen: unknown[] = [];
      let path = "accounts?$select=name&$filter=address1_city eq 'Paging'&$orderby=name";
      for (let page = 0; path !== '' && page < 10; page++) {
        const { json } = await call('GET', path, { headers: { prefer: 'odata.maxpagesize=2' } });
        seen.push(...(json.value ?? []).map((row) => row['name']));
        const next = json['@odata.nextLink'];
        path = typeof next === 'string' ? next.replace(/^.*\/v9\.2\//, '') : '';
      }

      expect(seen).toEqual(['P0', 'P1', 'P2', 'P3', 'P4']);
      const forged = await call('GET', 'accounts?$skiptoken=abc');
      expect(forged.status).toBe(400);
    });

    test('lookups are bound by address and come back as ids with annotations', async () => {
      const contact = await make('contacts', { firstname: 'Ada', lastname: 'L' });
      const account = await make('accounts', {
        name: 'Bound',
        industrycode: 1,
        'primarycontactid@odata.bind': `/contacts(${contact})`,
      });
      const child = await make('contacts', {
        lastname: 'Child',
        'parentcustomerid_account@odata.bind': `http://localhost:8080/api/data/v9.2/accounts(${account})`,
      });

      const read = await call('GET', `accounts(${account})?$select=industrycode,_primarycontactid_value`, {
        headers: { prefer: all },
      });
      expect(read.text).not.toContain('versionnumber');
      const polymorphic = await call('GET', `contacts(${child})?$select=_parentcustomerid_value`, {
        headers: { prefer: all },
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
      await call('DELETE', `accounts(${account})/primarycontactid/$ref`);
      expect((await call('GET', `accounts(${account})`)).json['_primarycontactid_value']).toBeNull();
    });

    test('expand brings the lookup as an object and children as a list', async () => {
      const contact = await make('contacts', { firstname: 'Eve', lastname: 'X' });
      const account = await make('accounts', {
        name: 'Expanded',
        'primarycontactid@odata.bind': `/contacts(${contact})`,
      });
      for (const lastname of ['B', 'A', 'C'])
        await make('contacts', { lastname, 'parentcustomerid_account@odata.bind': `/accounts(${account})` });

      const { json } = await call(
        'GET',
        `accounts(${account})?$select=name&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname;$orderby=lastname;$top=2)`,
      );

      expect(json['primarycontactid']).toMatchObject({ lastname: 'X', contactid: contact });
      expect(json['contact_customer_accounts']).toMatchObject([{ lastname: 'A' }, { lastname: 'B' }]);
    });

    test('N:N rows are put together, read, expanded and parted', async () => {
      const account = await make('accounts', { name: 'NN' });
      const contact = await make('contacts', { lastname: 'NN' });
      const ref = `accounts(${account})/accountcontact_association/$ref`;

      const associated = await call('POST', ref, { body: { '@odata.id': `/contacts(${contact})` } });
      const related = await call('GET', `accounts(${account})/accountcontact_association?$select=lastname`);
      const expanded = await call(
        'GET',
        `accounts(${account})?$select=name&$expand=accountcontact_association($select=lastname)`,
      );
      const parted = await call('DELETE', `accounts(${account})/accountcontact_association(${contact})/$ref`);
      const after = await call('GET', `accounts(${account})/accountcontact_association`);

      expect(associated.status).toBe(204);
      expect(related.json.value).toMatchObject([{ lastname: 'NN' }]);
      expect(expanded.json['accountcontact_association']).toEqual([
        { '@odata.etag': expect.any(String), contactid: contact, lastname: 'NN' },
      ]);
      expect(parted.status).toBe(204);
      expect(after.json.value).toEqual([]);
    });

    test('If-Match guards updates and deletes; If-None-Match and If-Match rule the upsert', async () => {
      const id = await make('accounts', { name: 'One' });
      const etag = String((await call('GET', `accounts(${id})`)).json['@odata.etag']);
      await call('PATCH', `accounts(${id})`, { body: { name: 'Two' }, headers: { 'if-match': etag } });

      const stale = await call('PATCH', `accounts(${id})`, {
        body: { name: 'Three' },
        headers: { 'if-match': etag },
      });
      const staleDelete = await call('DELETE', `accounts(${id})`, { headers: { 'if-match': etag } });
      const onlyNew = await call('PATCH', `accounts(${id})`, {
        body: { name: 'Four' },
        headers: { 'if-none-match': '*' },
      });
      const onlyOld = await call('PATCH', `accounts(${unknownId})`, {
        body: { name: 'Five' },
        headers: { 'if-match': '*' },
      });
      const upserted = await call('PATCH', `accounts(${unknownId})`, {
        body: { name: 'Six' },
        headers: { prefer: 'return=representation' },
      });

      expect([stale.status, stale.json.error?.code]).toEqual([412, '0x80060882']);
      expect(staleDelete.status).toBe(412);
      expect(onlyNew.status).toBe(412);
      expect([onlyOld.status, onlyOld.json.error?.code]).toEqual([404, '0x80040217']);
      expect(upserted.status).toBe(201);
      expect(upserted.json).toMatchObject({ accountid: unknownId, name: 'Six' });
      expect((await call('GET', `accounts(${id})`)).json['name']).toBe('Two');
      expect((await call('DELETE', `accounts(${id})`)).status).toBe(204);
      expect((await call('GET', `accounts(${id})`)).status).toBe(404);
    });

    test('an unchanged row is 304', async () => {
      const id = await make('accounts', { name: 'Same' });
      const etag = String((await call('GET', `accounts(${id})`)).json['@odata.etag']);

      const again = await app.inject({
        method: 'GET',
        url: `/api/data/v9.2/accounts(${id})`,
        headers: { 'x-person': people.admin, 'if-none-match': etag },
      });

      expect(again.statusCode).toBe(304);
    });

    test('FetchXML and single properties are read too', async () => {
      const id = await make('accounts', { name: 'Fetched', address1_city: 'Fetch' });
      const fetchXml = encodeURIComponent(
        `<fetch count="1"><entity name="account"><attribute name="name"/><filter><condition attribute="address1_city" operator="eq" value="Fetch"/></filter></entity></fetch>`,
      );

      expect(names(await call('GET', `accounts?fetchXml=${fetchXml}`))).toEqual(['Fetched']);
      expect((await call('GET', `accounts(${id})/name`)).json).toMatchObject({ value: 'Fetched' });
      expect((await call('GET', `accounts(${id})/name/$value`)).text).toBe('Fetched');
      expect((await call('GET', "accounts/$count?$filter=address1_city eq 'Fetch'")).text).toBe('1');
      await call('PUT', `accounts(${id})/name`, { body: { value: 'Put' } });
      expect((await call('GET', `accounts(${id})/name`)).json).toMatchObject({ value: 'Put' });
      const other = await call('GET', `contacts?fetchXml=${fetchXml}`);
      expect(other.status).toBe(400);
    });

    test('rows out of reach are absent on every path', async () => {
      const hidden = await make('accounts', { name: 'Hidden', address1_city: 'Hide' }, people.bob);
      const own = await make('contacts', { lastname: 'Own' }, people.ann);
      await call('PATCH', `contacts(${own})`, {
        body: { 'parentcustomerid_account@odata.bind': `/accounts(${hidden})` },
      });
      const ann = { person: people.ann };

      expect(names(await call('GET', "accounts?$filter=address1_city eq 'Hide'", ann))).toEqual([]);
      expect(
        (await call('GET', "accounts?$filter=address1_city eq 'Hide'&$count=true", ann)).json['@odata.count'],
      ).toBe(0);
      expect((await call('GET', "accounts/$count?$filter=address1_city eq 'Hide'", ann)).text).toBe('0');
      for (const [method, path, body] of [
        ['GET', `accounts(${hidden})`, undefined],
        ['GET', `accounts(${hidden})/name`, undefined],
        ['GET', `accounts(${hidden})/contact_customer_accounts`, undefined],
        ['PATCH', `accounts(${hidden})`, { name: 'x' }],
        ['DELETE', `accounts(${hidden})`, undefined],
      ] as const)
        expect([method, path, (await call(method, path, { ...ann, body })).status]).toEqual([
          method,
          path,
          404,
        ]);
      const expanded = await call(
        'GET',
        `contacts(${own})?$select=lastname&$expand=parentcustomerid_account($select=name)`,
        { ...ann, headers: { prefer: all } },
      );
      expect(expanded.json['parentcustomerid_account']).toBeNull();
      expect(expanded.text).not.toContain('Hidden');
      const filtered = await call(
        'GET',
        "contacts?$filter=parentcustomerid_account/address1_city eq 'Hide'",
        ann,
      );
      expect(filtered.json.value).toEqual([]);
      const bound = await call('POST', 'contacts', {
        ...ann,
        body: { lastname: 'x', 'parentcustomerid_account@odata.bind': `/accounts(${hidden})` },
      });
      expect(bound.status).toBe(404);
    });

    test('a table without any privilege shows no rows and takes none', async () => {
      await setPrivileges(database, holder.current, {});

      expect((await call('GET', 'accounts', { person: people.cid })).json.value).toEqual([]);
      const refused = await call('POST', 'accounts', { person: people.cid, body: { name: 'x' } });
      expect([refused.status, refused.json.error?.code]).toEqual([403, '0x80040220']);
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
      const answer = await call(method, path, { body });

      expect(answer.status).toBe(status);
      expect(answer.json.error?.code).toMatch(/^0x[0-9a-f]{8}$/i);
      expect(answer.json.error?.message).not.toBe('');
    });

    test('names from outside never become SQL', async () => {
      const evil = "x'; drop table data.account; --";
      await make('accounts', { name: evil, address1_city: evil });

      const found = await call(
        'GET',
        `accounts?$select=name&$filter=address1_city eq '${encodeURIComponent(evil.replaceAll("'", "''"))}'`,
      );
      const column = await call(
        'GET',
        `accounts?$select=${encodeURIComponent('name";drop table data.account')}`,
      );

      expect(names(found)).toEqual([evil]);
      expect(column.status).toBe(400);
      expect((await call('GET', 'accounts?$top=1')).status).toBe(200);
    });

    test('the metadata of tables is there for clients', async () => {
      const one = await call(
        'GET',
        "EntityDefinitions(LogicalName='account')?$select=LogicalName,EntitySetName,PrimaryIdAttribute&$expand=Attributes($select=LogicalName,AttributeType)",
      );
      const filtered = await call(
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
      expect((await call('GET', "EntityDefinitions(LogicalName='none')")).status).toBe(404);
    });

    test('a write tells the listeners which tables changed, after the commit', async () => {
      const heard: string[][] = [];
      const stop = services.changes.subscribe((tables) => heard.push([...tables]));

      await make('accounts', { name: 'Heard' });
      await call('POST', 'accounts', { body: { nme: 'x' } });

      stop();
      expect(heard).toEqual([['account']]);
    });
  });
}
