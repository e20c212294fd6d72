import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { findApplication } from './applications.ts';
import { findIdentity } from './identities.ts';
import type { AuthKeys } from './keys.ts';
import { apiAudience, providerPath } from './provider.ts';
import type { RelyingParty } from './relying-party.ts';
import type { AuthServices } from './services.ts';

/** Gives the user id that a bearer token stands for; undefined for every token that is not good here and now. */
export type BearerCheck = (token: string) => Promise<string | undefined>;

function asText(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined;
}

async function userOf(services: AuthServices, claims: JWTPayload): Promise<string | undefined> {
  const db = services.database.db;
  const clientId = asText(claims['client_id']) ?? asText(claims['azp']) ?? asText(claims['appid']);
  const isApplication = claims.sub === undefined || claims.sub === clientId;
  if (isApplication && clientId !== undefined) return (await findApplication(db, clientId))?.userId;
  if (claims.iss === undefined || claims.sub === undefined) return undefined;
  return findIdentity(db, claims.iss, claims.sub);
}

function publicPart(keys: AuthKeys) {
  const { d: _private, ...rest } = keys.signing;
  return rest;
}

/**
 * Accepts access tokens (`at+jwt`) of the embedded provider for this organisation's address and, with another issuer by
 * setting, that issuer's tokens for the same audience. ID tokens are no access tokens and are refused by their type.
 */
export function createBearerCheck(
  services: AuthServices,
  keys: AuthKeys,
  relyingParty: RelyingParty,
): BearerCheck {
  const own = createLocalJWKSet({ keys: [publicPart(keys)] });
  let remote: JWTVerifyGetKey | undefined;
  const external = services.config.oidc;

  async function verify(token: string, issuer: string, keySet: JWTVerifyGetKey, typ?: string) {
    const { payload } = await jwtVerify(token, keySet, {
      issuer,
      audience: external === undefined ? apiAudience(services) : [apiAudience(services), external.clientId],
      typ,
      requiredClaims: ['exp'],
      currentDate: new Date(services.clock.now()),
    });
    return userOf(services, payload);
  }

  return async (token) => {
    try {
      return await verify(token, `${services.config.publicUrl}${providerPath}`, own, 'at+jwt');
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      if (external === undefined) return undefined;
    }
    try {
      const metadata = await relyingParty.metadata();
      if (metadata.jwks_uri === undefined) return undefined;
      remote ??= createRemoteJWKSet(new URL(metadata.jwks_uri));
      return await verify(token, metadata.issuer, remote, 'at+jwt');
    } catch (error) {
      services.logger.info('bearer token refused', {
        error: error instanceof Error ? error.name : 'unknown',
      });
      return undefined;
    }
  };
}
