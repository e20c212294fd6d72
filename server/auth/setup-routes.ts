import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { isLoginTaken } from './accounts.ts';
import { languageOf, sendMessage, sendPage } from './page-reply.ts';
import { renderSetupPage, type SetupProblems } from './pages/setup-page.ts';
import { texts, type PageTexts } from './pages/texts.ts';
import { guardUnsafeRequest } from './request-guard.ts';
import type { AuthServices } from './services.ts';
import { isSetupLinkGood, setUpAdministrator } from './setup-link.ts';

const text = (longest: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.transform((value) => value.slice(0, longest)),
    ),
    '',
  );
const form = v.object({ name: text(160), login: text(200), password: v.optional(v.string(), '') });
type SetupForm = v.InferOutput<typeof form>;

const shortestPassword = 12;
const longestPassword = 200;

function passwordProblem(words: PageTexts, password: string): string | undefined {
  if ([...password].length < shortestPassword) return words.passwordShort;
  return password.length > longestPassword ? words.passwordLong : undefined;
}

/** /setup/<token>: the first administrator chooses name, login name and password, once. */
export function setupRoutes(app: FastifyInstance, services: AuthServices): void {
  // With another issuer there are no passwords here: the login name is the address that the issuer knows.
  const hasPasswords = services.config.oidc === undefined;

  async function problemsOf(words: PageTexts, input: SetupForm): Promise<SetupProblems> {
    const isTaken = input.login !== '' && (await isLoginTaken(services.database.db, input.login));
    return {
      name: input.name === '' ? words.nameMissing : undefined,
      login:
        input.login === ''
          ? hasPasswords
            ? words.loginMissing
            : words.addressMissing
          : isTaken
            ? words.loginTaken
            : undefined,
      password: hasPasswords ? passwordProblem(words, input.password) : undefined,
    };
  }

  app.get<{ Params: { token: string } }>('/setup/:token', async (request, reply) => {
    if (!(await isSetupLinkGood(services, request.params.token)))
      return sendMessage(request, reply, 410, 'setupGone');
    const page = renderSetupPage(languageOf(request), {
      values: { name: '', login: '' },
      problems: {},
      hasPasswords,
    });
    return sendPage(reply, 200, page);
  });

  app.post<{ Params: { token: string } }>(
    '/setup/:token',
    { config: { acceptsForms: true } },
    async (request, reply) => {
      guardUnsafeRequest(services, request);
      const { token } = request.params;
      if (!(await isSetupLinkGood(services, token))) return sendMessage(request, reply, 410, 'setupGone');
      const language = languageOf(request);
      const parsed = v.safeParse(form, request.body ?? {});
      const input = parsed.success ? parsed.output : { name: '', login: '', password: '' };
      const problems = await problemsOf(texts[language], input);
      if (Object.values(problems).some((problem) => problem !== undefined))
        return sendPage(reply, 422, renderSetupPage(language, { values: input, problems, hasPasswords }));
      if (
        !(await setUpAdministrator(services, token, {
          name: input.name,
          login: input.login,
          password: hasPasswords ? input.password : undefined,
        }))
      )
        return sendMessage(request, reply, 410, 'setupGone');
      return reply.header('cache-control', 'no-store').redirect('/auth/login', 303);
    },
  );
}
