import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  Configuration,
  customFetch,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type CustomFetch,
  type ServerMetadata,
} from 'openid-client';
import { must } from '../../src/shared/base/assert.ts';
import type { AuthKeys } from './keys.ts';
import { firstPartyClientId, providerPath } from './provider.ts';
import type { AuthServices } from './services.ts';

/** What the browser keeps between leaving for the issuer and coming back; bound to it by an HttpOnly cookie. */
export interface SignInRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface IssuerClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly email?: string;
  readonly isEmailVerified: boolean;
}

/** The server as a client of its issuer, embedded or any other. */
export interface RelyingParty {
  readonly isEmbedded: boolean;
  metadata(): Promise<ServerMetadata>;
  /** Address at the issuer and what must be kept for {@link RelyingParty.finish}. */
  begin(): Promise<{ readonly url: URL; readonly request: SignInRequest }>;
  /** Trades the code in `currentUrl` for the person's claims; throws when anything does not fit. */
  finish(currentUrl: URL, request: SignInRequest): Promise<IssuerClaims>;
  /** Where the browser may go to end the issuer's own session; undefined when there is no such place. */
  endSessionUrl(): Promise<URL | undefined>;
}

/** The embedded provider's metadata without asking it over the network, so that nothing waits on ourselves at start. */
function embeddedConfiguration(services: AuthServices, keys: AuthKeys, fetchOwn: CustomFetch): Configuration {
  const issuer = `${services.config.publicUrl}${providerPath}`;
  const configuration = new Configuration(
    {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    },
    firstPartyClientId,
    { client_secret: keys.firstParty, id_token_signed_response_alg: 'ES256' },
    ClientSecretBasic(keys.firstParty),
  );
  configuration[customFetch] = fetchOwn;
  // Never leaves the process: see fetchOwn.
  allowInsecureRequests(configuration);
  return configuration;
}

async function discover(oidc: NonNullable<AuthServices['config']['oidc']>): Promise<Configuration> {
  const issuer = new URL(oidc.issuer);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  return discovery(
    issuer,
    oidc.clientId,
    undefined,
    oidc.clientSecret === undefined ? None() : ClientSecretBasic(oidc.clientSecret),
    { execute: isLoopback ? [allowInsecureRequests] : [], timeout: 10 },
  );
}

/** `fetchOwn` answers requests to the embedded provider inside this process. */
export function createRelyingParty(
  services: AuthServices,
  keys: AuthKeys,
  fetchOwn: CustomFetch,
): RelyingParty {
  const { oidc, publicUrl } = services.config;
  let configured: Promise<Configuration> | undefined;

  function configuration(): Promise<Configuration> {
    configured ??=
      oidc === undefined
        ? Promise.resolve(embeddedConfiguration(services, keys, fetchOwn))
        : discover(oidc).catch((error: unknown) => {
            // The issuer may be back at the next attempt.
            configured = undefined;
            throw error;
          });
    return configured;
  }

  return {
    isEmbedded: oidc === undefined,
    metadata: async () => (await configuration()).serverMetadata(),

    async begin() {
      const request = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: `${publicUrl}/auth/callback`,
        scope: oidc === undefined ? 'openid' : 'openid email profile',
        state: request.state,
        nonce: request.nonce,
        code_challenge: await calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: 'S256',
        ...(oidc === undefined ? { prompt: 'login' } : {}),
      });
      return { url, request };
    },

    async finish(currentUrl, request) {
      const tokens = await authorizationCodeGrant(await configuration(), currentUrl, {
        expectedState: request.state,
        expectedNonce: request.nonce,
        pkceCodeVerifier: request.verifier,
        idTokenExpected: true,
      });
      const claims = must(tokens.claims(), 'claims of the ID token');
      return {
        issuer: claims.iss,
        subject: claims.sub,
        email: typeof claims['email'] === 'string' ? claims['email'] : undefined,
        isEmailVerified: claims['email_verified'] === true,
      };
    },

    async endSessionUrl() {
      if (oidc === undefined) return undefined;
      const found = await configuration();
      if (found.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(found, { post_logout_redirect_uri: publicUrl });
    },
  };
}
