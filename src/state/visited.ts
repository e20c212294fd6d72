import { createContext } from '@lit/context';
import type { PreferenceStorage, Visited } from './preferences.ts';

const limit = 8;

function readList(storage: PreferenceStorage, key: string): readonly Visited[] {
  try {
    const raw: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    if (!Array.isArray(raw)) return [];
    return raw.filter(
      (item): item is Visited =>
        typeof item === 'object' &&
        item !== null &&
        ['app', 'path', 'title', 'table'].every(
          (name) => typeof (item as Record<string, unknown>)[name] === 'string',
        ),
    );
  } catch {
    return [];
  }
}

/** Recent and pinned places of one person on this device. Titles are record names: sign-out calls {@link forget}. */
export class VisitedPlaces {
  readonly #storage: PreferenceStorage;
  readonly #recentKey: string;
  readonly #pinnedKey: string;
  readonly #listeners = new Set<() => void>();
  #recent: readonly Visited[];
  #pinned: readonly Visited[];

  constructor(storage: PreferenceStorage, personId: string) {
    this.#storage = storage;
    this.#recentKey = `haversack-recent-${personId}`;
    this.#pinnedKey = `haversack-pinned-${personId}`;
    this.#recent = readList(storage, this.#recentKey);
    this.#pinned = readList(storage, this.#pinnedKey);
  }

  recent(app: string): readonly Visited[] {
    return this.#recent.filter((place) => place.app === app);
  }

  pinned(app: string): readonly Visited[] {
    return this.#pinned.filter((place) => place.app === app);
  }

  isPinned(path: string): boolean {
    return this.#pinned.some((place) => place.path === path);
  }

  visit(place: Visited): void {
    this.#recent = [place, ...this.#recent.filter((other) => other.path !== place.path)].slice(0, limit);
    this.#keep(this.#recentKey, this.#recent);
  }

  togglePin(place: Visited): void {
    this.#pinned = this.isPinned(place.path)
      ? this.#pinned.filter((other) => other.path !== place.path)
      : [...this.#pinned, place];
    this.#keep(this.#pinnedKey, this.#pinned);
  }

  forget(): void {
    this.#recent = [];
    this.#pinned = [];
    this.#storage.removeItem(this.#recentKey);
    this.#storage.removeItem(this.#pinnedKey);
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(key: string, places: readonly Visited[]): void {
    try {
      this.#storage.setItem(key, JSON.stringify(places));
    } catch {
      // Storage is full or blocked: the list holds until the page is closed.
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const visitedPlacesContext = createContext<VisitedPlaces | undefined>(Symbol('visited-places'));
