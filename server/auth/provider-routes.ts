import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { providerPath } from './provider.ts';
import type { AuthServices } from './services.ts';

/**
 * Hands /oidc to the provider with the body unread. The provider builds addresses from the request, so it is given the
 * public origin whatever name the server was reached by: the issuer stays one, behind a proxy or on localhost.
 */
export async function providerRoutes(
  app: FastifyInstance,
  services: AuthServices,
  provider: Provider,
): Promise<void> {
  const handle = provider.callback();
  const publicUrl = new URL(services.config.publicUrl);
  await app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all('/*', { config: { acceptsForms: true } }, async (request, reply) => {
        const raw = request.raw;
        const address = raw.url ?? '/';
        Object.assign(raw, { originalUrl: address });
        raw.url = address.slice(providerPath.length) || '/';
        raw.headers.host = publicUrl.host;
        raw.headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
        delete raw.headers['x-forwarded-host'];
        reply.hijack();
        await handle(raw, reply.raw);
      });
    },
    { prefix: providerPath },
  );
}
