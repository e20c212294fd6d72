import type { PreferenceStorage } from './preferences.ts';

/** localStorage, or memory where the browser blocks it: what is kept then lasts as long as the page. */
export function deviceStorage(): PreferenceStorage {
  try {
    const storage = window.localStorage;
    storage.getItem('');
    return storage;
  } catch {
    const values = new Map<string, string>();
    return {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    };
  }
}
