import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { isGuid } from '../../src/shared/base/guid.ts';
import type { AuthKeys } from './keys.ts';
import { loadProvider } from './load-provider.ts';
import { OidcAdapter } from './oidc-adapter.ts';
import { renderMessagePage } from './pages/message-page.ts';
import { pageHeaders } from './pages/layout.ts';
import { chooseLanguage, texts } from './pages/texts.ts';
import { isEnabledPerson } from './people.ts';
import { verifyPassword } from './password.ts';
import type { AuthServices } from './services.ts';

/** The server itself as a client of its embedded provider. */
export const firstPartyClientId = 'haversack';

/** Where the embedded provider is mounted. */
export const providerPath = '/oidc';

/** Path of the page that asks for the password. */
export const interactionPath = '/auth/sign-in';

const tokenMinutes = 60;

/** The audience of access tokens: the organisation's address, as Dataverse has it. */
export function apiAudience(services: Pick<AuthServices, 'config'>): string {
  return services.config.publicUrl;
}

/** The address itself or anything of its Web API may be asked for; the token is for the whole either way. */
function isOurResource(services: AuthServices, indicator: string): boolean {
  const asked = URL.canParse(indicator) ? new URL(indicator) : undefined;
  const own = new URL(services.config.publicUrl);
  return asked?.origin === own.origin && (asked.pathname === '/' || asked.pathname.startsWith('/api'));
}

async function findAccount(services: AuthServices, id: string) {
  if (!isGuid(id)) return undefined;
  return (await isEnabledPerson(services.database.db, id))
    ? { accountId: id, claims: () => ({ sub: id }) }
    : undefined;
}

/** The first-party client needs no consent: signing in to Haversack is what the person came for. */
async function grantToFirstParty(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc;
  if (client?.clientId !== firstPartyClientId || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

function renderError(context: KoaContextWithOIDC, isExpired: boolean): void {
  const language = chooseLanguage(context.get('accept-language'));
  const words = texts[language];
  context.type = 'html';
  for (const [name, value] of Object.entries(pageHeaders)) context.set(name, value);
  context.body = renderMessagePage(language, {
    title: isExpired ? words.expiredTitle : words.failedTitle,
    text: isExpired ? words.expiredText : words.failedText,
    action: { href: '/auth/login', label: words.tryAgain },
  });
}

type ProviderErrors = Awaited<ReturnType<typeof loadProvider>>['errors'];

function configuration(services: AuthServices, keys: AuthKeys, errors: ProviderErrors): Configuration {
  const { config } = services;
  return {
    adapter: (model) => new OidcAdapter(services, model),
    // With another issuer nobody signs in here; application users still get their tokens.
    clients:
      config.oidc !== undefined
        ? []
        : [
            {
              client_id: firstPartyClientId,
              client_secret: keys.firstParty,
              redirect_uris: [`${config.publicUrl}/auth/callback`],
              grant_types: ['authorization_code'],
              response_types: ['code'],
              token_endpoint_auth_method: 'client_secret_basic',
            },
          ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: [keys.cookie],
      names: {
        session: 'haversack-op',
        interaction: 'haversack-op-interaction',
        resume: 'haversack-op-resume',
      },
    },
    claims: { openid: ['sub'] },
    scopes: ['openid'],
    pkce: { required: () => true },
    findAccount: (_context, id) => findAccount(services, id),
    loadExistingGrant: grantToFirstParty,
    interactions: { url: (_context, interaction) => `${interactionPath}/${interaction.uid}` },
    renderError: (context, _out, error) => {
      services.logger.info('sign-in request refused', { error: error.name, message: error.message });
      renderError(context, error instanceof errors.SessionNotFound);
    },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: tokenMinutes * 60,
      ClientCredentials: tokenMinutes * 60,
      IdToken: 600,
      Interaction: 3600,
      Grant: 600,
      // The provider remembers nobody: the revocable session of ours is the only one.
      Session: 600,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_context, client) =>
          // Libraries that name the resource by scope (`<address>/.default`) send no indicator.
          client.clientId === firstPartyClientId ? undefined : apiAudience(services),
        getResourceServerInfo: (_context, indicator) => {
          if (!isOurResource(services, indicator)) throw new errors.InvalidTarget();
          return {
            scope: `${config.publicUrl}/.default ${config.publicUrl}//.default`,
            audience: apiAudience(services),
            accessTokenTTL: tokenMinutes * 60,
            accessTokenFormat: 'jwt' as const,
            jwt: { sign: { alg: 'ES256' as const } },
          };
        },
      },
    },
  };
}

/** The embedded OpenID provider: authorization code with PKCE for people, client credentials for application users. */
export async function createProvider(services: AuthServices, keys: AuthKeys): Promise<Provider> {
  const { Provider, errors } = await loadProvider();
  const provider = new Provider(
    `${services.config.publicUrl}${providerPath}`,
    configuration(services, keys, errors),
  );
  // The mount sets host and scheme to those of PUBLIC_URL itself; nothing a client sends is believed.
  provider.proxy = true;
  const comparePlain = provider.Client.prototype.compareClientSecret;
  provider.Client.prototype.compareClientSecret = function (this, actual) {
    const stored = this.clientSecret ?? '';
    return stored.startsWith('scrypt$') ? verifyPassword(actual, stored) : comparePlain.call(this, actual);
  };
  provider.on('server_error', (_context, error) =>
    services.logger.error('openid provider failed', { message: error.message }),
  );
  return provider;
}
