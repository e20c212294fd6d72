import type { DataClient } from '../data/client.ts';
import type { AppList, OpenApp, Session, SessionClient } from '../data/session.ts';
import { AppError } from '../shared/base/app-error.ts';
import type { AppSummary } from '../shared/metadata/app.ts';
import { AppCatalog } from '../state/app-catalog.ts';
import type { OutboxEntry } from '../store/entry.ts';
import type { SyncStatus } from '../sync/status.ts';

export type OpenOutcome =
  | { readonly kind: 'open'; readonly catalog: AppCatalog }
  | { readonly kind: 'signed-out' | 'no-app' | 'unavailable' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Who is signed in, which app is open and what its data is doing; tells `onChange` whenever any of it changes.
 * One app is open at a time: opening another closes the one before.
 */
export class AppSession {
  readonly client: SessionClient;
  readonly #onChange: () => void;
  readonly #stop: () => void;
  #session: Session | undefined;
  #apps: AppList | undefined;
  #open: OpenApp | undefined;
  #opening: { readonly name: string; readonly outcome: Promise<OpenOutcome> } | undefined;
  #catalog: AppCatalog | undefined;
  #status: SyncStatus | undefined;
  #entries: readonly OutboxEntry[] = [];
  #next: AppSummary | undefined;
  #subscriptions: (() => void)[] = [];
  /** Counts the persons of this tab, so that what one began does not end with the next. */
  #period = 0;

  constructor(client: SessionClient, onChange: () => void) {
    this.client = client;
    this.#onChange = onChange;
    this.#stop = client.watch((session) => {
      const before = personOf(this.#session);
      const isOther = before !== undefined && before !== personOf(session);
      if (isOther || session.kind === 'signed-out') this.#forget();
      this.#session = session;
      onChange();
      // Someone else signed in, in another tab: what pages still show is not theirs to see, nor to save to.
      if (isOther && session.kind === 'signed-in') client.restart();
    });
  }

  get session(): Session | undefined {
    return this.#session;
  }

  get apps(): readonly AppSummary[] {
    return this.#apps?.apps ?? [];
  }

  get catalog(): AppCatalog | undefined {
    return this.#catalog;
  }

  get data(): DataClient | undefined {
    return this.#open?.data;
  }

  get status(): SyncStatus | undefined {
    return this.#status;
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /** A newer package of the open app is on the device. */
  get hasNewPackage(): boolean {
    return this.#next !== undefined;
  }

  /** The session, asked for once. */
  async me(): Promise<Session> {
    this.#session ??= await this.client.me();
    return this.#session;
  }

  /** Opens the app, or answers at once when it is open already. */
  openApp(name: string): Promise<OpenOutcome> {
    if (this.#opening?.name !== name) {
      const outcome = this.#openApp(name);
      this.#opening = { name, outcome };
      void outcome.then((result) => {
        // What failed is tried again the next time.
        if (result.kind !== 'open' && this.#opening?.outcome === outcome) this.#opening = undefined;
      });
    }
    return this.#opening.outcome;
  }

  /** Swaps to the newer package, between navigations. */
  async useNewPackage(): Promise<void> {
    const name = this.#opening?.name;
    if (name === undefined || !this.#next) return;
    this.#opening = undefined;
    await this.openApp(name);
  }

  close(): void {
    this.#stop();
    this.#closeApp();
    this.client.close();
  }

  async #openApp(name: string): Promise<OpenOutcome> {
    const period = this.#period;
    const session = await this.me();
    if (session.kind === 'signed-out') return { kind: 'signed-out' };
    if (!this.#apps) void this.#loadApps();
    try {
      const open = await this.client.openApp(name);
      if (this.#opening?.name !== name || this.#period !== period) {
        await open.data.close();
        return { kind: 'failed', message: '' };
      }
      this.#closeApp();
      this.#open = open;
      const catalog = new AppCatalog(open.package);
      this.#catalog = catalog;
      this.#watch(open);
      this.#onChange();
      return { kind: 'open', catalog };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  #watch(open: OpenApp): void {
    const status = open.data.watchStatus((next) => {
      this.#status = next;
      this.#onChange();
    });
    const outbox = open.data.watchOutbox((entries) => {
      this.#entries = entries;
      this.#onChange();
    });
    const packages = open.onNewPackage((next) => {
      this.#next = next;
      this.#onChange();
    });
    this.#subscriptions = [() => status.close(), () => outbox.close(), packages];
  }

  async #loadApps(): Promise<void> {
    const period = this.#period;
    try {
      const apps = await this.client.apps();
      if (this.#period !== period) return;
      this.#apps = apps;
      this.#onChange();
    } catch {
      // The switcher lists what is known; the page of apps tells what went wrong.
    }
  }

  /** Whatever is open, opening or known is the person's before: none of it is for the next. */
  #forget(): void {
    this.#period += 1;
    this.#opening = undefined;
    this.#apps = undefined;
    this.#closeApp();
  }

  #closeApp(): void {
    for (const stop of this.#subscriptions) stop();
    this.#subscriptions = [];
    const open = this.#open;
    this.#open = undefined;
    this.#catalog = undefined;
    this.#status = undefined;
    this.#entries = [];
    this.#next = undefined;
    // Nothing waits for the worker to end; a failure to end it changes nothing for the person.
    void open?.data.close().catch(() => undefined);
  }
}

function outcomeOf(error: unknown): OpenOutcome {
  if (error instanceof AppError) {
    if (error.code === 'not-signed-in') return { kind: 'signed-out' };
    if (error.code === 'no-row') return { kind: 'no-app' };
    if (error.code === 'network') return { kind: 'unavailable' };
  }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
}

function personOf(session: Session | undefined): string | undefined {
  return session?.kind === 'signed-in' ? session.person.userId : undefined;
}
