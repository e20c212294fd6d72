import { describe, expect, it } from 'vitest';
import { createSessionClient } from '../../src/data/session-client.ts';
import type { SessionParts } from '../../src/data/session-parts.ts';
import type { Session } from '../../src/data/session.ts';
import { samplePackage } from '../query/package.ts';

const ada = {
  userId: 'ada',
  name: 'Ada',
  businessUnitId: 'bu',
  teamIds: [],
  language: 1033,
  timeZone: 'UTC',
  isAdministrator: false,
};
const summary = { id: 'app', uniqueName: 'sample', name: 'Sample', description: '', packageHash: 'h1' };

/** A device with its server; the device's memory and databases outlive session clients. */
class Device {
  readonly memory = new Map<string, unknown>();
  readonly unsent = new Map<string, number>();
  readonly destroyed: string[] = [];
  readonly requests: string[] = [];
  readonly went: string[] = [];
  readonly opened: { person: string; app: string }[] = [];
  readonly timers: (() => void)[] = [];
  visible: () => void = () => undefined;
  isUp = true;
  isHanging = false;
  person: typeof ada | undefined = ada;
  apps = [summary];

  client() {
    const parts: SessionParts = {
      fetch: (input) => this.#answer(String(input)),
      clock: { now: () => 0, after: (_, run) => (this.timers.push(run), () => undefined) },
      memory: {
        get: async (key) => this.memory.get(key),
        set: async (key, value) => void this.memory.set(key, value),
        delete: async (key) => void this.memory.delete(key),
        keys: async () => [...this.memory.keys()],
      },
      openPersonData: async (id) => ({
        countUnsent: async () => this.unsent.get(id) ?? 0,
        destroy: async () => void this.destroyed.push(id),
        close: async () => undefined,
      }),
      connect: async (person, app) => {
        this.opened.push({ person: person.userId, app: app.metadataVersion });
        return { close: async () => undefined } as never;
      },
      goTo: (address) => this.went.push(address),
      channel: { postMessage() {}, onmessage: null, close() {} },
      onVisible: (listener) => {
        this.visible = listener;
        return () => undefined;
      },
      askToPersist: () => undefined,
    };
    return createSessionClient(parts);
  }

  async #answer(path: string): Promise<Response> {
    this.requests.push(path);
    if (this.isHanging) return new Promise(() => undefined);
    if (!this.isUp) throw new TypeError('fetch failed');
    const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
    if (path === '/auth/logout') {
      this.person = undefined;
      return json({});
    }
    if (!this.person) return json({ error: { code: 'not-signed-in', message: '' } }, 401);
    if (path === '/auth/me') return json(this.person);
    if (path === '/app/v1/apps') return json({ apps: this.apps });
    const found = this.apps.find((app) => path === `/app/v1/packages/${app.uniqueName}/${app.packageHash}`);
    if (!found) return json({ error: { code: 'no-row', message: '' } }, 404);
    return json({ ...samplePackage, metadataVersion: found.packageHash });
  }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: { code?: string }) => error.code,
  );

describe('who is signed in', () => {
  it('is the server’s word, and offline the last person of the device', async () => {
    const device = new Device();
    expect(await device.client().me()).toEqual({ kind: 'signed-in', person: ada, standing: 'confirmed' });
    device.isUp = false;
    expect(await device.client().me()).toEqual({ kind: 'signed-in', person: ada, standing: 'remembered' });
  });

  it('is nobody on a new device without a session, online or not', async () => {
    const device = new Device();
    device.person = undefined;
    expect(await device.client().me()).toEqual({ kind: 'signed-out', serverReached: true });
    device.isUp = false;
    expect(await device.client().me()).toEqual({ kind: 'signed-out', serverReached: false });
  });

  it('goes on as remembered when the server does not answer, and hears it when it does', async () => {
    const device = new Device();
    await device.client().me();
    device.isHanging = true;
    const client = device.client();
    const asked = client.me();
    await turn();
    device.timers.forEach((run) => run());
    expect(await asked).toMatchObject({ standing: 'remembered' });
  });

  it('keeps the person whose session ended on the server, as expired', async () => {
    const device = new Device();
    await device.client().me();
    device.person = undefined;
    expect(await device.client().me()).toMatchObject({ kind: 'signed-in', standing: 'expired' });
  });

  it('is told to watchers, and asked again when the page comes back to the front', async () => {
    const device = new Device();
    await device.client().me();
    device.isUp = false;
    const client = device.client();
    const seen: Session[] = [];
    client.watch((session) => seen.push(session));
    await client.me();
    device.isUp = true;
    device.visible();
    await turn();
    await turn();
    expect(seen.map((one) => one.kind === 'signed-in' && one.standing)).toEqual(['remembered', 'confirmed']);
  });
});

