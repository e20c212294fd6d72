import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sessions } from '../../../server/auth/sessions.ts';
import type { Database } from '../../../server/db/database.ts';
import { buildAuthApp, ids, makeServices, openPeopleDatabase } from './support.ts';
import type { FastifyInstance } from 'fastify';

const device = '40000000-0000-4000-8000-000000000001';
const day = 86_400_000;

describe('sessions', () => {
  let database: Database;
  let services: ReturnType<typeof makeServices>;
  let sessions: Sessions;
  let app: FastifyInstance;

  beforeAll(async () => {
    database = await openPeopleDatabase();
    services = makeServices(database, { PUBLIC_URL: 'https://work.example.org', DEMO: '0' });
    sessions = new Sessions(services);
    app = await buildAuthApp(services);
  });

  afterAll(async () => {
    await app.close();
    await database.close();
  });

  async function cookieOf(userId: string = ids.anna): Promise<string> {
    return `__Host-haversack-session=${(await sessions.create(userId, device)).value}`;
  }

  it('end 60 days after their last use and slide with each use', async () => {
    const cookie = await cookieOf();
    services.clock.advance(50 * day);
    const used = await app.inject({ url: '/auth/me', headers: { cookie } });
    services.clock.advance(50 * day);
    const usedAgain = await app.inject({ url: '/auth/me', headers: { cookie } });
    services.clock.advance(61 * day);
    const late = await app.inject({ url: '/auth/me', headers: { cookie } });

    expect(used.statusCode).toBe(200);
    expect(String(used.headers['set-cookie'])).toMatch(
      /^__Host-haversack-session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(usedAgain.statusCode).toBe(200);
    expect(late.statusCode).toBe(401);
  });

  it('end a year after the sign-in, used or not', async () => {
    const cookie = await cookieOf();
    const answers: number[] = [];
    for (let month = 0; month < 13; month += 1) {
      services.clock.advance(30 * day);
      answers.push((await app.inject({ url: '/auth/me', headers: { cookie } })).statusCode);
    }

    expect(answers).toEqual([...Array.from({ length: 12 }, () => 200), 401]);
  });

  it('send the cookie again at most once an hour', async () => {
    const cookie = await cookieOf();
    services.clock.advance(3_000_000);
    const soon = await app.inject({ url: '/api/who', headers: { cookie } });
    services.clock.advance(3_000_000);
    const later = await app.inject({ url: '/api/who', headers: { cookie } });

    expect(soon.headers['set-cookie']).toBeUndefined();
    expect(later.headers['set-cookie']).toBeDefined();
  });

  it('are revoked by sign-out for every copy of the cookie', async () => {
    const cookie = await cookieOf();
    const headers = { cookie, origin: 'https://work.example.org' };
    const out = await app.inject({ method: 'POST', url: '/auth/logout', headers });

    expect(out.statusCode).toBe(200);
    expect(String(out.headers['set-cookie'])).toContain('Expires=Thu, 01 Jan 1970');
    expect((await app.inject({ url: '/auth/me', headers: { cookie } })).statusCode).toBe(401);
  });

  it('refuse unsafe requests of other sites, and of none, with the reason', async () => {
    const cookie = await cookieOf();
    const post = (headers: Record<string, string>, payload = '{}', url = '/api/write') =>
      app.inject({ method: 'POST', url, headers: { cookie, ...headers }, payload });
    const own = { origin: 'https://work.example.org' };
    const json = { 'content-type': 'application/json' };

    expect((await post({ ...own, ...json })).json()).toEqual({ userId: ids.anna });
    expect((await post({ ...json, origin: 'https://evil.example' })).json()).toMatchObject({
      error: { code: 'foreign-origin' },
    });
    expect((await post({ ...json, origin: 'null' })).statusCode).toBe(403);
    expect((await post({ ...json, origin: 'https://work.example.org.evil.example' })).statusCode).toBe(403);
    expect((await post(json)).statusCode).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post({ ...own, 'content-type': type })).json()).toMatchObject({
        error: { code: 'bad-content-type' },
      });
    expect((await post(own)).statusCode).toBe(403);
  });

  it('take a binary type only where the route declares it', async () => {
    const headers = {
      cookie: await cookieOf(),
      origin: 'https://work.example.org',
      'content-type': 'application/zip',
    };
    const declared = await app.inject({ method: 'POST', url: '/api/upload', headers, payload: 'PK' });
    const elsewhere = await app.inject({ method: 'POST', url: '/api/write', headers, payload: 'PK' });

    expect(declared.statusCode).toBe(200);
    expect(elsewhere.statusCode).toBe(403);
  });

  it('let pages and reads of other origins through to be judged by what they may see', async () => {
    const headers = { cookie: await cookieOf(), origin: 'https://evil.example' };

    expect((await app.inject({ url: '/', headers })).statusCode).toBe(200);
  });

  it('are not believed under the name that plain http uses', async () => {
    const cookie = (await cookieOf()).replace('__Host-', '');

    expect((await app.inject({ url: '/auth/me', headers: { cookie } })).statusCode).toBe(401);
  });

  it('belong to whoever the bearer token names when a request has both', async () => {
    const headers = { cookie: await cookieOf(), authorization: 'Bearer nonsense' };

    expect((await app.inject({ url: '/api/who', headers })).json()).toMatchObject({ userId: null });
  });
});
