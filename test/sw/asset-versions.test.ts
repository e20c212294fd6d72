import { describe, expect, test } from 'vitest';
import { noteVersion } from '../../sw/asset-versions.ts';
import { FakeCaches } from '../support/fake-caches.ts';

const oldCache = 'haversack-old-assets';
const listKey = '/__haversack-old-assets';
const asset = (name: string): string => `https://app.example/assets/${name}.js`;

/** A device through updates: what the worker of each version does at its install, and the precache at its activation. */
class Device {
  readonly caches = new FakeCaches();
  tabs: readonly string[] = [];
  readonly #precache = this.caches.open('workbox-precache-v2-https://app.example/');

  async install(names: readonly string[]): Promise<void> {
    await noteVersion(this.caches as unknown as CacheStorage, this.tabs);
    const precache = await this.#precache;
    await precache.put('/index.html', new Response('page'));
    for (const name of names) await precache.put(asset(name), new Response(name));
  }

  async activate(names: readonly string[]): Promise<void> {
    const precache = await this.#precache;
    const wanted = new Set([...names.map(asset), 'https://app.example/index.html']);
    for (const { url } of await precache.keys()) if (!wanted.has(url)) await precache.delete(url);
  }

  async update(names: readonly string[]): Promise<void> {
    await this.install(names);
    await this.activate(names);
  }

  /** Those of the names for which nothing is kept, or something else. */
  async missing(names: readonly string[]): Promise<string[]> {
    const found = await Promise.all(
      names.map(async (name) => (await (await this.caches.match(asset(name)))?.text()) === name),
    );
    return names.filter((_, index) => found[index] !== true);
  }
}

describe('assets of earlier versions', () => {
  const releases = {
    'chunks unchanged over several releases': [
      ['main-1', 'grid-a', 'form-a', 'outbox-a'],
      ['main-2', 'grid-a', 'form-a', 'outbox-a'],
      ['main-3', 'grid-a', 'form-b', 'outbox-a'],
      ['main-4', 'grid-b', 'form-b', 'outbox-a'],
      ['main-5', 'grid-b', 'form-c', 'outbox-b'],
      ['main-6', 'grid-c', 'form-d', 'outbox-c'],
    ],
    'chunks that are taken back to what they were': [
      ['main-1', 'grid-a'],
      ['main-2', 'grid-b'],
      ['main-1', 'grid-a'],
      ['main-3', 'grid-b'],
      ['main-4', 'grid-c'],
      ['main-5', 'grid-d'],
    ],
    'a release without a change': [
      ['main-1', 'grid-a'],
      ['main-1', 'grid-a'],
      ['main-2', 'grid-a'],
      ['main-3', 'grid-b'],
      ['main-3', 'grid-b'],
      ['main-4', 'grid-c'],
    ],
  };

  test.each(Object.entries(releases))('stay whole for three versions: %s', async (_, versions) => {
    const device = new Device();
    for (const [index, version] of versions.entries()) {
      await device.update(version);
      const needed = new Set(versions.slice(Math.max(0, index - 3), index + 1).flat());
      expect(await device.missing([...needed]), `after release ${index + 1}`).toEqual([]);
    }
  });

  test('go with the fourth update, unless a later version has them too', async () => {
    const device = new Device();
    for (const version of releases['chunks unchanged over several releases']) await device.update(version);

    const all = new Set(releases['chunks unchanged over several releases'].flat());
    expect(await device.missing([...all])).toEqual(['main-1', 'form-a', 'main-2']);
  });

  test('stay longer for a tab that runs them, and go once it is closed or reloaded', async () => {
    const device = new Device();
    await device.update(['main-1', 'grid-a']);
    device.tabs = ['long open'];
    await device.update(['main-2', 'grid-b']);
    device.tabs = ['long open', 'other'];
    for (const n of [3, 4, 5, 6]) await device.update([`main-${n}`]);

    expect(await device.missing(['main-1', 'grid-a', 'main-2', 'grid-b'])).toEqual([]);

    device.tabs = ['other'];
    await device.update(['main-7']);
    expect(await device.missing(['main-1', 'grid-a', 'main-2', 'grid-b'])).toEqual(['main-1', 'grid-a']);
  });

  test('stay for the running version while one after another waits to be activated', async () => {
    const device = new Device();
    await device.update(['main-1', 'grid-a']);
    for (const n of [2, 3, 4, 5, 6]) await device.install([`main-${n}`]);
    await device.activate(['main-6']);

    expect(await device.missing(['main-1', 'grid-a'])).toEqual([]);
  });

  test('are not pushed out by an install that is tried again and again', async () => {
    const device = new Device();
    await device.update(['main-1']);
    await device.update(['main-2']);
    for (let n = 0; n < 5; n += 1) await device.install(['main-3']);
    await device.activate(['main-3']);

    expect(await device.missing(['main-1', 'main-2'])).toEqual([]);
  });

  test.each([
    [
      'the list of the release before, in which an unchanged chunk stands once',
      [['grid-a', 'main-1'], ['main-2']],
    ],
    ['a list that cannot be read', { nothing: 'known' }],
  ])('are kept under %s', async (_, list) => {
    const device = new Device();
    const old = await device.caches.open(oldCache);
    for (const name of ['grid-a', 'main-1', 'main-2']) await old.put(asset(name), new Response(name));
    const stored = Array.isArray(list) ? list.map((names) => (names as string[]).map(asset)) : list;
    await old.put(listKey, new Response(JSON.stringify(stored)));
    await device.update(['main-3']);

    await device.update(['main-4']);
    await device.update(['main-5']);
    expect(await device.missing(['grid-a', 'main-1', 'main-2', 'main-3', 'main-4'])).toEqual([]);

    await device.update(['main-6']);
    await device.update(['main-7']);
    expect(await device.missing(['grid-a', 'main-1', 'main-2'])).toEqual(['grid-a', 'main-1', 'main-2']);
  });

  test('are none after the first install of all', async () => {
    const device = new Device();
    await device.update(['main-1']);

    expect(await (await device.caches.open(oldCache)).keys()).toEqual([]);
  });
});
