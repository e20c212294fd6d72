import * as v from 'valibot';
import { AppError } from '../shared/base/app-error.ts';
import type { AppSummary } from '../shared/metadata/app.ts';
import { lastPersonKey, mustEndKey, signingInKey } from '../store/device-memory.ts';
import { askServer } from './ask-server.ts';
import type { AppList, OpenApp, Person, Session, SessionClient, SignOutResult } from './session.ts';
import type { SessionParts } from './session-parts.ts';
import {
  appListSchema,
  personSchema,
  readPackage,
  readRemembered,
  type RememberedPackage,
} from './session-schemas.ts';

const appsKey = (personId: string): string => `${personId}/apps`;
const packageKey = (personId: string, app: string): string => `${personId}/package/${app}`;

/** How long a remembered person waits for the server before going on without it. */
const patience = 1_500;
/** A page that comes to the front asks again who is signed in, at most this often while the server has confirmed it. */
const confirmedFor = 60_000;

/** The one implementation of {@link SessionClient}. */
export function createSessionClient(parts: SessionParts): SessionClient {
  return new DeviceSession(parts);
}

class DeviceSession implements SessionClient {
  readonly #parts: SessionParts;
  readonly #listeners = new Set<(session: Session) => void>();
  readonly #stopVisible: () => void;
  readonly #packageListeners = new Set<(next: AppSummary) => void>();
  #session: Session | undefined;
  #asking: Promise<Session> | undefined;
  /** Number of the newest question to the server: what an older one brings late says nothing. */
  #question = 0;
  #askedAt = 0;
  #open: { readonly remembered: RememberedPackage; readonly close: () => Promise<void> } | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    parts.channel.onmessage = () => void this.#askAgain();
    this.#stopVisible = parts.onVisible(() => void this.#onVisible());
  }

  me(): Promise<Session> {
    if (this.#session) return Promise.resolve(this.#session);
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  watch(listener: (session: Session) => void): () => void {
    this.#listeners.add(listener);
    if (this.#session) listener(this.#session);
    return () => this.#listeners.delete(listener);
  }

  async apps(): Promise<AppList> {
    const person = await this.#person();
    try {
      return { ...(await this.#fetchApps(person)), fromDevice: false };
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const remembered = v.safeParse(appListSchema, await this.#parts.memory.get(appsKey(person.userId)));
      if (!remembered.success) throw error;
      return { ...remembered.output, fromDevice: true };
    }
  }

  async openApp(uniqueName: string): Promise<OpenApp> {
    // What the last person has of the app is read while the server is asked who is signed in.
    const early = this.#remembered(uniqueName);
    const person = await this.#person();
    const mine = await early;
    const known = mine?.personId === person.userId ? mine.known : await this.#known(person.userId, uniqueName);
    const remembered = known ?? (await this.#fetchPackage(person, uniqueName));
    await this.#open?.close();
    this.#packageListeners.clear();
    const data = await this.#parts.connect(person, remembered.package);
    if (personOf(this.#session) !== person.userId) {
      // Someone else signed in, or this person out, while the worker started: their data opens for nobody.
      await data.close();
      throw new AppError('not-signed-in');
    }
    this.#parts.askToPersist();
    const open = { remembered, close: () => data.close() };
    this.#open = open;
    // What is remembered opens at once; whether there is a newer one is found out behind it.
    if (known) void this.#lookForNewPackage();
    return {
      package: remembered.package,
      data,
      onNewPackage: (listener) => {
        this.#packageListeners.add(listener);
        return () => this.#packageListeners.delete(listener);
      },
    };
  }

  async #remembered(
    app: string,
  ): Promise<{ readonly personId: string; readonly known: RememberedPackage | undefined } | undefined> {
    try {
      const last = v.safeParse(personSchema, await this.#parts.memory.get(lastPersonKey));
      if (!last.success) return undefined;
      const personId = last.output.userId;
      return { personId, known: await this.#known(personId, app) };
    } catch {
      // Storage that fails is told when it is asked for the person who is signed in.
      return undefined;
    }
  }

  async #known(personId: string, app: string): Promise<RememberedPackage | undefined> {
    return readRemembered(await this.#parts.memory.get(packageKey(personId, app)));
  }

  signIn(returnTo: string): void {
    void this.#leaveForSignIn(returnTo);
  }

  restart(): void {
    this.#parts.goTo('/');
  }

  async signOut(options: { readonly force?: boolean } = {}): Promise<SignOutResult> {
    const person = await this.#person();
    const data = await this.#parts.openPersonData(person.userId);
    try {
      const count = options.force ? 0 : await data.destroyIfSent();
      if (count > 0) return { kind: 'unsent', count };
      await this.#parts.memory.set(mustEndKey, true);
      await this.#open?.close();
      this.#open = undefined;
      if (options.force) await data.destroy();
    } finally {
      await data.close();
    }
    await this.#forget(person);
    this.#question += 1;
    this.#tell({ kind: 'signed-out', serverReached: true });
    const endSessionUrl = await this.#endSession().catch(() => undefined);
    this.#parts.channel.postMessage('changed');
    if (endSessionUrl) this.#parts.goTo(endSessionUrl);
    return { kind: 'signed-out' };
  }

  close(): void {
    this.#stopVisible();
    this.#parts.channel.close();
    this.#listeners.clear();
    this.#closeOpen();
  }

  async #person(): Promise<Person> {
    const session = await this.me();
    if (session.kind === 'signed-in') return session.person;
    throw new AppError(session.serverReached ? 'not-signed-in' : 'network');
  }

  /** A session that must end does so first: ended later, the new one would be taken for it. */
  async #leaveForSignIn(returnTo: string): Promise<void> {
    const { memory, goTo } = this.#parts;
    const mustEnd = await memory.get(mustEndKey).catch(() => undefined);
    const isReady = !mustEnd || (await this.#endSession().then(
      () => true,
      () => false,
    ));
    if (isReady) await memory.set(signingInKey, true).catch(() => undefined);
    // Without the server nobody can sign in: the page, loaded anew, tells so.
    goTo(isReady ? `/auth/login?returnTo=${encodeURIComponent(returnTo)}` : returnTo);
  }

  /** The server's word if it comes in time; else the person remembered goes on, and the word is told when it comes. */
  #ask(): Promise<Session> {
    this.#question += 1;
    this.#askedAt = this.#parts.clock.now();
    const asking = this.#answerTo(this.#question).finally(() => {
      if (this.#asking === asking) this.#asking = undefined;
    });
    return asking;
  }

  async #answerTo(question: number): Promise<Session> {
    const { memory } = this.#parts;
    const [person, mustEnd, isSigningIn] = await Promise.all(
      [lastPersonKey, mustEndKey, signingInKey].map((key) => memory.get(key)),
    );
    const last = v.safeParse(personSchema, person);
    const remembered = last.success ? last.output : undefined;
    let isAnswered = false;
    const tell = (session: Session): Session =>
      question === this.#question ? this.#tell(session) : (this.#session ?? session);
    const asked = this.#askServer(remembered, mustEnd === true).then((session) => {
      isAnswered = true;
      return tell(session);
    });
    if (!remembered || isSigningIn === true) return asked;
    return Promise.race([
      asked,
      this.#wait(patience).then(() =>
        isAnswered ? asked : tell({ kind: 'signed-in', person: remembered, standing: 'remembered' }),
      ),
    ]);
  }

  async #askAgain(): Promise<void> {
    this.#asking = this.#ask();
    await this.#asking;
  }

  async #askServer(remembered: Person | undefined, mustEnd: boolean): Promise<Session> {
    const { memory } = this.#parts;
    try {
      if (mustEnd) await this.#endSession();
      const person = v.parse(personSchema, await this.#getJson('/auth/me'));
      await memory.set(lastPersonKey, person);
      await memory.delete(signingInKey);
      // Other tabs still show the data of whoever was here before.
      if (remembered?.userId !== person.userId) this.#parts.channel.postMessage('changed');
      return { kind: 'signed-in', person, standing: 'confirmed' };
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-signed-in') {
        await memory.delete(signingInKey);
        return remembered
          ? { kind: 'signed-in', person: remembered, standing: 'expired' }
          : { kind: 'signed-out', serverReached: true };
      }
      return remembered
        ? { kind: 'signed-in', person: remembered, standing: 'remembered' }
        : { kind: 'signed-out', serverReached: false };
    }
  }

  /** Ends the server's session; the mark that it must goes with it. Answers where the issuer ends its own. */
  async #endSession(): Promise<string | undefined> {
    const answer = await this.#request('/auth/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await this.#parts.memory.delete(mustEndKey);
    const body = v.safeParse(v.object({ endSessionUrl: v.optional(v.string()) }), await answer.json());
    return body.success ? body.output.endSessionUrl : undefined;
  }

  async #forget(person: Person): Promise<void> {
    const { memory } = this.#parts;
    await memory.delete(lastPersonKey);
    for (const key of await memory.keys())
      if (key.startsWith(`${person.userId}/`)) await memory.delete(key);
  }

  async #fetchApps(person: Person): Promise<{ apps: AppSummary[]; message?: string }> {
    const list = v.parse(appListSchema, await this.#getJson('/app/v1/apps'));
    await this.#parts.memory.set(appsKey(person.userId), list);
    return list;
  }

  async #fetchPackage(person: Person, uniqueName: string): Promise<RememberedPackage> {
    const { apps } = await this.#fetchApps(person);
    const summary = apps.find((app) => app.uniqueName === uniqueName);
    if (!summary) {
      // No longer shared with this person: what is remembered of it must not open again.
      await this.#parts.memory.delete(packageKey(person.userId, uniqueName));
      throw new AppError('no-row', { app: uniqueName });
    }
    return this.#fetchSummary(person, summary);
  }

  async #fetchSummary(person: Person, { uniqueName, packageHash }: AppSummary): Promise<RememberedPackage> {
    const path = `/app/v1/packages/${encodeURIComponent(uniqueName)}/${encodeURIComponent(packageHash)}`;
    const remembered = { hash: packageHash, package: readPackage(await this.#getJson(path, 'default')) };
    await this.#parts.memory.set(packageKey(person.userId, uniqueName), remembered);
    return remembered;
  }

  async #onVisible(): Promise<void> {
    // Someone may have signed in or out elsewhere, or the network is back.
    if (this.#session?.kind === 'signed-in') {
      const isFresh = this.#parts.clock.now() - this.#askedAt < confirmedFor;
      if (this.#session.standing !== 'confirmed' || !isFresh) await this.#askAgain();
    }
    await this.#lookForNewPackage();
  }

  async #lookForNewPackage(): Promise<void> {
    const open = this.#open;
    if (!open || this.#session?.kind !== 'signed-in') return;
    const { person } = this.#session;
    const { uniqueName } = open.remembered.package.app;
    try {
      const { apps } = await this.#fetchApps(person);
      const next = apps.find((app) => app.uniqueName === uniqueName);
      if (!next) {
        await this.#parts.memory.delete(packageKey(person.userId, uniqueName));
        return;
      }
      if (next.packageHash === open.remembered.hash) return;
      await this.#fetchSummary(person, next);
      if (this.#open === open) for (const listener of [...this.#packageListeners]) listener(next);
    } catch {
      // Offline, or signed out meanwhile: the package that is open stays good, and the next look tells.
    }
  }

  #tell(session: Session): Session {
    const before = this.#session;
    if (before && isSameSession(before, session)) return before;
    const isSamePerson = personOf(before) === personOf(session);
    // A late "remembered" must not undo what the server said meanwhile; another person is news in any standing.
    if (before && isSamePerson && session.kind === 'signed-in' && session.standing === 'remembered') return before;
    if (before && !isSamePerson) this.#closeOpen();
    this.#session = session;
    for (const listener of [...this.#listeners]) listener(session);
    return session;
  }

  #closeOpen(): void {
    this.#packageListeners.clear();
    // Nothing waits for the worker to end; a failure to end it changes nothing for the person.
    void this.#open?.close().catch(() => undefined);
    this.#open = undefined;
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.#parts.clock.after(milliseconds, resolve));
  }

  async #getJson(path: string, cache: RequestCache = 'no-store'): Promise<unknown> {
    return (await this.#request(path, { cache, headers: { 'x-form-factor': this.#parts.formFactor } })).json();
  }

  #request(path: string, init: RequestInit): Promise<Response> {
    return askServer(this.#parts.fetch, path, init);
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'network' || error.code === 'unavailable');
}

function personOf(session: Session | undefined): string | undefined {
  return session?.kind === 'signed-in' ? session.person.userId : undefined;
}

function isSameSession(a: Session, b: Session): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
