import { generateKeyPairSync } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureAuth } from '../../../server/auth/ensure-auth.ts';
import { ensureKeys } from '../../../server/auth/keys.ts';
import type { Database } from '../../../server/db/database.ts';
import { ids, openPeopleDatabase, people, readValue, startAuth, type RunningAuth } from './support.ts';

const clientId = '51f81489-12ee-4a9e-aaae-a2591f45987d';
const secret = 'a secret:with/odd+characters';

describe('application users', () => {
  let database: Database;
  let running: RunningAuth;
  let userId: unknown;

  beforeAll(async () => {
    database = await openPeopleDatabase();
    running = await startAuth(database, { DEMO_APP_ID: clientId, DEMO_APP_SECRET: secret });
    await ensureAuth(running.services, { demoPeople: people });
    userId = await readValue(
      database,
      `select user_id as value from haversack.account_application where client_id = '${clientId}'`,
    );
  });

  afterAll(async () => {
    await running.close();
    await database.close();
  });

  async function askToken(fields: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${running.origin}/oidc/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  }

  async function who(token: string): Promise<unknown> {
    const response = await fetch(`${running.origin}/api/who`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await response.json()) as { userId: unknown }).userId;
  }

  async function signed(claims: { aud: string; iss?: string; exp?: number; typ?: string }): Promise<string> {
    const { signing } = await ensureKeys(running.services);
    return new SignJWT({ client_id: clientId, sub: clientId })
      .setProtectedHeader({ alg: 'ES256', typ: claims.typ ?? 'at+jwt', kid: signing.kid })
      .setIssuer(claims.iss ?? `${running.origin}/oidc`)
      .setAudience(claims.aud)
      .setExpirationTime(claims.exp ?? Math.floor(Date.now() / 1000) + 600)
      .sign(await importJWK(signing, 'ES256'));
  }

  it('get a token with the secret in the body or in the header, and it opens the API', async () => {
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64');
    const inBody = await askToken({ client_id: clientId, client_secret: secret });
    const inHeader = await askToken({}, { authorization: `Basic ${basic}` });

    expect(inBody).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
    expect(inHeader.status).toBe(200);
    expect(await who(inBody.body['access_token'] ?? '')).toBe(userId);
    expect(await who(inHeader.body['access_token'] ?? '')).toBe(userId);
  });

  it('name the organisation as Dataverse libraries do: by `.default` scope or by resource', async () => {
    const credentials = { client_id: clientId, client_secret: secret };
    const answers = [
      await askToken({ ...credentials, scope: `${running.origin}/.default` }),
      await askToken({ ...credentials, scope: `${running.origin}//.default` }),
      await askToken({ ...credentials, resource: `${running.origin}/` }),
      await askToken({ ...credentials, resource: `${running.origin}/api/data/v9.2/` }),
    ];

    for (const { body } of answers) expect(await who(body['access_token'] ?? '')).toBe(userId);
  });

  it('get no token with a wrong secret, as somebody unknown or for another organisation', async () => {
    const wrong = await askToken({ client_id: clientId, client_secret: 'wrong' });
    const unknown = await askToken({ client_id: 'unknown', client_secret: secret });
    const elsewhere = await askToken({
      client_id: clientId,
      client_secret: secret,
      resource: 'https://other.example',
    });

    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(unknown).toMatchObject({ status: 401, body: wrong.body });
    expect(elsewhere).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
  });

  it('can write without an Origin, since no browser sends a bearer token on its own', async () => {
    const { body } = await askToken({ client_id: clientId, client_secret: secret });

    const response = await fetch(`${running.origin}/api/write`, {
      method: 'POST',
      headers: { authorization: `Bearer ${body['access_token']}`, 'content-type': 'application/json' },
      body: '{}',
    });

    expect(await response.json()).toEqual({ userId });
  });

  it('are nobody with a token for another audience, from another issuer, of another type or run out', async () => {
    expect(await who(await signed({ aud: running.origin }))).toBe(userId);

    expect(await who(await signed({ aud: 'https://other.example' }))).toBeNull();
    expect(await who(await signed({ aud: running.origin, iss: 'https://other.example' }))).toBeNull();
    expect(await who(await signed({ aud: running.origin, typ: 'JWT' }))).toBeNull();
    expect(
      await who(await signed({ aud: running.origin, exp: Math.floor(Date.now() / 1000) - 1 })),
    ).toBeNull();
    expect(await who('not-a-token')).toBeNull();
  });

  it('are nobody with a token that somebody else signed under our key id', async () => {
    const { signing } = await ensureKeys(running.services);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forged = await new SignJWT({ client_id: clientId, sub: clientId })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signing.kid })
      .setIssuer(`${running.origin}/oidc`)
      .setAudience(running.origin)
      .setExpirationTime('10m')
      .sign(privateKey);

    expect(await who(forged)).toBeNull();
  });

  it('lose access at once when their user is disabled, with tokens given before too', async () => {
    const { body } = await askToken({ client_id: clientId, client_secret: secret });
    await database.script(
      `update data.systemuser set isdisabled = true where systemuserid = '${String(userId)}'`,
    );

    const before = await who(body['access_token'] ?? '');
    const after = await askToken({ client_id: clientId, client_secret: secret });
    await database.script(
      `update data.systemuser set isdisabled = false where systemuserid = '${String(userId)}'`,
    );

    expect(before).toBeNull();
    expect(after.status).toBe(401);
  });

  it('are administrators of the root business unit, noted in the change log', async () => {
    const role = await readValue(
      database,
      `select roleid as value from data.systemuserroles where systemuserid = '${String(userId)}'`,
    );
    const logged = await readValue(
      database,
      `select count(*)::int as value from haversack.change_log where row_id = '${String(userId)}' and op = 'i'`,
    );

    expect(role).toBe(ids.administratorRole);
    expect(logged).toBe(1);
  });

  it('keep their tokens over a restart of the server', async () => {
    const { body } = await askToken({ client_id: clientId, client_secret: secret });
    const again = await startAuth(database, { PUBLIC_URL: running.origin });

    const response = await again.app.inject({
      url: '/api/who',
      headers: { authorization: `Bearer ${body['access_token']}` },
    });
    await again.close();

    expect(response.json()).toMatchObject({ userId });
  });

  it('publish the public half of the key only', async () => {
    const { keys } = (await (await fetch(`${running.origin}/oidc/jwks`)).json()) as {
      keys: readonly Record<string, unknown>[];
    };

    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
