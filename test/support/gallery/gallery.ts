/// <reference types="vite/client" />
import { Router } from '@vaadin/router';
import '../../../src/styles/base.css';
import '../../../src/pages/hs-app.ts';
import { createRoutes } from '../../../src/routes.ts';
import { Preferences } from '../../../src/state/preferences.ts';
import { FakeDataClient, type FakeDataOptions } from '../fake-data-client.ts';
import { fakeEntries } from '../fake-entries.ts';
import { FakeSessionClient, type FakeSessionOptions } from '../fake-session-client.ts';

/*
 * The app on made-up data, to look at while developing: npx vite --config test/support/gallery/vite.config.ts
 * then /?scenario=NAME once; the tab remembers it.
 */
const now = Date.now();
const ago = (minutes: number) => now - minutes * 60_000;
const scenarios: Readonly<Record<string, FakeDataOptions>> = {
  plain: { status: { lastSync: ago(2) } },
  waiting: {
    status: { indicator: 'changes-waiting', lastSync: ago(2), waiting: 3 },
    entries: fakeEntries.filter((entry) => entry.state !== 'refused'),
  },
  error: { status: { indicator: 'error', lastSync: ago(2), waiting: 3, errors: 1 }, entries: fakeEntries },
  offline: {
    status: { indicator: 'not-connected', online: false, lastSync: ago(95), waiting: 3 },
    entries: fakeEntries.filter((entry) => entry.state !== 'refused'),
  },
  syncing: {
    status: {
      indicator: 'syncing',
      syncing: true,
      firstSyncDone: false,
      tables: [
        { table: 'account', done: 10_000, total: 10_000, state: 'done' },
        { table: 'contact', done: 2_300, total: 6_000, state: 'running' },
        { table: 'opportunity', done: 0, total: 2_500, state: 'waiting' },
      ],
    },
  },
  expired: {
    status: {
      indicator: 'warning',
      lastSync: ago(60 * 30),
      problem: {
        code: 'not-signed-in',
        message: 'Your session has ended. Your work is safe on this device.',
      },
    },
  },
  slow: { delay: 100_000 },
  failing: { failing: true },
  empty: { rows: { account: 0 } },
};

const asked = new URLSearchParams(window.location.search).get('scenario');
if (asked !== null) window.sessionStorage.setItem('scenario', asked);
const scenario = asked ?? window.sessionStorage.getItem('scenario') ?? 'plain';
const data = new FakeDataClient(scenarios[scenario] ?? scenarios['plain']);
const session: FakeSessionOptions = {
  data,
  ...(scenario === 'signed-out' ? { session: { kind: 'signed-out', serverReached: true } } : {}),
  ...(scenario === 'no-apps'
    ? {
        apps: {
          apps: [],
          message: "Contact your administrator for access to your organization's mobile apps",
          fromDevice: false,
        },
      }
    : {}),
  ...(scenario === 'waiting' ? { unsent: 3 } : {}),
};

const app = document.createElement('hs-app');
app.services = {
  session: new FakeSessionClient(session),
  preferences: new Preferences(window.localStorage),
  storage: window.localStorage,
};
app.addEventListener('hs-ready', () => {
  const router = new Router(app.outlet);
  void router.setRoutes(createRoutes(app));
});
document.body.append(app);
