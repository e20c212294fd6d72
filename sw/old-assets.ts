/**
 * A tab opened before an update still runs the old shell and may yet ask for one of its lazy chunks, which the new
 * precache does not hold and the server no longer serves. So before the precache drops them, assets of the version
 * being replaced move to a cache of their own, which answers when nothing else has the file.
 */
const cacheName = 'haversack-old-assets';
const keptVersions = 3;
const orderKey = '/__haversack-old-assets';

const isAsset = (url: string): boolean => new URL(url).pathname.startsWith('/assets/');

async function moveAssets(scope: ServiceWorkerGlobalScope): Promise<void> {
  const names = (await scope.caches.keys()).filter((name) => name.includes('precache'));
  const old = await scope.caches.open(cacheName);
  const added: string[] = [];
  for (const name of names) {
    const cache = await scope.caches.open(name);
    for (const request of await cache.keys()) {
      if (!isAsset(request.url) || (await old.match(request))) continue;
      const response = await cache.match(request);
      if (response === undefined) continue;
      await old.put(request, response);
      added.push(request.url);
    }
  }
  await forgetOldest(old, added);
}

/** Keeps the assets of the last few versions; what an even older tab asks for, it gets by reloading. */
async function forgetOldest(old: Cache, added: string[]): Promise<void> {
  if (added.length === 0) return;
  const stored = await old.match(orderKey);
  const versions = stored === undefined ? [] : ((await stored.json()) as string[][]);
  const kept = [...versions, added].slice(-keptVersions);
  const wanted = new Set(kept.flat());
  for (const request of await old.keys()) {
    if (isAsset(request.url) && !wanted.has(request.url)) await old.delete(request);
  }
  await old.put(orderKey, new Response(JSON.stringify(kept)));
}

/** Must be set up before the precache: its `activate` handler is the one that deletes. */
export function keepOldAssets(scope: ServiceWorkerGlobalScope): void {
  scope.addEventListener('install', (event) => {
    event.waitUntil(moveAssets(scope));
  });
  scope.addEventListener('fetch', (event) => {
    if (event.request.method !== 'GET' || !isAsset(event.request.url)) return;
    event.respondWith(answer(scope, event.request));
  });
}

async function answer(scope: ServiceWorkerGlobalScope, request: Request): Promise<Response> {
  const cached = await scope.caches.match(request, { ignoreSearch: true });
  if (cached !== undefined) return cached;
  return fetch(request);
}
