import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import * as v from 'valibot';
import { signIn, type SignInOutcome } from './accounts.ts';
import { listDemoPeople, offersDemoPeople } from './demo-people.ts';
import { languageOf, sendMessage, sendPage } from './page-reply.ts';
import { renderSignInPage } from './pages/sign-in-page.ts';
import { texts, type PageTexts } from './pages/texts.ts';
import { interactionPath } from './provider.ts';
import { guardUnsafeRequest } from './request-guard.ts';
import type { AuthServices } from './services.ts';

const form = v.object({
  login: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  password: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  demo: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

type Refusal = Exclude<SignInOutcome, { kind: 'signed-in' }>;

function problemOf(words: PageTexts, refusal: Refusal): { readonly status: number; readonly text: string } {
  switch (refusal.kind) {
    case 'refused':
      return { status: 401, text: words.refused };
    case 'locked':
      return { status: 429, text: words.locked(refusal.minutes) };
    case 'disabled':
      return { status: 403, text: words.disabled };
  }
}

/** The page that asks for the password, between the provider's authorization request and its answer. */
export function interactionRoutes(app: FastifyInstance, services: AuthServices, provider: Provider): void {
  const { config, database } = services;

  /** Replies itself and gives false when this browser began no such sign-in. */
  async function isUnderWay(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    try {
      await provider.interactionDetails(request.raw, reply.raw);
      return true;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'SessionNotFound')) throw error;
      sendMessage(request, reply, 400, 'expired');
      return false;
    }
  }

  async function sendForm(
    request: FastifyRequest,
    reply: FastifyReply,
    state: { readonly login?: string; readonly refusal?: Refusal },
  ): Promise<FastifyReply> {
    const language = languageOf(request);
    const problem = state.refusal && problemOf(texts[language], state.refusal);
    const demo = offersDemoPeople(config) ? await listDemoPeople(database.db) : [];
    const page = renderSignInPage(language, { login: state.login, problem: problem?.text, demo });
    return sendPage(reply, problem?.status ?? 200, page);
  }

  /** One tap signs a demo person in where only this machine can reach the server; elsewhere the field means nothing. */
  async function check(input: v.InferOutput<typeof form>): Promise<SignInOutcome> {
    if (input.demo === undefined || !offersDemoPeople(config))
      return signIn(services, input.login, input.password);
    const people = await listDemoPeople(database.db);
    const person = people.find((candidate) => candidate.login === input.demo);
    return person === undefined ? { kind: 'refused' } : { kind: 'signed-in', userId: person.userId };
  }

  app.get(`${interactionPath}/:uid`, async (request, reply) => {
    if (!(await isUnderWay(request, reply))) return reply;
    return sendForm(request, reply, {});
  });

  app.post(`${interactionPath}/:uid`, { config: { acceptsForms: true } }, async (request, reply) => {
    guardUnsafeRequest(services, request);
    if (!(await isUnderWay(request, reply))) return reply;
    const input = v.safeParse(form, request.body ?? {});
    if (!input.success) return sendForm(request, reply, { refusal: { kind: 'refused' } });
    const outcome = await check(input.output);
    if (outcome.kind !== 'signed-in')
      return sendForm(request, reply, { login: input.output.login, refusal: outcome });
    const next = await provider.interactionResult(request.raw, reply.raw, {
      login: { accountId: outcome.userId, remember: false },
    });
    for (const suffix of ['', '.sig'])
      void reply.clearCookie(provider.cookieName('interaction') + suffix, {
        path: request.url.split('?')[0],
      });
    return reply.header('cache-control', 'no-store').redirect(next, 303);
  });
}
