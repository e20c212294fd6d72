import * as v from 'valibot';
import type { Clock } from '../src/shared/base/clock.ts';
import type { Random } from '../src/shared/base/guid.ts';
import {
  drainTag,
  formFactorKey,
  lastPersonKey,
  mustEndKey,
  openDeviceMemory,
} from '../src/store/device-memory.ts';
import { openIdbStore } from '../src/store/idb-store.ts';
import { runLock } from '../src/store/lock-names.ts';
import { createEngine } from '../src/sync/engine.ts';
import { createFetchTransport } from '../src/sync/fetch-transport.ts';

/** Background Sync is not in TypeScript's library yet: https://wicg.github.io/background-sync/spec/ */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
  readonly lastChance: boolean;
}

const clock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

const random: Random = { bytes: (into) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) };

const person = v.object({ userId: v.string() });
const formFactor = v.fallback(v.picklist(['desktop', 'tablet', 'phone', 'kiosk']), 'desktop');

/**
 * Sends what waits in the signed-in person's outbox, with the same engine as the pages. Rejects while something is left,
 * so that the browser tries again later (Chromium: after about five minutes, three times). Another person's outbox is
 * never touched: the server answers wrong-person if the cookie is somebody else's.
 */
async function drain(): Promise<void> {
  const memory = openDeviceMemory();
  if (await memory.get(mustEndKey)) return;
  const last = v.safeParse(person, await memory.get(lastPersonKey));
  if (!last.success) return;
  const personId = last.output.userId;
  const store = await openIdbStore({ personId, random, clock });
  try {
    const engine = createEngine({
      store,
      transport: createFetchTransport({ fetch: (input, init) => fetch(input, init), clock }),
      clock,
      random,
      personId,
      formFactor: v.parse(formFactor, await memory.get(formFactorKey)),
      exclusive: (run) => navigator.locks.request(runLock(personId), run),
    });
    const { left, problem } = await engine.drainOnce();
    await engine.close();
    if (left > 0 && problem?.code !== 'not-signed-in' && problem?.code !== 'wrong-person') {
      throw new Error(`${left} changes are still waiting`);
    }
  } finally {
    await store.close();
  }
}

/** Drains the outbox when the browser says that the network is back, also with every tab closed. */
export function drainOnSync(scope: ServiceWorkerGlobalScope): void {
  scope.addEventListener('sync' as 'message', (event: unknown) => {
    const sync = event as SyncEvent;
    if (sync.tag.startsWith(drainTag)) sync.waitUntil(drain());
  });
}
