import type { FastifyRequest } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { AuthServices } from './services.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Body types of this route beside JSON, e.g. `application/zip`; never one that a foreign form can send. */
    readonly acceptsTypes?: readonly string[];
    /** A page without script posts its form here; the Origin is checked all the same. */
    readonly acceptsForms?: boolean;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const formType = 'application/x-www-form-urlencoded';
/** What a form or a script of another site can send without asking first; a route cannot declare these. */
const foreignTypes = new Set([formType, 'multipart/form-data', 'text/plain']);

function bodyType(request: FastifyRequest): string | undefined {
  const header = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  return header ?? (hasBody ? '' : undefined);
}

function isAccepted(type: string, request: FastifyRequest): boolean {
  const config = request.routeOptions.config;
  if (type === formType) return config.acceptsForms === true;
  if (foreignTypes.has(type)) return false;
  return (
    type === 'application/json' ||
    /^application\/[\w.-]+\+json$/.test(type) ||
    type === 'application/octet-stream' ||
    (config.acceptsTypes?.includes(type) ?? false)
  );
}

/**
 * Refuses requests that another site could have made the browser send (I9): an unsafe method that comes with a cookie
 * needs our own Origin and a body type that foreign forms cannot have. Throws `foreign-origin` or `bad-content-type`.
 */
export function guardUnsafeRequest(services: Pick<AuthServices, 'config'>, request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return;
  if (request.headers.origin !== new URL(services.config.publicUrl).origin)
    throw new AppError('foreign-origin', { origin: request.headers.origin ?? null });
  const type = bodyType(request);
  if (type !== undefined && !isAccepted(type, request)) throw new AppError('bad-content-type', { type });
}
