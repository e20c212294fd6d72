import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { JWK } from 'jose';
import { must } from '../../src/shared/base/assert.ts';
import { newSecret } from './secret.ts';
import { instant, type AuthServices } from './services.ts';

/** Keys of the embedded provider; the same on every instance and after every restart. */
export interface AuthKeys {
  /** Private ES256 key that signs ID and access tokens. */
  readonly signing: JWK;
  readonly cookie: string;
  /** Secret of the server itself as the provider's client. */
  readonly firstParty: string;
}

async function ensureKey(services: AuthServices, purpose: string, make: () => string): Promise<string> {
  const db = services.database.db;
  const read = () =>
    sql<{ secret: string }>`select secret from haversack.auth_key where purpose = ${purpose}`.execute(db);
  const present = (await read()).rows[0];
  if (present !== undefined) return present.secret;
  // Two instances may start at once: the first insert wins and both read it.
  await sql`
    insert into haversack.auth_key (purpose, secret, created_at)
    values (${purpose}, ${make()}, ${instant(services)}::timestamptz) on conflict do nothing`.execute(db);
  return must((await read()).rows[0], `key ${purpose} after its insert`).secret;
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    alg: 'ES256',
    use: 'sig',
  });
}

/** Reads the keys, making those that are not there yet. */
export async function ensureKeys(services: AuthServices): Promise<AuthKeys> {
  return {
    signing: JSON.parse(await ensureKey(services, 'signing', newSigningKey)) as JWK,
    cookie: await ensureKey(services, 'cookie', () => newSecret(services.random)),
    firstParty: await ensureKey(services, 'first-party-client', () => newSecret(services.random)),
  };
}
