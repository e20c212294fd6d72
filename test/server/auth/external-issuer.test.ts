import { createServer, type Server } from 'node:http';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { freePort } from '../../support/free-port.ts';
import { ids, openPeopleDatabase, startAuth, type Browser, type RunningAuth } from './support.ts';

/** An issuer as small as the specification lets it be; `claims` says who signs in next. */
class TinyIssuer {
  readonly url: string;
  claims: Record<string, unknown> = {};
  nonce = '';
  readonly #server: Server;
  readonly #key: KeyObject;

  private constructor(url: string, server: Server, key: KeyObject) {
    this.url = url;
    this.#server = server;
    this.#key = key;
  }

  static async start(): Promise<TinyIssuer> {
    const port = await freePort();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const server = createServer();
    const issuer = new TinyIssuer(`http://localhost:${port}`, server, privateKey);
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    server.on('request', (request, response) => {
      const answer = async () => {
        const path = new URL(request.url ?? '/', issuer.url).pathname;
        if (path === '/jwks') return { keys: [jwk] };
        if (path === '/token') {
          const id_token = await issuer.sign({ ...issuer.claims, nonce: issuer.nonce }, 'client', 'JWT');
          return { access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token };
        }
        return {
          issuer: issuer.url,
          authorization_endpoint: `${issuer.url}/authorize`,
          token_endpoint: `${issuer.url}/token`,
          jwks_uri: `${issuer.url}/jwks`,
          end_session_endpoint: `${issuer.url}/end`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        };
      };
      void answer().then((body) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return issuer;
  }

  sign(claims: Record<string, unknown>, audience: string, typ: string): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ })
      .setIssuer(this.url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.#key);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

describe('another issuer by setting', () => {
  let database: Database;
  let issuer: TinyIssuer;
  let running: RunningAuth;

  beforeAll(async () => {
    database = await openPeopleDatabase();
    issuer = await TinyIssuer.start();
    running = await startAuth(database, {
      OIDC_ISSUER: issuer.url,
      OIDC_CLIENT_ID: 'client',
      OIDC_CLIENT_SECRET: 'secret',
      DEMO: '0',
    });
  });

  afterAll(async () => {
    await running.close();
    await issuer.close();
    await database.close();
  });

  async function comeBackAs(claims: Record<string, unknown>, browser: Browser): Promise<Response> {
    issuer.claims = claims;
    const away = new URL((await browser.request('/auth/login?returnTo=/?x')).headers.get('location') ?? '');
    issuer.nonce = away.searchParams.get('nonce') ?? '';
    return browser.request(`/auth/callback?code=abc&state=${away.searchParams.get('state') ?? ''}`);
  }

  it('leads to the issuer with PKCE, state and nonce', async () => {
    const response = await running.browser().request('/auth/login');
    const away = new URL(response.headers.get('location') ?? '');

    expect(away.origin + away.pathname).toBe(`${issuer.url}/authorize`);
    expect(away.searchParams.get('redirect_uri')).toBe(`${running.origin}/auth/callback`);
    expect(away.searchParams.get('code_challenge_method')).toBe('S256');
    expect(away.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(away.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
  });

  it('finds the person by a verified address once, and by subject from then on', async () => {
    const first = running.browser();
    const second = running.browser();
    const entered = await comeBackAs(
      { sub: 'subject-anna', email: 'ANNA@example.org', email_verified: true },
      first,
    );
    await comeBackAs({ sub: 'subject-anna', email: 'renamed@example.org' }, second);
    const thief = await comeBackAs(
      { sub: 'subject-eve', email: 'anna@example.org', email_verified: true },
      running.browser(),
    );

    expect(entered.headers.get('location')).toBe('/?x');
    expect(await (await first.request('/auth/me')).json()).toMatchObject({ userId: ids.anna });
    expect(await (await second.request('/auth/me')).json()).toMatchObject({ userId: ids.anna });
    expect(thief.status).toBe(403);
  });

  it('lets nobody in by an address that the issuer has not verified, and says what to do', async () => {
    const browser = running.browser();
    const response = await comeBackAs({ sub: 'subject-x', email: 'ben@example.org' }, browser);

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('You have no access here yet');
    expect((await browser.request('/auth/me')).status).toBe(401);
  });

  it('refuses an ID token for another sign-in', async () => {
    issuer.claims = { sub: 'subject-anna' };
    const browser = running.browser();
    const away = new URL((await browser.request('/auth/login')).headers.get('location') ?? '');
    issuer.nonce = 'of another sign-in';

    const response = await browser.request(
      `/auth/callback?code=abc&state=${away.searchParams.get('state') ?? ''}`,
    );

    expect(response.status).toBe(400);
    expect(browser.cookie('haversack-session')).toBeUndefined();
  });

  it('says so when the person cancelled at the issuer', async () => {
    const browser = running.browser();
    const away = new URL((await browser.request('/auth/login')).headers.get('location') ?? '');

    const response = await browser.request(
      `/auth/callback?error=access_denied&state=${away.searchParams.get('state') ?? ''}`,
    );

    expect(await response.text()).toContain('cancelled');
  });

  it('takes access tokens of that issuer for this organisation', async () => {
    await comeBackAs(
      { sub: 'subject-anna', email: 'anna@example.org', email_verified: true },
      running.browser(),
    );
    const who = async (token: string) => {
      const response = await fetch(`${running.origin}/api/who`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await response.json()) as { userId: unknown }).userId;
    };

    expect(await who(await issuer.sign({ sub: 'subject-anna' }, running.origin, 'at+jwt'))).toBe(ids.anna);
    expect(
      await who(await issuer.sign({ sub: 'subject-anna' }, 'https://other.example', 'at+jwt')),
    ).toBeNull();
    expect(await who(await issuer.sign({ sub: 'subject-anna' }, running.origin, 'JWT'))).toBeNull();
  });

  it('leads sign-out to the issuer and leaves no way in by password', async () => {
    const browser = running.browser();
    const out = (await (await browser.request('/auth/logout', { method: 'POST' })).json()) as Record<
      string,
      string
    >;
    const embedded = await browser.request(
      `/oidc/auth?client_id=haversack&response_type=code&scope=openid&redirect_uri=${running.origin}/auth/callback`,
    );

    expect(out['endSessionUrl']).toContain(`${issuer.url}/end`);
    expect(embedded.status).toBe(400);
  });

  it('says that the issuer cannot be reached instead of failing', async () => {
    const lonely = await startAuth(database, {
      OIDC_ISSUER: 'http://localhost:9',
      OIDC_CLIENT_ID: 'client',
      DEMO: '0',
    });
    const response = await lonely.browser().request('/auth/login');
    await lonely.close();

    expect(response.status).toBe(503);
    expect(await response.text()).toContain('cannot be reached');
  });
});
