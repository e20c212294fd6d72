const origin = 'https://app.example';

const addressOf = (key: RequestInfo | URL): string =>
  new URL(key instanceof Request ? key.url : String(key), origin).href;

/** A cache in memory: what code of the service worker asks of one, by address alone. */
class FakeCache implements Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> {
  readonly #responses = new Map<string, Response>();

  match(key: RequestInfo | URL): Promise<Response | undefined> {
    return Promise.resolve(this.#responses.get(addressOf(key))?.clone());
  }

  put(key: RequestInfo | URL, response: Response): Promise<void> {
    this.#responses.set(addressOf(key), response);
    return Promise.resolve();
  }

  delete(key: RequestInfo | URL): Promise<boolean> {
    return Promise.resolve(this.#responses.delete(addressOf(key)));
  }

  keys(): Promise<readonly Request[]> {
    return Promise.resolve([...this.#responses.keys()].map((url) => new Request(url)));
  }
}

/** Caches of one origin in memory. */
export class FakeCaches implements Pick<CacheStorage, 'open' | 'keys' | 'match'> {
  readonly #caches = new Map<string, FakeCache>();

  open(name: string): Promise<Cache> {
    const cache = this.#caches.get(name) ?? new FakeCache();
    this.#caches.set(name, cache);
    return Promise.resolve(cache as unknown as Cache);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.#caches.keys()]);
  }

  async match(key: RequestInfo | URL): Promise<Response | undefined> {
    for (const cache of this.#caches.values()) {
      const found = await cache.match(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
