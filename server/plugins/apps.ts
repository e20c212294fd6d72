import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { AppError } from '../../src/shared/base/app-error.ts';
import { formFactor, type FormFactor } from '../../src/shared/protocol/values.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { canOpenApp, compilePackage, listApps } from '../metadata/compile-package.ts';
import { principalOf } from '../security/principal.ts';
import type { Services } from '../services.ts';
import { requireMobilePrivilege } from '../sync/mobile-rule.ts';

const noApps = "Contact your administrator for access to your organization's mobile apps.";

/** Tables that say which apps there are and whom they are given to; the model carries them. */
const shareTables = ['appmodule', 'appmoduleroles', 'role'] as const;

/**
 * The kind of device that asks; undefined where it is a small one and the person may not use those. Browsers and
 * clients that say nothing of their device count as desktops.
 */
function deviceOf(principal: Principal, request: FastifyRequest): FormFactor | undefined {
  const asked = v.safeParse(formFactor, request.headers['x-form-factor'] ?? 'desktop');
  if (!asked.success)
    throw new AppError('bad-request', {
      message: `x-form-factor must be one of ${formFactor.options.join(', ')}.`,
    });
  try {
    requireMobilePrivilege(principal, asked.output);
    return asked.output;
  } catch (error) {
    if (error instanceof AppError && error.code === 'no-mobile-privilege') return undefined;
    throw error;
  }
}

/**
 * Reads the model again when apps or their roles are written, so that a share given or taken holds without a restart.
 * Returns how to wait until what is written by now is in the model.
 */
function followShares(app: FastifyInstance, services: Services): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const stop = services.changes.subscribe((tables) => {
    if (!shareTables.some((table) => tables.has(table))) return;
    last = services.model.refresh().then(
      () => undefined,
      (error: unknown) => services.logger.error('apps not read again', { error: String(error) }),
    );
  });
  app.addHook('onClose', async () => stop());
  return () => last;
}

/**
 * My apps and their packages, as the asking person may see them. A package is addressed by its content, so it may be
 * kept for good, by this person's browser alone (I9). The header `x-form-factor` names the device: phones, tablets and
 * kiosks have apps only with the privilege for mobile use, and on phones and tablets the mobile flags of tables act.
 */
export function appsPlugin(app: FastifyInstance, services: Services): void {
  const sharesRead = followShares(app, services);

  app.get('/app/v1/apps', async (request, reply) => {
    await sharesRead();
    const principal = await principalOf(services, request);
    const device = deviceOf(principal, request);
    const ask = { principal, language: principal.language };
    const apps = device === undefined ? [] : listApps(services.model.current, { ...ask, formFactor: device });
    return reply
      .header('cache-control', 'private, no-cache')
      .header('vary', 'cookie, accept-language, x-form-factor')
      .send(apps.length === 0 ? { apps, message: noApps } : { apps });
  });

  app.get<{ Params: { app: string; hash: string } }>(
    '/app/v1/packages/:app/:hash',
    async (request, reply) => {
      await sharesRead();
      const principal = await principalOf(services, request);
      const device = deviceOf(principal, request);
      if (device === undefined) throw new AppError('no-row');
      const model = services.model.current;
      const found = model.apps.find((each) => each.uniqueName === request.params.app);
      if (found === undefined || !canOpenApp(model, found, principal)) throw new AppError('no-row');
      const compiled = compilePackage(model, found, {
        principal,
        language: principal.language,
        formFactor: device,
      });
      // An old hash has no content any more: the list of apps names the present one.
      if (compiled.hash !== request.params.hash) throw new AppError('no-row');
      const etag = `"${compiled.hash}"`;
      void reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('vary', 'cookie, accept-language, x-form-factor')
        .header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.send(compiled.package);
    },
  );
}
