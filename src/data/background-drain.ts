import { drainTag } from '../store/device-memory.ts';

/** Background Sync is not in TypeScript's library yet: https://wicg.github.io/background-sync/spec/ */
interface SyncManager {
  register(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
}

/** As many registrations wait at once; each is one wake-up, and the first that succeeds leaves the others nothing to do. */
const mostTags = 4;

async function register(sync: SyncManager, now: number): Promise<void> {
  const waiting = (await sync.getTags()).filter((tag) => tag.startsWith(drainTag));
  // Chromium keeps a tag whose event failed (server gone, network up) waiting for minutes, also when it is registered
  // again; a new tag is tried as soon as there is a network.
  const tag = waiting.length < mostTags ? `${drainTag}-${now}` : (waiting.at(-1) ?? drainTag);
  await sync.register(tag);
}

/**
 * Asks the browser to wake the service worker when there is a network, so that changes leave with every tab closed.
 * Where there is no Background Sync (Firefox, Safari) or no service worker, the next start sends them.
 */
export function askForDrain(now: number): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready
    .then((registration) => {
      const { sync } = registration as { readonly sync?: SyncManager };
      return sync === undefined ? undefined : register(sync, now);
    })
    // Refused by the person's settings or in a private window: pages drain.
    .catch(() => undefined);
}
