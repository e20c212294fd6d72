import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse as parseForm } from 'node:querystring';
import { createBearerCheck } from './bearer.ts';
import { AuthCookies } from './cookies.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { ensureKeys } from './keys.ts';
import { createOwnFetch } from './own-fetch.ts';
import { createProvider } from './provider.ts';
import { forgetProviderSession } from './provider-session.ts';
import { providerRoutes } from './provider-routes.ts';
import { createRelyingParty } from './relying-party.ts';
import { guardUnsafeRequest } from './request-guard.ts';
import type { AuthServices } from './services.ts';
import { sessionRoutes } from './session-routes.ts';
import { Sessions } from './sessions.ts';
import { setupRoutes } from './setup-routes.ts';
import { limitGuessing } from './limit-guessing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The person (or application user) who asks, by session cookie or bearer token; null when nobody is signed in. */
    userId: string | null;
    /** Id of the browser profile from its long-lived cookie; null before the first sign-in and for API clients. */
    deviceId: string | null;
  }
}

const bearerPattern = /^bearer +([\w.~+/-]+=*)$/i;

function bearerToken(request: FastifyRequest): string | undefined {
  return bearerPattern.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Sign-in for the whole server. Call it on the root instance, before any route that reads `request.userId`, and not
 * through `register`, which would keep the decorations from the others. Needs the migration 0020-auth.
 */
export async function authPlugin(app: FastifyInstance, services: AuthServices): Promise<void> {
  const keys = await ensureKeys(services);
  const cookies = new AuthCookies(services);
  const sessions = new Sessions(services);
  const relyingParty = createRelyingParty(services, keys, createOwnFetch(app));
  const checkBearer = createBearerCheck(services, keys, relyingParty);
  const provider = await createProvider(services, keys);

  if (!app.hasDecorator('parseCookie')) await app.register(fastifyCookie);
  app.decorateRequest('userId', null);
  app.decorateRequest('deviceId', null);

  app.addHook('onRequest', async (request, reply) => {
    // Files of the app are the same for everybody: no look-up for them.
    if (request.routeOptions.config.isFile === true) return;
    const token = bearerToken(request);
    if (token !== undefined) {
      // A token is never sent by a browser on its own, so no other site can have made this request.
      request.userId = (await checkBearer(token)) ?? null;
      return;
    }
    request.deviceId = cookies.device(request) ?? null;
    const value = cookies.session(request);
    if (value === undefined) return;
    guardUnsafeRequest(services, request);
    const session = await sessions.find(value);
    request.userId = session?.userId ?? null;
    if (session?.renewedUntil !== undefined) cookies.setSession(reply, value, session.renewedUntil);
  });

  // What a signed-in person gets is theirs alone: no shared cache keeps it unless its route says how.
  app.addHook('onSend', async (request, reply) => {
    if (request.userId !== null && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'private, no-store');
  });

  await app.register(async (scope) => {
    await limitGuessing(scope);
    await providerRoutes(scope, services, provider);
  });
  await app.register(async (scope) => {
    await limitGuessing(scope);
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_request, body, done) => done(null, parseForm(String(body))),
    );
    interactionRoutes(scope, services, provider);
    setupRoutes(scope, services);
    sessionRoutes(scope, services, {
      cookies,
      sessions,
      relyingParty,
      forgetProviderSession: (request, reply) => forgetProviderSession(provider, request, reply),
    });
  });
}
