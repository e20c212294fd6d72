import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationResponseError } from 'openid-client';
import { newGuid } from '../../src/shared/base/guid.ts';
import type { AuthCookies } from './cookies.ts';
import { resolveIdentity } from './identities.ts';
import { sendMessage } from './page-reply.ts';
import { isEnabledPerson, readSignedInPerson } from './people.ts';
import type { IssuerClaims, RelyingParty } from './relying-party.ts';
import { safeReturnTo } from './return-to.ts';
import type { AuthServices } from './services.ts';
import type { Sessions } from './sessions.ts';

export interface SessionRouteParts {
  readonly cookies: AuthCookies;
  readonly sessions: Sessions;
  readonly relyingParty: RelyingParty;
  /** Makes the embedded provider forget this browser. */
  readonly forgetProviderSession: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

/** Sign-in begins and ends here: /auth/login, /auth/callback, /auth/logout, /auth/me. */
export function sessionRoutes(app: FastifyInstance, services: AuthServices, parts: SessionRouteParts): void {
  const { config, database, logger } = services;
  const { cookies, sessions, relyingParty } = parts;
  const publicUrl = new URL(config.publicUrl);

  async function userOf(claims: IssuerClaims): Promise<string | undefined> {
    // The embedded provider's subject is the person's id.
    if (!relyingParty.isEmbedded) return resolveIdentity(services, claims);
    return (await isEnabledPerson(database.db, claims.subject)) ? claims.subject : undefined;
  }

  async function openSession(request: FastifyRequest, reply: FastifyReply, userId: string): Promise<void> {
    const former = cookies.session(request);
    if (former !== undefined) await sessions.revoke(former);
    const deviceId = cookies.device(request) ?? newGuid(services.random);
    const session = await sessions.create(userId, deviceId);
    cookies.setSession(reply, session.value, session.expires);
    cookies.setDevice(reply, deviceId);
  }

  app.get<{ Querystring: { returnTo?: unknown; at?: unknown } }>('/auth/login', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const returnTo = safeReturnTo(request.query.returnTo, config.publicUrl);
    // The cookies of a sign-in live at the public name only: whoever came by another (127.0.0.1) goes there first.
    // Once: a proxy in between may have put its own name into Host.
    if (request.headers.host !== publicUrl.host && request.query.at !== 'public') {
      const target = new URL('/auth/login?at=public', publicUrl);
      target.searchParams.set('returnTo', returnTo);
      return reply.redirect(target.href, 303);
    }
    try {
      // Left over from a sign-in that never came back here; with it the provider would not let another person in.
      await parts.forgetProviderSession(request, reply);
      const { url, request: pending } = await relyingParty.begin();
      cookies.setSignIn(reply, pending, returnTo);
      return reply.redirect(url.href, 303);
    } catch (error) {
      logger.error('issuer not reached', { error: error instanceof Error ? error.message : 'unknown' });
      return sendMessage(request, reply, 503, 'unreachable');
    }
  });

  app.get<{ Querystring: { state?: unknown; error?: unknown } }>('/auth/callback', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const state = typeof request.query.state === 'string' ? request.query.state : '';
    const pending = cookies.signIn(request, state);
    if (pending === undefined) return sendMessage(request, reply, 400, 'expired');
    cookies.clearSignIn(reply, state);
    let claims: IssuerClaims;
    try {
      claims = await relyingParty.finish(new URL(request.url, publicUrl), pending);
    } catch (error) {
      logger.info('sign-in not finished', { error: error instanceof Error ? error.message : 'unknown' });
      const isCancelled = error instanceof AuthorizationResponseError && error.error === 'access_denied';
      return sendMessage(request, reply, 400, isCancelled ? 'cancelled' : 'failed');
    }
    const userId = await userOf(claims);
    await parts.forgetProviderSession(request, reply);
    if (userId === undefined) {
      logger.info('signed in at the issuer, unknown here');
      return sendMessage(request, reply, 403, 'unknown');
    }
    await openSession(request, reply, userId);
    return reply.redirect(safeReturnTo(pending.returnTo, config.publicUrl), 303);
  });

  app.post('/auth/logout', async (request, reply) => {
    const value = cookies.session(request);
    if (value !== undefined) await sessions.revoke(value);
    cookies.clearSession(reply);
    const endSession = await relyingParty.endSessionUrl().catch(() => undefined);
    return reply.header('cache-control', 'no-store').send({ endSessionUrl: endSession?.href });
  });

  app.get('/auth/me', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return readSignedInPerson(services, request);
  });
}
