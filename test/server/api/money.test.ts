import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webApiPlugin } from '../../../server/api/web-api-plugin.ts';
import type { Database } from '../../../server/db/database.ts';
import { watchModelTables } from '../../../server/metadata/model-stamp.ts';
import type { ModelHolder } from '../../../server/metadata/model.ts';
import { errorHandlerPlugin } from '../../../server/plugins/error-handler.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createTestModel } from '../../support/model.ts';
import { allVerbs, createPeople, people, setPrivileges } from '../../support/people.ts';
import { createTestServices } from '../../support/services.ts';

type Json = Record<string, unknown>;

const formatted = 'OData.Community.Display.V1.FormattedValue';
const euro = '22222222-0000-4000-8000-000000000001';
const dollar = '22222222-0000-4000-8000-000000000002';
const account = '22222222-0000-4000-8000-000000000003';
const contact = '22222222-0000-4000-8000-000000000004';

describe('formatted money of the Web API', () => {
  let database: Database;
  let model: ModelHolder;
  let app: FastifyInstance;
  beforeAll(async () => {
    database = await openTestDatabase();
    model = await createTestModel(database);
    await createPeople(database);
    await watchModelTables(database.db);
    const services = createTestServices(database, model);
    app = Fastify();
    errorHandlerPlugin(app, services);
    app.decorateRequest('userId', null);
    app.addHook('onRequest', async (request) => {
      request.userId = String(request.headers['x-person'] ?? people.admin);
    });
    await webApiPlugin(app, services);
    const post = (set: string, payload: Json) => send('POST', set, payload);
    await post('transactioncurrencies', {
      transactioncurrencyid: euro,
      currencyname: 'Euro',
      currencysymbol: '€',
      currencyprecision: 2,
      exchangerate: 1,
    });
    await post('transactioncurrencies', {
      transactioncurrencyid: dollar,
      currencyname: 'US Dollar',
      currencysymbol: '$',
      currencyprecision: 2,
      exchangerate: 1.25,
    });
    await sql`update data.organization set basecurrencyid = ${euro}::uuid`.execute(database.db);
    await sql`insert into data.organization (organizationid, name, basecurrencyid)
      select gen_random_uuid(), 'Test', ${euro}::uuid where not exists (select from data.organization)`.execute(
      database.db,
    );
    await model.refresh();
    await post('accounts', {
      accountid: account,
      name: 'Contoso',
      revenue: 1234.5,
      'transactioncurrencyid@odata.bind': `transactioncurrencies(${dollar})`,
      'ownerid_systemuser@odata.bind': `systemusers(${people.ann})`,
    });
    await post('contacts', {
      contactid: contact,
      lastname: 'L',
      'parentcustomerid_account@odata.bind': `accounts(${account})`,
    });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });

  async function send(method: 'GET' | 'POST', path: string, payload?: Json, person?: string): Promise<Json> {
    const response = await app.inject({
      method,
      url: `/api/data/v9.2/${path}`,
      headers: {
        'content-type': 'application/json',
        prefer: 'odata.include-annotations="*"',
        ...(person === undefined ? {} : { 'x-person': person }),
      },
      ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    });
    expect(response.statusCode, response.body).toBeLessThan(300);
    return response.body === '' ? {} : response.json<Json>();
  }

  test('carries the sign of the row’s currency, and of the base currency for base columns', async () => {
    const row = await send('GET', `accounts(${account})?$select=revenue,revenue_base`);

    expect(row[`revenue@${formatted}`]).toBe('$1,234.50');
    expect(row[`revenue_base@${formatted}`]).toBe('€987.60');
    // The currency was read for the signs alone.
    expect(JSON.stringify(row)).not.toContain('transactioncurrencyid');
  });

  test('leaves a currency that was asked for where it is', async () => {
    const row = await send('GET', `accounts(${account})?$select=revenue,_transactioncurrencyid_value`);

    expect(row).toMatchObject({
      _transactioncurrencyid_value: dollar,
      [`revenue@${formatted}`]: '$1,234.50',
    });
  });

  test('does so in expanded rows and in linked columns', async () => {
    const expanded = await send(
      'GET',
      `contacts(${contact})?$expand=parentcustomerid_account($select=revenue)`,
    );
    expect(expanded['parentcustomerid_account']).toMatchObject({ [`revenue@${formatted}`]: '$1,234.50' });

    const fetch = `<fetch><entity name="contact"><attribute name="lastname"/><link-entity name="account" from="accountid"
      to="parentcustomerid" alias="a"><attribute name="revenue"/></link-entity></entity></fetch>`;
    const linked = await send('GET', `contacts?fetchXml=${encodeURIComponent(fetch)}`);
    const [row] = linked['value'] as Json[];
    expect(row?.[`a.revenue@${formatted}`]).toBe('$1,234.50');
    expect(JSON.stringify(row)).not.toContain('transactioncurrencyid');
  });

  test('shows no sign to who may not read currencies', async () => {
    await setPrivileges(database, model.current, { account: allVerbs(1) });
    const row = await send('GET', `accounts(${account})?$select=revenue`, undefined, people.ann);
    expect(row[`revenue@${formatted}`]).toBe('1,234.50');
  });

  test('follows a symbol that is changed', async () => {
    await sql`update data.transactioncurrency set currencysymbol = 'US$' where transactioncurrencyid = ${dollar}::uuid`.execute(
      database.db,
    );
    await model.refresh();
    const row = await send('GET', `accounts(${account})?$select=revenue`);
    expect(String(row[`revenue@${formatted}`]).replace('\u00a0', ' ')).toBe('US$ 1,234.50');
  });
});
