import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes } from '../../src/shared/base/app-error.ts';
import type { AppError } from '../../src/shared/base/app-error.ts';
import type { Services } from '../services.ts';
import { toAppError } from './app-errors.ts';

/** Dataverse's shape for its clients, ours for the app; text of a server fault never leaves. */
function bodyOf(error: AppError, isApi: boolean): unknown {
  const message = errorCodes[error.code].status >= 500 ? errorCodes[error.code].text : error.message;
  if (isApi) return { error: { code: errorCodes[error.code].odata, message } };
  const column = error.details['column'];
  return { error: { code: error.code, message, ...(typeof column === 'string' ? { column } : {}) } };
}

/** Makes the one place where an error becomes an answer. Expected ones are not logged: they are the caller's news. */
export function errorAnswer(services: Pick<Services, 'logger'>) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const error = toAppError(thrown);
    const { status } = errorCodes[error.code];
    if (status >= 500) {
      const cause = error.cause ?? error;
      services.logger.error('request failed', {
        request: request.id,
        route: request.routeOptions.url,
        code: error.code,
        reason: cause instanceof Error ? cause.message : String(cause),
        stack: cause instanceof Error ? cause.stack : undefined,
      });
    }
    if (error.code === 'too-many-requests' || error.code === 'unavailable')
      if (!reply.hasHeader('retry-after')) void reply.header('retry-after', '5');
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .send(bodyOf(error, request.url.startsWith('/api/')));
  };
}

/** Answers what handlers throw; errors before any route is found are `frameworkErrors` of the server's settings. */
export function errorHandlerPlugin(app: FastifyInstance, services: Pick<Services, 'logger'>): void {
  const answer = errorAnswer(services);
  app.setErrorHandler((thrown, request, reply) => void answer(thrown, request, reply));
}
