/// <reference types="vite/client" />
import { Router } from '@vaadin/router';
import { Workbox } from 'workbox-window';
import { createSessionClient } from './data/session-client.ts';
import { browserSessionParts } from './data/session-parts.ts';
import type { StartedWorker } from './data/start-data-worker.ts';
import './pages/hs-app.ts';
import type { HsApp } from './pages/hs-app.ts';
import { createRoutes } from './routes.ts';
import { formFactorOf } from './state/form-factor.ts';
import { Preferences } from './state/preferences.ts';
import { deviceStorage } from './state/device-storage.ts';

/** Looks for new code this often while the page is open. */
const updateInterval = 60 * 60 * 1000;

function mount(worker: StartedWorker | undefined): HsApp {
  const storage = deviceStorage();
  const app = document.createElement('hs-app');
  app.services = {
    session: createSessionClient(browserSessionParts(formFactorOf(window), worker)),
    preferences: new Preferences(storage),
    storage,
  };
  app.addEventListener('hs-ready', () => {
    const router = new Router(app.outlet);
    // A failed page is shown by the routes themselves; what is left is a navigation that the next one replaced.
    void router.setRoutes(createRoutes(app)).catch(() => undefined);
  });
  document.body.append(app);
  return app;
}

/** The service worker keeps the app opening offline; a new version waits until the person agrees. */
function register(app: HsApp): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const workbox = new Workbox('/service-worker.js');
  workbox.addEventListener('waiting', () => {
    app.offerUpdate({ apply: () => workbox.messageSkipWaiting() });
  });
  void workbox.register().then(
    () => setInterval(() => void workbox.update().catch(() => undefined), updateInterval),
    // No service worker (blocked, private mode): the app works, but opens online only.
    () => undefined,
  );
}

/**
 * Every tab reloads when a new version takes over, each only once it may: hs-app asks pages with unsaved input. Heard from
 * the start: another tab may switch before this one has looked for updates itself.
 */
function followUpdates(app: HsApp): void {
  if (!('serviceWorker' in navigator)) return;
  // The first worker of a page takes over without a reload: its code is the page's own.
  let hadWorker = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadWorker) app.reloadForUpdate();
    hadWorker = true;
  });
}

/** Puts the app into the page; `worker`: a data worker that loads already. */
export function start(worker?: StartedWorker): void {
  const app = mount(worker);
  followUpdates(app);
  // The service worker fetches the whole shell: not before the first page has what it needs.
  app.addEventListener('hs-entered', () => setTimeout(() => register(app), 2_000), { once: true });
}
