import { isAsset, noteVersion } from './asset-versions.ts';

async function keepCurrent(scope: ServiceWorkerGlobalScope): Promise<void> {
  const tabs = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await noteVersion(
    scope.caches,
    tabs.map((tab) => tab.id),
  );
}

async function answer(scope: ServiceWorkerGlobalScope, request: Request): Promise<Response> {
  const cached = await scope.caches.match(request, { ignoreSearch: true });
  if (cached !== undefined) return cached;
  return fetch(request);
}

/**
 * A tab opened before an update still runs the old shell and may yet ask for one of its lazy chunks, which the new
 * precache does not hold and the server no longer serves. So before the precache drops them, assets of the version
 * being replaced are copied to a cache of their own, which answers when nothing else has the file.
 * Must be set up before the precache: its `activate` handler is the one that deletes.
 */
export function keepOldAssets(scope: ServiceWorkerGlobalScope): void {
  scope.addEventListener('install', (event) => {
    event.waitUntil(keepCurrent(scope));
  });
  scope.addEventListener('fetch', (event) => {
    if (event.request.method !== 'GET' || !isAsset(event.request.url)) return;
    event.respondWith(answer(scope, event.request));
  });
}
