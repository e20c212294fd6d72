import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

/** A line per request: its route's pattern, never its address, which can hold names and filters. */
export function requestLogPlugin(app: FastifyInstance, services: Pick<Services, 'logger'>): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    services.logger.debug('request', {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
  });
}
