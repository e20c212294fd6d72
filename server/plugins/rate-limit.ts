import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';

/** Dataverse's own allowance: 6,000 requests of one person in five minutes. */
const allowance = 6000;

/**
 * Counts per person where one is signed in, else per address; files of the app are not counted. Each server counts by
 * itself: behind a balancer a person may make as many requests at each.
 */
export async function rateLimitPlugin(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    max: allowance,
    timeWindow: 300_000,
    hook: 'preHandler',
    keyGenerator: (request) => request.userId ?? request.ip,
    allowList: ({ routeOptions: { config } }) => config.isFile === true || config.isUncounted === true,
    errorResponseBuilder: () => new AppError('too-many-requests'),
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A file of the app, the same for everybody. */
    readonly isFile?: boolean;
    /** Asked by a balancer, not by a person. */
    readonly isUncounted?: boolean;
  }
}
