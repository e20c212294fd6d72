import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';
import { ownAddress } from './own-fetch.ts';

/** Checking a password costs a tenth of a second of a core on purpose: one address gets this many requests a minute. */
const allowance = 300;

/** Limits requests of one address to the sign-in routes of this scope, whatever names they try. */
export async function limitGuessing(scope: FastifyInstance): Promise<void> {
  await scope.register(rateLimit, {
    max: allowance,
    timeWindow: 60_000,
    keyGenerator: (request) => request.ip,
    allowList: (request) => request.method === 'GET' || request.raw.socket.remoteAddress === ownAddress,
    errorResponseBuilder: () => new AppError('too-many-requests'),
  });
}
