import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

/**
 * Headers that keep the browser from running or framing what is not ours. Styles in attributes are allowed, since Lit
 * and Vaadin set them; scripts come from our own files only.
 */
export async function securityHeadersPlugin(
  app: FastifyInstance,
  services: Pick<Services, 'config'>,
): Promise<void> {
  const { config } = services;
  const isSecure = config.publicUrl.startsWith('https:');
  const issuer = config.oidc === undefined ? [] : [new URL(config.oidc.issuer).origin];
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'", ...issuer],
        frameAncestors: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: isSecure ? { maxAge: 15_552_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
