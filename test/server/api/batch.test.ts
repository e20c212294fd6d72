import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { View } from '../../../src/shared/metadata/view.ts';
import { people } from '../../support/people.ts';
import { names, openApiBed } from './support.ts';
import type { ApiBed } from './support.ts';

const root = '/api/data/v9.2/';

describe('requests in a batch', () => {
  let bed: ApiBed;
  let account: string;
  beforeAll(async () => {
    bed = await openApiBed('pglite');
    await bed.reset();
    account = await bed.make('accounts', { name: 'Batched', address1_city: 'Batch' });
  });
  afterAll(() => bed.close());
  beforeEach(() => bed.reset());

  const part = (request: string, headers = '') =>
    `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${headers}\r\n${request}\r\n`;
  const bodyOf = (parts: readonly string[]) => `${parts.map((one) => `--b1\r\n${one}`).join('')}--b1--\r\n`;
  const send = async (payload: string, headers: Record<string, string> = {}) => {
    const response = await bed.app.inject({
      method: 'POST',
      url: `${root}$batch`,
      headers: {
        authorization: `Test ${people.admin}`,
        'content-type': 'multipart/mixed;boundary=b1',
        ...headers,
      },
      payload,
    });
    const boundary = /boundary=(\S+)/.exec(String(response.headers['content-type']))?.[1] ?? '';
    const parts = response.payload
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((text) => {
        const [, status] = /HTTP\/1\.1 (\d+)/.exec(text) ?? [];
        const json = /\r\n\r\n(\{[^]*\})\r\n$/.exec(text)?.[1];
        return {
          text,
          status: Number(status),
          json: json === undefined ? undefined : (JSON.parse(json) as Json),
        };
      });
    return { status: response.statusCode, text: response.payload, parts };
  };
  type Json = { value?: { name?: unknown }[]; name?: unknown; error?: { code: string; message: string } };

  test('are answered one by one, by relative, rooted and whole addresses', async () => {
    const whole = `${bed.services.config.publicUrl}${root}accounts(${account})?$select=name`;
    const { status, text, parts } = await send(
      bodyOf([
        part(
          "GET accounts?$select=name&$filter=address1_city%20eq%20'Batch' HTTP/1.1\r\nAccept: application/json\r\n",
        ),
        part(`GET ${root}accounts/$count HTTP/1.1\r\n`),
        part(`GET ${whole} HTTP/1.1\r\nPrefer: odata.include-annotations="*"\r\n`, 'Content-ID: 7\r\n'),
      ]),
    );
    expect(status).toBe(200);
    expect(parts.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(parts[0]?.json?.value).toMatchObject([{ name: 'Batched' }]);
    expect(parts[1]?.text).toMatch(/\r\n\r\n\d+\r\n$/);
    expect(parts[2]?.json).toMatchObject({ name: 'Batched' });
    expect(parts[2]?.text).toContain('Content-ID: 7');
    expect(text).toMatch(/^--batchresponse_[\w-]+\r\nContent-Type: application\/http\r\n/);
    expect(text).not.toMatch(/[^\r]\n/);
  });

  test('a failure ends it, unless the sender asks to go on', async () => {
    const three = bodyOf([
      part('GET accounts?$top=1 HTTP/1.1\r\n'),
      part('GET accounts?$filter=nope%20eq%201 HTTP/1.1\r\n'),
      part('GET accounts/$count HTTP/1.1\r\n'),
    ]);
    const ended = await send(three);
    expect(ended.parts.map((one) => one.status)).toEqual([200, 400]);
    expect(ended.parts[1]?.json?.error?.message).toContain('nope');
    const whole = await send(three, { prefer: 'odata.continue-on-error' });
    expect(whole.parts.map((one) => one.status)).toEqual([200, 400, 200]);
  });

  test('have the rights of the sender, whatever a part says', async () => {
    const asAdmin = bodyOf([part(`GET accounts HTTP/1.1\r\nAuthorization: Test ${people.admin}\r\n`)]);
    const stranger = await send(asAdmin, { authorization: 'none' });
    expect(stranger.status).toBe(401);
    expect(stranger.text).toContain('"0x80072560"');
    const disabled = await send(asAdmin, { authorization: `Test ${people.disabled}` });
    expect(disabled.status).toBe(401);
  });

  test('write outside of change sets too', async () => {
    const made = await send(
      bodyOf([
        part('POST accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"name":"From a batch"}'),
        part('GET accounts?$filter=name%20eq%20%27From%20a%20batch%27 HTTP/1.1\r\n'),
      ]),
    );
    expect(made.parts[0]).toMatchObject({ status: 204 });
    expect(made.parts[0]?.text).toMatch(/odata-entityid: http\S+accounts\([\w-]+\)/i);
    expect(made.parts[1]?.json?.value).toHaveLength(1);
  });

  test('an address in it may be twice as long as one alone', async () => {
    const long = (signs: number) => `accounts?$filter=name%20eq%20'${'x'.repeat(signs)}'`;
    const alone = await bed.call('GET', long(40_000));
    expect(alone.status).toBe(413);
    const { parts } = await send(bodyOf([part(`GET ${long(40_000)} HTTP/1.1\r\n`)]));
    expect(parts.map((one) => one.status)).toEqual([200]);
    const longer = await send(bodyOf([part(`GET ${long(70_000)} HTTP/1.1\r\n`)]));
    expect(longer.parts.map((one) => one.status)).toEqual([413]);
    const forged = await bed.call('GET', long(40_000), { headers: { 'x-haversack-inside-batch': 'true' } });
    expect(forged.status).toBe(413);
  });

  test.each([
    ['an empty body', '', 'does not end'],
    ['no part', '--b1--', 'no request'],
    ['no end', '--b1\r\nContent-Type: application/http\r\n\r\nGET accounts HTTP/1.1\r\n', 'does not end'],
    ['no header', bodyOf(['no header\r\n\r\n']), 'no header'],
    [
      'another type of part',
      bodyOf(['Content-Type: text/plain\r\n\r\nGET accounts HTTP/1.1\r\n']),
      'application/http',
    ],
    ['a change set', bodyOf(['Content-Type: multipart/mixed; boundary=c1\r\n\r\n--c1--\r\n']), 'change sets'],
    ['no request line', bodyOf([part('accounts')]), 'request line'],
    [
      'another address of this server',
      bodyOf([part('GET /auth/me HTTP/1.1\r\n')]),
      'no request to this Web API',
    ],
    [
      'too many requests',
      bodyOf([part('GET https://elsewhere.example/api/data/v9.2/accounts HTTP/1.1\r\n')]),
      'no request to this',
    ],
    ['another server', bodyOf([part('GET ../../../auth/me HTTP/1.1\r\n')]), 'no request to this Web API'],
    ['a way out by dots', bodyOf([part('POST $batch HTTP/1.1\r\n')]), 'no request to this Web API'],
    ['a batch within', bodyOf([part('TRACE accounts HTTP/1.1\r\n')]), 'no request to this Web API'],
    [
      'another method',
      bodyOf(Array.from({ length: 1001 }, () => part('GET accounts HTTP/1.1\r\n'))),
      '1001 requests',
    ],
  ])('%s is refused as a whole', async (_name, payload, reason) => {
    const answer = await send(payload);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(reason);
    expect(answer.text).toContain('0x80040203');
  });

  test('a body of another kind is refused', async () => {
    const json = await send('{}', { 'content-type': 'application/json' });
    expect([json.status, json.text]).toEqual([400, expect.stringContaining('boundary')]);
    const none = await send(bodyOf([]), { 'content-type': 'multipart/mixed' });
    expect(none.status).toBe(400);
  });
});

describe('rows by a view', () => {
  let bed: ApiBed;
  beforeAll(async () => {
    bed = await openApiBed('pglite');
    await bed.reset();
    for (const name of ['A', 'B', 'C']) await bed.make('accounts', { name, address1_city: 'View' });
  });
  afterAll(() => bed.close());

  test('come in pages that lead on to each other', async () => {
    const view: View<Readonly<Record<string, string>>> = {
      id: '77777777-0000-4000-8000-000000000001',
      table: 'account',
      type: 'public',
      name: { 1033: 'In View' },
      isDefault: false,
      cells: [],
      query: {
        kind: 'query',
        table: 'account',
        columns: [{ column: 'name' }],
        filter: { kind: 'condition', column: 'address1_city', operator: 'eq', values: ['View'] },
        links: [],
        orders: [{ column: 'name', descending: true }],
      },
    };
    Object.assign(bed.services.model.current, { views: [view] });
    const seen: unknown[] = [];
    let path = `accounts?savedQuery=${view.id}`;
    for (let page = 0; path !== '' && page < 5; page++) {
      const answer = await bed.call('GET', path, { headers: { prefer: 'odata.maxpagesize=2' } });
      expect(answer.status).toBe(200);
      seen.push(names(answer));
      path = String(answer.json['@odata.nextLink'] ?? '').replace(/^.*\/v9\.2\//, '');
    }
    expect(seen).toEqual([['C', 'B'], ['A']]);
    const other = await bed.call('GET', `contacts?savedQuery=${view.id}`);
    expect([other.status, other.json.error?.message]).toEqual([400, expect.stringContaining('account')]);
    expect((await bed.call('GET', 'accounts?savedQuery=nope')).status).toBe(404);
  });
});
