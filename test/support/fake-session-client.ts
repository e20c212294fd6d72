import type { AppList, OpenApp, Session, SessionClient, SignOutResult } from '../../src/data/session.ts';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { AppSummary } from '../../src/shared/metadata/app.ts';
import { fakeAppPackage } from './fake-app-package.ts';
import type { FakeDataClient } from './fake-data-client.ts';

const summary: AppSummary = { ...fakeAppPackage.app, packageHash: 'h1' };

/** The apps of the fake person: one that opens, and two to list. */
export const fakeApps: readonly AppSummary[] = [
  summary,
  {
    ...summary,
    id: '10000000-0000-4000-8000-000000000002',
    uniqueName: 'permits',
    name: 'Permit Management',
    description: 'Permits, inspections and the people who carry them out.',
    color: '#1a7342',
  },
  {
    ...summary,
    id: '10000000-0000-4000-8000-000000000003',
    uniqueName: 'approvals',
    name: 'Business Approvals for a Department with a Rather Long Name',
    description: '',
    color: '#7a3ea8',
  },
];

export interface FakeSessionOptions {
  readonly data: FakeDataClient;
  readonly session?: Session;
  readonly apps?: AppList;
  readonly unsent?: number;
}

const signedIn: Session = {
  kind: 'signed-in',
  standing: 'confirmed',
  person: {
    userId: '90000000-0000-4000-8000-000000000001',
    name: 'Amara Okafor',
    email: 'amara@example.com',
    businessUnitId: '80000000-0000-4000-8000-000000000001',
    teamIds: [],
    language: 1033,
    timeZone: 'Europe/Berlin',
    fiscalYearStart: { month: 1, day: 1 },
    isAdministrator: false,
  },
};

/** A SessionClient without a server. */
export class FakeSessionClient implements SessionClient {
  readonly #options: FakeSessionOptions;
  readonly #listeners = new Set<(session: Session) => void>();
  #session: Session;
  readonly log: string[] = [];

  constructor(options: FakeSessionOptions) {
    this.#options = options;
    this.#session = options.session ?? signedIn;
  }

  async me(): Promise<Session> {
    return Promise.resolve(this.#session);
  }

  watch(listener: (session: Session) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async apps(): Promise<AppList> {
    return Promise.resolve(this.#options.apps ?? { apps: fakeApps, fromDevice: false });
  }

  async openApp(uniqueName: string): Promise<OpenApp> {
    this.log.push(`open ${uniqueName}`);
    if (uniqueName !== 'sales') throw new AppError('no-row', { app: uniqueName });
    return Promise.resolve({
      package: fakeAppPackage,
      data: this.#options.data,
      onNewPackage: () => () => undefined,
    });
  }

  signIn(returnTo: string): void {
    this.log.push(`signIn ${returnTo}`);
  }

  restart(): void {
    this.log.push('restart');
  }

  /** What another tab did to the session. */
  change(session: Session): void {
    this.#session = session;
    for (const listener of this.#listeners) listener(session);
  }

  async signOut(options?: { readonly force?: boolean }): Promise<SignOutResult> {
    this.log.push(`signOut ${options?.force ? 'force' : ''}`);
    const count = this.#options.unsent ?? 0;
    if (count > 0 && !options?.force) return Promise.resolve({ kind: 'unsent', count });
    this.#session = { kind: 'signed-out', serverReached: true };
    for (const listener of this.#listeners) listener(this.#session);
    return Promise.resolve({ kind: 'signed-out' });
  }

  close(): void {
    this.#listeners.clear();
  }
}