describe('apps', () => {
  it('are listed from the server and, without it, from the device', async () => {
    const device = new Device();
    expect(await device.client().apps()).toEqual({ apps: [summary], fromDevice: false });
    device.isUp = false;
    expect(await device.client().apps()).toEqual({ apps: [summary], fromDevice: true });
  });

  it('open without the server once they were opened with it', async () => {
    const device = new Device();
    await device.client().openApp('sample');
    device.isUp = false;
    const open = await device.client().openApp('sample');
    expect(open.package.tables).toHaveLength(4);
    expect(device.opened).toHaveLength(2);
  });

  it('that were never opened need the server', async () => {
    const device = new Device();
    await device.client().me();
    device.isUp = false;
    expect(await codeOf(device.client().openApp('sample'))).toBe('network');
  });

  it('that are not shared with the person are refused', async () => {
    const device = new Device();
    expect(await codeOf(device.client().openApp('other'))).toBe('no-row');
  });

  it('tell of a newer package, which the next opening uses', async () => {
    const device = new Device();
    await device.client().openApp('sample');
    device.apps = [{ ...summary, packageHash: 'h2' }];
    const client = device.client();
    const told: string[] = [];
    const open = await client.openApp('sample');
    open.onNewPackage((next) => told.push(next.packageHash));
    expect(open.package.metadataVersion).toBe('h1');
    for (let n = 0; n < 10; n += 1) await turn();
    expect(told).toEqual(['h2']);
    expect((await client.openApp('sample')).package.metadataVersion).toBe('h2');
  });
});

describe('signing out', () => {
  it('says how many changes are unsent and does nothing', async () => {
    const device = new Device();
    device.unsent.set('ada', 2);
    const client = device.client();
    expect(await client.signOut()).toEqual({ kind: 'unsent', count: 2 });
    expect(device.destroyed).toEqual([]);
    expect(device.person).toBe(ada);
  });

  it('wipes what is the person’s and ends the session', async () => {
    const device = new Device();
    const client = device.client();
    await client.openApp('sample');
    device.memory.set('bob/apps', 'stays');
    expect(await client.signOut()).toEqual({ kind: 'signed-out' });
    expect(device.destroyed).toEqual(['ada']);
    expect([...device.memory.keys()]).toEqual(['bob/apps']);
    expect(device.person).toBeUndefined();
    expect(await device.client().me()).toEqual({ kind: 'signed-out', serverReached: true });
  });

  it('drops unsent changes only when told to', async () => {
    const device = new Device();
    device.unsent.set('ada', 2);
    await device.client().signOut({ force: true });
    expect(device.destroyed).toEqual(['ada']);
  });

  it('without the server uses no session before that one was ended', async () => {
    const device = new Device();
    await device.client().me();
    device.isUp = false;
    await device.client().signOut();
    expect(await device.client().me()).toEqual({ kind: 'signed-out', serverReached: false });
    device.isUp = true;
    expect(await device.client().me()).toEqual({ kind: 'signed-out', serverReached: true });
    expect(device.requests.at(-2)).toBe('/auth/logout');
    expect(device.person).toBeUndefined();
  });
});
