/**
 * A new version waits until a page says so (workbox-window's messageSkipWaiting): the person chooses the moment, and
 * no tab is changed under its feet. The first version of all takes the pages over at once, so that they work offline.
 */
export function activateWhenAsked(scope: ServiceWorkerGlobalScope): void {
  scope.addEventListener('message', (event: ExtendableMessageEvent) => {
    const data: unknown = event.data;
    if (typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'SKIP_WAITING') {
      event.waitUntil(scope.skipWaiting());
    }
  });
  scope.addEventListener('activate', (event) => {
    event.waitUntil(scope.clients.claim());
  });
}
