import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readGuid } from '../../src/shared/base/guid.ts';
import type { SignInRequest } from './relying-party.ts';
import type { AuthServices } from './services.ts';

const requestMinutes = 60;
/** The longest that browsers keep a cookie. */
const deviceDays = 400;

/** Names and attributes of our cookies: HttpOnly all of them (I9), and bound to https and this host when there is https. */
export class AuthCookies {
  readonly #isSecure: boolean;
  readonly #prefix: string;

  constructor(services: Pick<AuthServices, 'config'>) {
    this.#isSecure = services.config.publicUrl.startsWith('https:');
    // Browsers take `__Host-` only from https, without Domain: no neighbouring host can plant one.
    this.#prefix = this.#isSecure ? '__Host-' : '';
  }

  session(request: FastifyRequest): string | undefined {
    return request.cookies[this.#sessionName] || undefined;
  }

  setSession(reply: FastifyReply, value: string, expires: Date): void {
    void reply.setCookie(this.#sessionName, value, { ...this.#options, expires });
  }

  clearSession(reply: FastifyReply): void {
    void reply.clearCookie(this.#sessionName, this.#options);
  }

  /** Identifies the browser profile for its whole life, whoever uses it. */
  device(request: FastifyRequest): string | undefined {
    return readGuid(request.cookies[this.#deviceName] ?? '');
  }

  setDevice(reply: FastifyReply, value: string): void {
    void reply.setCookie(this.#deviceName, value, { ...this.#options, maxAge: deviceDays * 86_400 });
  }

  /** One cookie for each sign-in under way, so that two tabs do not undo each other. */
  signIn(
    request: FastifyRequest,
    state: string,
  ): (SignInRequest & { readonly returnTo: string }) | undefined {
    const [nonce, verifier, ...path] = (request.cookies[this.#requestName(state)] ?? '').split('|');
    if (nonce === undefined || verifier === undefined || path.length === 0) return undefined;
    return { state, nonce, verifier, returnTo: path.join('|') };
  }

  setSignIn(reply: FastifyReply, request: SignInRequest, returnTo: string): void {
    const value = [request.nonce, request.verifier, returnTo].join('|');
    void reply.setCookie(this.#requestName(request.state), value, {
      ...this.#options,
      maxAge: requestMinutes * 60,
    });
  }

  clearSignIn(reply: FastifyReply, state: string): void {
    void reply.clearCookie(this.#requestName(state), this.#options);
  }

  get #options(): CookieSerializeOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#isSecure };
  }

  get #sessionName(): string {
    return `${this.#prefix}haversack-session`;
  }

  get #deviceName(): string {
    return `${this.#prefix}haversack-device`;
  }

  #requestName(state: string): string {
    return `${this.#prefix}haversack-sign-in-${state.replace(/[^\w-]/g, '')}`;
  }
}
