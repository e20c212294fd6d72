import type { AppPackage, AppSummary } from '../shared/metadata/app.ts';
import type { FiscalYearStart } from '../shared/query/ast.ts';
import type { DataClient } from './client.ts';

/** Who uses this device, as the server said it last. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly email?: string;
  readonly businessUnitId: string;
  readonly teamIds: readonly string[];
  /** LCID. */
  readonly language: number;
  /** IANA name. */
  readonly timeZone: string;
  /** The organisation's. */
  readonly fiscalYearStart: FiscalYearStart;
  readonly isAdministrator: boolean;
}

/**
 * - `confirmed`: the server answered for this person since the page was loaded.
 * - `remembered`: the server cannot be reached; the last person of this device goes on with their own data.
 * - `expired`: the server is reached and knows no session; local work goes on, sync waits for a sign-in.
 */
export type Session =
  | {
      readonly kind: 'signed-in';
      readonly person: Person;
      readonly standing: 'confirmed' | 'remembered' | 'expired';
    }
  | { readonly kind: 'signed-out'; readonly serverReached: boolean };

export interface AppList {
  readonly apps: readonly AppSummary[];
  /** Why the list is empty, in the server's words. */
  readonly message?: string;
  /** The list is the one remembered from the last time the server was reached. */
  readonly fromDevice: boolean;
}

/** One app with its metadata and the door to its data; closed with the session or when another app opens. */
export interface OpenApp {
  readonly package: AppPackage;
  readonly data: DataClient;
  /** The server has a newer package, already on the device: open the app again to use it. */
  readonly onNewPackage: (listener: (next: AppSummary) => void) => () => void;
}

export type SignOutResult =
  { readonly kind: 'signed-out' } | { readonly kind: 'unsent'; readonly count: number };

/** Everything pages know of sessions, apps and packages. Pages never fetch: they ask here. */
export interface SessionClient {
  /** Asks the server once a page load; offline it answers with the person remembered. */
  me(): Promise<Session>;
  /** Called at once with the session when it is known, and whenever it changes (also from other tabs). */
  watch(listener: (session: Session) => void): () => void;
  /** The person's apps: from the server, else as remembered. Throws AppError `not-signed-in`, or `network` when none are remembered. */
  apps(): Promise<AppList>;
  /**
   * The remembered package opens at once; a newer one is fetched behind it. Throws AppError `no-row` when the person has
   * no such app, `network` when it was never fetched and the server cannot be reached.
   */
  openApp(uniqueName: string): Promise<OpenApp>;
  /** Leaves the page for the sign-in; comes back to `returnTo`, a path of this app. */
  signIn(returnTo: string): void;
  /** Leaves every page for the start page, loaded anew: nothing of the person before stays in this tab. */
  restart(): void;
  /**
   * Counts unsent changes first and does nothing if there are any; with `force`, or when there are none, wipes the person's
   * data on this device and ends the session.
   */
  signOut(options?: { readonly force?: boolean }): Promise<SignOutResult>;
  close(): void;
}
