import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { Services } from '../services.ts';

/** /healthz: the process answers; /readyz: it can serve, i.e. its database answers. Neither says anything else. */
export function healthPlugin(app: FastifyInstance, services: Pick<Services, 'database'>): void {
  app.get('/healthz', { config: { isUncounted: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  );
  app.get('/readyz', { config: { isUncounted: true } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(services.database.db);
    } catch (error) {
      throw new AppError('unavailable', {}, { cause: error });
    }
    return reply.header('cache-control', 'no-store').send({ ok: true });
  });
}
