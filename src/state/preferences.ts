import { createContext } from '@lit/context';

export type Theme = 'system' | 'light' | 'dark';

/** A record or list that the person came by or pinned. */
export interface Visited {
  readonly app: string;
  readonly path: string;
  readonly title: string;
  readonly table: string;
}

/** How this device looks to whoever uses it. No data of the organization except what a person pinned or visited. */
export interface PreferenceValues {
  readonly theme: Theme;
  /** BCP 47; absent: the person's language on the server. */
  readonly language?: string;
  readonly railCollapsed: boolean;
}

const defaults: PreferenceValues = { theme: 'system', railCollapsed: false };
const key = 'haversack-preferences';

/** The subset of Storage that is needed; storage may throw (private mode, blocked), then values last for the page. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function readValues(storage: PreferenceStorage): PreferenceValues {
  try {
    const raw: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof raw !== 'object' || raw === null) return defaults;
    const { theme, language, railCollapsed } = raw as Record<string, unknown>;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      ...(typeof language === 'string' && language !== '' ? { language } : {}),
      railCollapsed: railCollapsed === true,
    };
  } catch {
    return defaults;
  }
}

/** Preferences kept on the device; listeners hear of each change, from other tabs only after a reload. */
export class Preferences {
  readonly #storage: PreferenceStorage;
  readonly #listeners = new Set<() => void>();
  #values: PreferenceValues;

  constructor(storage: PreferenceStorage) {
    this.#storage = storage;
    this.#values = readValues(storage);
  }

  get values(): PreferenceValues {
    return this.#values;
  }

  set(change: Partial<PreferenceValues>): void {
    this.#values = { ...this.#values, ...change };
    try {
      this.#storage.setItem(key, JSON.stringify(this.#values));
    } catch {
      // Storage is full or blocked: the choice holds until the page is closed.
    }
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const preferencesContext = createContext<Preferences>(Symbol('preferences'));
