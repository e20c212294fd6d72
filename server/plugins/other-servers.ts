import type { FastifyInstance } from 'fastify';
import { ChangeRelay } from '../data/change-relay.ts';
import type { RelayServices } from '../data/change-relay.ts';
import type { Services } from '../services.ts';

/**
 * Several servers on one PostgreSQL: tells them of commits here, hears of theirs, and makes sure that a person's request
 * is answered with the metadata that was committed before it came, whether a message told of it or not. Does nothing
 * with PGlite. Call it after sign-in, whose hook says who asks.
 */
export function otherServersPlugin(
  app: FastifyInstance,
  services: RelayServices & Pick<Services, 'database'>,
): void {
  const { messages } = services.database;
  if (messages === undefined) return;
  const relay = new ChangeRelay(services, messages);
  app.addHook('onReady', () => relay.start());
  app.addHook('onClose', () => relay.close());
  app.addHook('onRequest', async (request) => {
    // Without a person nothing is answered that the model decides.
    if (request.userId !== null) await services.model.refresh();
  });
}
