import { Workbox } from 'workbox-window';

/** True when a page holds input that a reload would lose: it objects to being unloaded. */
function hasUnsavedInput(): boolean {
  const question = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(question);
  return question.defaultPrevented;
}

/**
 * Registers the service worker. A new version waits until the person takes it in any tab; then every tab reloads, but
 * one with unsaved input keeps running (its old chunks stay cached) and is offered the reload again.
 */
export async function startServiceWorker(offerUpdate: (apply: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox('/service-worker.js', { type: 'classic', updateViaCache: 'none' });
  const hadController = navigator.serviceWorker.controller !== null;

  workbox.addEventListener('waiting', () => offerUpdate(() => workbox.messageSkipWaiting()));
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of all takes the page over without a change of code.
    if (!hadController) return;
    if (hasUnsavedInput()) offerUpdate(() => window.location.reload());
    else window.location.reload();
  });
  const registration = await workbox.register();
  // A version that was found while the app was closed is waiting already.
  if (registration?.waiting && hadController) offerUpdate(() => workbox.messageSkipWaiting());
  document.addEventListener('visibilitychange', () => {
    // Failure means no network: the browser asks again by itself.
    if (document.visibilityState === 'visible') void registration?.update().catch(() => undefined);
  });
}
