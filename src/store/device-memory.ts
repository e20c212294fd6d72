import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval';

/** Small values this device remembers, beside the persons' databases and independent of them. */
export interface DeviceMemory {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** Who was signed in last: a value with `userId`. What is a person's begins with their id, so that a wipe finds all of it. */
export const lastPersonKey = 'last-person';
/** Set when someone signed out while the server could not be reached: its session is not used before it ended. */
export const mustEndKey = 'must-end-session';
/** Set when the page left for a sign-in: until the server has said who came back, nobody is taken for signed in. */
export const signingInKey = 'signing-in';
/** The form factor the app was last opened on; the service worker cannot tell by itself. */
export const formFactorKey = 'form-factor';

/** Beginning of the tags of background syncs that drain the outbox. */
export const drainTag = 'haversack-drain';

/** The device's memory in its own database; pages and the service worker share it. */
export function openDeviceMemory(): DeviceMemory {
  const store: UseStore = createStore('haversack-device', 'memory');
  return {
    get: (key) => get(key, store),
    set: (key, value) => set(key, value, store),
    delete: (key) => del(key, store),
    keys: () => keys<string>(store),
  };
}
