import type { FastifyInstance, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import { principalOf } from '../security/principal.ts';
import type { Services } from '../services.ts';
import { isAdminToken } from './local-server.ts';

/** Header of the secret in the data folder; not `authorization`, which is for people and applications. */
export const adminTokenHeader = 'x-haversack-admin-token';

/** Largest archive taken. */
const bodyBytes = 128 * 1024 * 1024;
const archiveTypes = ['application/zip', 'application/octet-stream', 'application/x-zip-compressed'];

/**
 * The administrator who asks, or undefined where the data folder's secret does. Throws `not-signed-in` and, naming
 * `privilege`, `no-privilege`.
 */
export async function administratorOf(
  services: Pick<Services, 'config' | 'database' | 'model'>,
  request: FastifyRequest,
  privilege: string,
): Promise<Principal | undefined> {
  const token = request.headers[adminTokenHeader];
  if (token !== undefined) {
    if (isAdminToken(services.config.dataDir, token)) return undefined;
    throw new AppError('not-signed-in');
  }
  const principal = await principalOf(services, request);
  if (!principal.isAdministrator) throw new AppError('no-privilege', { privilege });
  return principal;
}

/** Bodies of archives arrive as buffers in this scope. */
export function acceptArchives(scope: FastifyInstance): void {
  for (const type of archiveTypes) {
    if (scope.hasContentTypeParser(type)) scope.removeContentTypeParser(type);
    scope.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: bodyBytes }, (_request, body, done) =>
      done(null, body),
    );
  }
}

/** Options of a route that takes an archive. `check` runs before the body is read: a stranger cannot make the server hold a large one. */
export function archiveRoute(check: (request: FastifyRequest) => Promise<unknown>): RouteShorthandOptions {
  return {
    bodyLimit: bodyBytes,
    config: { acceptsTypes: archiveTypes },
    preParsing: async (request, _reply, payload) => {
      await check(request);
      return payload;
    },
  };
}
