import type { FastifyInstance } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import { canOpenApp, compilePackage, listApps } from '../metadata/compile-package.ts';
import { principalOf } from '../security/principal.ts';
import type { Services } from '../services.ts';

const noApps = "Contact your administrator for access to your organization's mobile apps.";

/**
 * My apps and their packages, as the asking person may see them. A package is addressed by its content, so it may be
 * kept for good, by this person's browser alone (I9).
 */
export function appsPlugin(app: FastifyInstance, services: Services): void {
  app.get('/app/v1/apps', async (request, reply) => {
    const principal = await principalOf(services, request);
    const apps = listApps(services.model.current, principal, principal.language);
    return reply
      .header('cache-control', 'private, no-cache')
      .send(apps.length === 0 ? { apps, message: noApps } : { apps });
  });

  app.get<{ Params: { app: string; hash: string } }>(
    '/app/v1/packages/:app/:hash',
    async (request, reply) => {
      const principal = await principalOf(services, request);
      const model = services.model.current;
      const found = model.apps.find((each) => each.uniqueName === request.params.app);
      if (found === undefined || !canOpenApp(model, found, principal)) throw new AppError('no-row');
      const compiled = compilePackage(model, found, principal, principal.language);
      // An old hash has no content any more: the list of apps names the present one.
      if (compiled.hash !== request.params.hash) throw new AppError('no-row');
      const etag = `"${compiled.hash}"`;
      void reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('vary', 'cookie, accept-language')
        .header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.send(compiled.package);
    },
  );
}
