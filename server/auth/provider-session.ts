import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';

/**
 * Ends the provider's own session of this browser, its row and its cookies. The provider needs one between the password
 * and the code only; kept longer, it would answer for the next person at the same device.
 */
export async function forgetProviderSession(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const name = provider.cookieName('session');
  const id = request.cookies[name];
  if (id === undefined) return;
  const session = await provider.Session.find(id);
  await session?.destroy();
  for (const cookie of [name, `${name}.sig`])
    void reply.clearCookie(cookie, { path: '/', httpOnly: true, sameSite: 'lax' });
}
