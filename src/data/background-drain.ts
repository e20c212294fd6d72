import { drainTag } from '../store/device-memory.ts';

/** Background Sync is not in TypeScript's library yet: https://wicg.github.io/background-sync/spec/ */
interface WithSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/**
 * Asks the browser to wake the service worker when there is a network, so that changes leave with every tab closed.
 * Where there is no Background Sync (Firefox, Safari) or no service worker, the next start sends them.
 */
export function askForDrain(): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready
    .then((registration) => (registration as WithSync).sync?.register(drainTag))
    // Refused by the person's settings or in a private window: pages drain.
    .catch(() => undefined);
}
