import Fastify from 'fastify';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { randomUUID } from 'node:crypto';
import { webApiPlugin } from './api/web-api-plugin.ts';
import { authPlugin } from './auth/auth-plugin.ts';
import { dataPackagePlugin } from './data-package/routes.ts';
import { appsPlugin } from './plugins/apps.ts';
import { errorAnswer, errorHandlerPlugin } from './plugins/error-handler.ts';
import { healthPlugin } from './plugins/health.ts';
import { otherServersPlugin } from './plugins/other-servers.ts';
import { rateLimitPlugin } from './plugins/rate-limit.ts';
import { requestLogPlugin } from './plugins/request-log.ts';
import { securityHeadersPlugin } from './plugins/security-headers.ts';
import { staticFilesPlugin } from './plugins/static-files.ts';
import { tableSettingsPlugin } from './plugins/table-settings.ts';
import type { Services } from './services.ts';
import type { ReadThreadOptions } from './solution/read-thread.ts';
import { solutionPlugin } from './solution/routes.ts';
import { syncPlugin } from './sync/sync-plugin.ts';

export interface AppOptions {
  /** Folder of the built app; default: `dist/app` beside the running server. */
  readonly appFolder: string;
  /** Certificate and key for phones on the local network. */
  readonly https?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** How solutions are read; for tests, which bring the thread's script. */
  readonly reading?: ReadThreadOptions;
  /** The same for data packages. */
  readonly readingPackages?: ReadThreadOptions;
}

/** Ten megabytes: a note's attachment in base64, a batch of changes. Routes set less or more. */
const bodyLimit = 10 * 1024 * 1024;
/** An address of the Web API may have 32 KB, and other headers come with it. */
const maxHeaderSize = 64 * 1024;

/** The whole server as a list of plugins; whoever calls it listens, or injects requests. */
export async function buildApp(services: Services, options: AppOptions): Promise<FastifyInstance> {
  const settings: FastifyServerOptions & {
    https?: (AppOptions['https'] & { maxHeaderSize: number }) | null;
  } = {
    logger: false,
    bodyLimit,
    genReqId: () => randomUUID(),
    trustProxy: [...services.config.trustProxy],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 },
    // An address that cannot be decoded belongs to no route.
    frameworkErrors: (error, request, reply) => void errorAnswer(services)(error, request, reply),
    forceCloseConnections: true,
    ...(options.https === undefined
      ? { http: { maxHeaderSize }, https: null }
      : { https: { ...options.https, maxHeaderSize } }),
  };
  const app = Fastify(settings) as unknown as FastifyInstance;
  errorHandlerPlugin(app, services);
  requestLogPlugin(app, services);
  await securityHeadersPlugin(app, services);
  await authPlugin(app, services);
  otherServersPlugin(app, services);
  await rateLimitPlugin(app);
  healthPlugin(app, services);
  await webApiPlugin(app, services);
  appsPlugin(app, services);
  tableSettingsPlugin(app, services);
  syncPlugin(app, services);
  await solutionPlugin(app, services, options.reading);
  await dataPackagePlugin(app, services, options.readingPackages);
  await staticFilesPlugin(app, options.appFolder);
  return app;
}
