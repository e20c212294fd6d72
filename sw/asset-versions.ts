import * as v from 'valibot';

const cacheName = 'haversack-old-assets';
const versionsKey = '/__haversack-old-assets';
const keptVersions = 3;

/** What one version of the app needs, and the ids of the tabs that were open when it was noted, which may run it. */
const version = v.object({ assets: v.array(v.string()), clients: v.array(v.string()) });
type Version = v.InferOutput<typeof version>;

/** True for files of the build whose names change with their content. */
export const isAsset = (url: string): boolean => new URL(url).pathname.startsWith('/assets/');

/** Copies what the precaches hold; the addresses of all of it, also of what an earlier version brought already. */
async function copyPrecached(caches: CacheStorage, old: Cache): Promise<string[]> {
  const found = new Set<string>();
  for (const name of (await caches.keys()).filter((one) => one.includes('precache'))) {
    const precache = await caches.open(name);
    for (const request of await precache.keys()) {
      if (!isAsset(request.url)) continue;
      if (!(await old.match(request))) {
        const response = await precache.match(request);
        if (response === undefined) continue;
        await old.put(request, response);
      }
      found.add(request.url);
    }
  }
  return [...found];
}

/** The versions noted so far, oldest first. What cannot be read, as an earlier release's list, counts as one version. */
async function readVersions(old: Cache): Promise<Version[]> {
  const stored: unknown = await (await old.match(versionsKey))?.json().catch(() => undefined);
  const parsed = v.safeParse(v.array(version), stored);
  if (parsed.success) return parsed.output;
  const assets = (await old.keys()).map((request) => request.url).filter(isAsset);
  return assets.length === 0 ? [] : [{ assets, clients: [] }];
}

/** Adds a version. One that holds all of the last takes its place: an install tried again, or one before an activation. */
function withVersion(versions: readonly Version[], next: Version): Version[] {
  const last = versions.at(-1);
  const assets = new Set(next.assets);
  if (last === undefined || !last.assets.every((url) => assets.has(url))) return [...versions, next];
  return [
    ...versions.slice(0, -1),
    { assets: next.assets, clients: [...new Set([...last.clients, ...next.clients])] },
  ];
}

/**
 * Keeps what the precaches hold now for the tabs that run it: the whole of the last three versions, and of older ones for
 * as long as a tab is open that was so when they were noted. `openTabs`: ids of the open tabs, which a reload changes.
 */
export async function noteVersion(caches: CacheStorage, openTabs: readonly string[]): Promise<void> {
  const old = await caches.open(cacheName);
  const earlier = await readVersions(old);
  const assets = await copyPrecached(caches, old);
  if (assets.length === 0) return;
  const known = new Set(earlier.flatMap((one) => one.clients));
  const versions = withVersion(earlier, { assets, clients: openTabs.filter((id) => !known.has(id)) });
  const open = new Set(openTabs);
  const kept = versions
    .map((one) => ({ ...one, clients: one.clients.filter((id) => open.has(id)) }))
    .filter((one, index) => index >= versions.length - keptVersions || one.clients.length > 0);
  const wanted = new Set(kept.flatMap((one) => one.assets));
  // The list first: an asset too many is forgotten the next time, an asset missing cannot be fetched again.
  await old.put(versionsKey, new Response(JSON.stringify(kept)));
  for (const request of await old.keys()) {
    if (isAsset(request.url) && !wanted.has(request.url)) await old.delete(request);
  }
}
