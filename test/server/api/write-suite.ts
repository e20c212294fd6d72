import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { people } from '../../support/people.ts';
import { openApiBed, unknownId } from './support.ts';
import type { ApiBed } from './support.ts';

/** Writing rows as a client does, on either database. */
export function writeSuite(kind: Database['kind']): void {
  describe(`writing through the Web API on ${kind}`, () => {
    let bed: ApiBed;
    beforeAll(async () => {
      bed = await openApiBed(kind);
    });
    afterAll(() => bed.close());
    beforeEach(() => bed.reset());

    test('create answers with the address, and with the row when it is asked for', async () => {
      const plain = await bed.call('POST', 'accounts', { body: { name: 'Plain' } });
      const full = await bed.call('POST', 'accounts', {
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

    test('a value that does not fit is refused in a sentence that says why', async () => {
      const refuse = async (body: Record<string, unknown>): Promise<unknown> => {
        const { status, json } = await bed.call('POST', 'accounts', { body });
        return [status, (json['error'] as { message: string }).message];
      };
      expect(await refuse({ name: 'x'.repeat(161) })).toEqual([
        400,
        "Column 'name' of table 'account' holds at most 160 characters.",
      ]);
      expect(await refuse({ name: 'Half \ud83d' })).toEqual([
        400,
        "The text of column 'name' of table 'account' holds U+0000 or half of a surrogate pair, which cannot be stored.",
      ]);
      expect(await refuse({ name: 'N', numberofemployees: -1 })).toEqual([
        400,
        "Column 'numberofemployees' of table 'account' must be at least 0.",
      ]);
      expect(await refuse({ name: 'N', industrycode: 4711 })).toEqual([
        400,
        "The value of column 'industrycode' of table 'account' is not one of its choices.",
      ]);
    });

    test('N:N rows are put together, read, expanded and parted', async () => {
      const account = await bed.make('accounts', { name: 'NN' });
      const contact = await bed.make('contacts', { lastname: 'NN' });
      const ref = `accounts(${account})/accountcontact_association/$ref`;

      const associated = await bed.call('POST', ref, { body: { '@odata.id': `/contacts(${contact})` } });
      const related = await bed.call(
        'GET',
        `accounts(${account})/accountcontact_association?$select=lastname`,
      );
      const expanded = await bed.call(
        'GET',
        `accounts(${account})?$select=name&$expand=accountcontact_association($select=lastname)`,
      );
      const parted = await bed.call(
        'DELETE',
        `accounts(${account})/accountcontact_association(${contact})/$ref`,
      );
      const after = await bed.call('GET', `accounts(${account})/accountcontact_association`);

      expect(associated.status).toBe(204);
      expect(related.json.value).toMatchObject([{ lastname: 'NN' }]);
      expect(expanded.json['accountcontact_association']).toEqual([
        { '@odata.etag': expect.any(String), contactid: contact, lastname: 'NN' },
      ]);
      expect(parted.status).toBe(204);
      expect(after.json.value).toEqual([]);
    });

    test('If-Match guards updates and deletes; If-None-Match and If-Match rule the upsert', async () => {
      const id = await bed.make('accounts', { name: 'One' });
      const etag = String((await bed.call('GET', `accounts(${id})`)).json['@odata.etag']);
      await bed.call('PATCH', `accounts(${id})`, { body: { name: 'Two' }, headers: { 'if-match': etag } });

      const stale = await bed.call('PATCH', `accounts(${id})`, {
        body: { name: 'Three' },
        headers: { 'if-match': etag },
      });
      const staleDelete = await bed.call('DELETE', `accounts(${id})`, { headers: { 'if-match': etag } });
      const onlyNew = await bed.call('PATCH', `accounts(${id})`, {
        body: { name: 'Four' },
        headers: { 'if-none-match': '*' },
      });
      const onlyOld = await bed.call('PATCH', `accounts(${unknownId})`, {
        body: { name: 'Five' },
        headers: { 'if-match': '*' },
      });
      const upserted = await bed.call('PATCH', `accounts(${unknownId})`, {
        body: { name: 'Six' },
        headers: { prefer: 'return=representation' },
      });

      expect([stale.status, stale.json.error?.code]).toEqual([412, '0x80060882']);
      expect(staleDelete.status).toBe(412);
      expect(onlyNew.status).toBe(412);
      expect([onlyOld.status, onlyOld.json.error?.code]).toEqual([404, '0x80040217']);
      expect(upserted.status).toBe(201);
      expect(upserted.json).toMatchObject({ accountid: unknownId, name: 'Six' });
      expect((await bed.call('GET', `accounts(${id})`)).json['name']).toBe('Two');
      expect((await bed.call('DELETE', `accounts(${id})`)).status).toBe(204);
      expect((await bed.call('GET', `accounts(${id})`)).status).toBe(404);
    });

    test('a write tells the listeners which tables changed, after the commit', async () => {
      const heard: string[][] = [];
      const stop = bed.services.changes.subscribe((tables) => heard.push([...tables]));

      await bed.make('accounts', { name: 'Heard' });
      await bed.call('POST', 'accounts', { body: { nme: 'x' } });

      stop();
      expect(heard).toEqual([['account']]);
    });
  });
}
