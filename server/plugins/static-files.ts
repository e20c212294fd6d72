import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../src/shared/base/app-error.ts';

/** Paths that answer data: what is not there is an error, never the app's page. */
const notPages = [
  '/api/',
  '/app/v1/',
  '/sync/',
  '/auth/',
  '/oidc/',
  '/admin/v1/',
  '/assets/',
  '/healthz',
  '/readyz',
];

function cacheControl(path: string): string {
  // Vite names assets by their content.
  return path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

function isNavigation(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  if (request.method !== 'GET' || notPages.some((prefix) => path.startsWith(prefix))) return false;
  return (request.headers.accept ?? '').includes('text/html');
}

/** The built app in `folder`, and its page for every address that a person can open. */
export async function staticFilesPlugin(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(folder);
  app.setNotFoundHandler(async (request, reply): Promise<FastifyReply> => {
    if (!isBuilt || !isNavigation(request)) throw new AppError('no-route');
    return reply.sendFile('index.html');
  });
  if (!isBuilt) return;
  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST' && (route.url === '/*' || route.url === '/'))
      route.config = { ...route.config, isFile: true };
  });
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    index: ['index.html'],
    // The build leaves a .br and a .gz beside each script and style; a browser that takes neither gets the plain file.
    preCompressed: true,
    setHeaders(reply, path) {
      const name = relative(folder, path).split(sep).join('/');
      void reply.header('cache-control', cacheControl(name));
      void reply.header('vary', 'accept-encoding');
      if (name === 'service-worker.js') void reply.header('service-worker-allowed', '/');
    },
  });
}
