import type { Clock } from '../shared/base/clock.ts';
import type { FormFactor } from '../shared/protocol/values.ts';
import type { AppPackage } from '../shared/metadata/app.ts';
import { formFactorKey, openDeviceMemory, type DeviceMemory } from '../store/device-memory.ts';
import { openIdbStore } from '../store/idb-store.ts';
import { deviceClock } from './device-clock.ts';
import { deviceRandom } from './device-random.ts';
import type { DataClient } from './client.ts';
import type { Person } from './session.ts';
import type { StartedWorker } from './start-data-worker.ts';
import { connectDataWorker } from './worker-client.ts';

/** The person's database, as far as signing out needs it. */
export interface PersonData {
  /** Deletes it unless changes are unsent, and answers how many are: no other tab's save comes in between. */
  destroyIfSent(): Promise<number>;
  /** Deletes it, unsent changes with it. */
  destroy(): Promise<void>;
  close(): Promise<void>;
}

/** What the session client uses of the browser; parameters, so that tests need none. */
export interface SessionParts {
  readonly fetch: typeof globalThis.fetch;
  /** Told to the server with what it decides by the kind of device: some roles may use apps on phones only with a privilege. */
  readonly formFactor: FormFactor;
  readonly clock: Clock;
  readonly memory: DeviceMemory;
  readonly openPersonData: (personId: string) => Promise<PersonData>;
  readonly connect: (person: Person, app: AppPackage) => Promise<DataClient>;
  /** Leaves the page. */
  readonly goTo: (address: string) => void;
  /** Between tabs: `postMessage` says that the session changed. */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;
  /** Calls back when the page comes to the front; returns the way to stop. */
  readonly onVisible: (listener: () => void) => () => void;
  /** Asks the browser to keep the data when space gets short. */
  readonly askToPersist: () => void;
}

/** The real parts, for the composition root. `started`: a worker that loads already, for the first app. */
export function browserSessionParts(formFactor: FormFactor, started?: StartedWorker): SessionParts {
  const memory = openDeviceMemory();
  // The service worker sends on behalf of the pages and cannot see the screen. Blocked storage is told when the app opens.
  void memory.set(formFactorKey, formFactor).catch(() => undefined);
  let spare = started;
  return {
    fetch: (input, init) => fetch(input, init),
    formFactor,
    clock: deviceClock,
    memory,
    openPersonData,
    connect: (person, app) => {
      const ready = spare;
      spare = undefined;
      return connectDataWorker({ person, app, formFactor, ...(ready && { started: ready }) });
    },
    goTo: (address) => location.assign(address),
    channel: new BroadcastChannel('haversack-session'),
    onVisible: (listener) => {
      const onChange = (): void => {
        if (document.visibilityState === 'visible') listener();
      };
      document.addEventListener('visibilitychange', onChange);
      return () => document.removeEventListener('visibilitychange', onChange);
    },
    askToPersist: () => {
      // Safari before 15.2 has no storage manager (caniuse.com/mdn-api_storagemanager).
      void navigator.storage?.persist().catch(() => false);
    },
  };
}

async function openPersonData(personId: string): Promise<PersonData> {
  const store = await openIdbStore({ personId, random: deviceRandom });
  return {
    destroyIfSent: () => store.destroyIfSent(),
    destroy: () => store.destroy(),
    close: () => store.close(),
  };
}
