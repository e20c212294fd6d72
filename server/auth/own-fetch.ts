import type { FastifyInstance, InjectOptions } from 'fastify';
import type { CustomFetch } from 'openid-client';

/** Peer address of the server's own requests, which no socket can have. */
export const ownAddress = '0.0.0.0';

/**
 * A fetch that hands the request to this very server without a socket: the server need not reach itself by its public
 * name, which on phones' networks, behind proxies and with own certificates it often cannot.
 */
export function createOwnFetch(app: FastifyInstance): CustomFetch {
  return async (url, options) => {
    const { pathname, search } = new URL(url);
    const response = await app.inject({
      method: options.method as InjectOptions['method'],
      url: pathname + search,
      remoteAddress: ownAddress,
      headers: Object.fromEntries(new Headers(options.headers).entries()),
      payload: options.body === undefined || options.body === null ? undefined : String(options.body),
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers))
      if (value !== undefined) headers.set(name, String(value));
    return new Response(response.payload, { status: response.statusCode, headers });
  };
}
