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
  fiscalYearStart: { month: 1, day: 1 },
  isAdministrator: false,
};
const summary = { id: 'app', uniqueName: 'sample', name: 'Sample', description: '', packageHash: 'h1' };

/** A device with its server; the device's memory and databases outlive session clients. */
class Device {
  readonly memory = new Map<string, unknown>();
  readonly unsent = new Map<string, number>();
  readonly destroyed: string[] = [];
  readonly requests: string[] = [];
  readonly formFactors = new Map<string, string | null>();
  readonly closed: string[] = [];
  readonly channels = new Set<SessionParts['channel']>();
  /** Set: workers start only when it resolves. */
  starting: Promise<void> = Promise.resolve();
  now = 0;
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
      fetch: (input, init) => {
        this.formFactors.set(String(input), new Headers(init?.headers).get('x-form-factor'));
        return this.#answer(String(input));
      },
      formFactor: 'phone',
      clock: { now: () => this.now, after: (_, run) => (this.timers.push(run), () => undefined) },
      memory: {
        get: async (key) => this.memory.get(key),
        set: async (key, value) => void this.memory.set(key, value),
        delete: async (key) => void this.memory.delete(key),
        keys: async () => [...this.memory.keys()],
      },
      openPersonData: async (id) => ({
        destroyIfSent: async () => {
          const count = this.unsent.get(id) ?? 0;
          if (count === 0) this.destroyed.push(id);
          return count;
        },
        destroy: async () => void this.destroyed.push(id),
        close: async () => undefined,
      }),
      connect: async (person, app) => {
        this.opened.push({ person: person.userId, app: app.metadataVersion });
        await this.starting;
        return { close: async () => void this.closed.push(person.userId) } as never;
      },
      goTo: (address) => this.went.push(address),
      channel: this.#channel(),
      onVisible: (listener) => {
        this.visible = listener;
        return () => undefined;
      },
      askToPersist: () => undefined,
    };
    return createSessionClient(parts);
  }

  #channel(): SessionParts['channel'] {
    const own: SessionParts['channel'] = {
      postMessage: (data) => {
        for (const one of this.channels)
          if (one !== own) one.onmessage?.call(one as BroadcastChannel, { data } as MessageEvent);
      },
      onmessage: null,
      close: () => void this.channels.delete(own),
    };
    this.channels.add(own);
    return own;
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
const bob = { ...ada, userId: 'bob', name: 'Bob' };
const turns = async (): Promise<void> => {
  for (let n = 0; n < 10; n += 1) await turn();
};
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

  it('is nobody yet after leaving for a sign-in, however long the server takes to say who came back', async () => {
    const device = new Device();
    const before = device.client();
    await before.me();
    before.signIn('/');
    await turns();
    device.person = bob;
    device.isHanging = true;
    const client = device.client();
    let told: unknown;
    void client.me().then((session) => (told = session));
    await turns();
    device.timers.forEach((run) => run());
    await turns();
    expect(told).toBeUndefined();
    device.isHanging = false;
    expect(await device.client().me()).toMatchObject({ person: bob, standing: 'confirmed' });
    // Once the server has spoken, a later start need not wait for it again.
    device.isHanging = true;
    const later = device.client().me();
    await turns();
    device.timers.forEach((run) => run());
    expect(await later).toMatchObject({ person: bob, standing: 'remembered' });
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

describe('when someone else signs in', () => {
  const names = (seen: readonly Session[]): string[] =>
    seen.map((one) => (one.kind === 'signed-in' ? `${one.person.name} ${one.standing}` : one.kind));

  it('in another tab, this tab hears it and closes the data of the person before', async () => {
    const device = new Device();
    const first = device.client();
    const seen: Session[] = [];
    first.watch((session) => seen.push(session));
    await first.openApp('sample');
    device.person = bob;
    await device.client().me();
    await turns();
    expect(names(seen)).toEqual(['Ada confirmed', 'Bob confirmed']);
    expect(device.closed).toEqual(['ada']);
  });

  it('the tabs that know it already are asked no more', async () => {
    const device = new Device();
    const tabs = [device.client(), device.client(), device.client()];
    for (const tab of tabs) await tab.me();
    device.person = bob;
    await device.client().me();
    await turns();
    const asked = device.requests.length;
    await turns();
    expect(device.requests).toHaveLength(asked);
    expect(asked).toBeLessThan(20);
  });

  it('while this tab reaches no server, it still leaves the person before', async () => {
    const device = new Device();
    const first = device.client();
    await first.openApp('sample');
    device.person = bob;
    const second = device.client();
    const asked = second.me();
    await asked;
    device.isUp = false;
    await turns();
    expect(await first.me()).toMatchObject({ person: bob });
    expect(device.closed).toEqual(['ada']);
  });

  it('an app that was opening for the person before does not open', async () => {
    const device = new Device();
    const first = device.client();
    await first.me();
    let start = (): void => undefined;
    device.starting = new Promise((resolve) => (start = resolve));
    const opening = codeOf(first.openApp('sample'));
    await turns();
    device.person = bob;
    await device.client().me();
    await turns();
    start();
    expect(await opening).toBe('not-signed-in');
    expect(device.closed).toEqual(['ada']);
  });

  it('a confirmed tab finds it out when it comes to the front, asking once a minute at most', async () => {
    const device = new Device();
    const client = device.client();
    const seen: Session[] = [];
    client.watch((session) => seen.push(session));
    await client.me();
    device.person = bob;
    device.now = 59_000;
    device.visible();
    await turns();
    expect(names(seen)).toEqual(['Ada confirmed']);
    device.now = 61_000;
    device.visible();
    await turns();
    expect(names(seen)).toEqual(['Ada confirmed', 'Bob confirmed']);
  });

  it('what an older question brings late does not undo it', async () => {
    const device = new Device();
    await device.client().me();
    device.isHanging = true;
    const first = device.client();
    const asked = first.me();
    await turns();
    device.isHanging = false;
    device.person = bob;
    await device.client().me();
    await turns();
    device.timers.forEach((run) => run());
    await asked;
    await turns();
    expect(await first.me()).toMatchObject({ person: bob, standing: 'confirmed' });
  });
});

describe('signing in', () => {
  it('comes back to the page', () => {
    const device = new Device();
    device.client().signIn('/app/sample?x=1');
    return turns().then(() => expect(device.went).toEqual(['/auth/login?returnTo=%2Fapp%2Fsample%3Fx%3D1']));
  });

  it('after signing out offline ends the old session first, so that the new one stays', async () => {
    const device = new Device();
    const client = device.client();
    await client.me();
    device.isUp = false;
    await client.signOut();
    device.isUp = true;
    client.signIn('/');
    await turns();
    expect(device.requests.at(-1)).toBe('/auth/logout');
    expect(device.went).toEqual(['/auth/login?returnTo=%2F']);
    device.person = bob;
    expect(await device.client().me()).toMatchObject({ kind: 'signed-in', person: bob });
  });

  it('does not go while the old session cannot be ended', async () => {
    const device = new Device();
    const client = device.client();
    await client.me();
    device.isUp = false;
    await client.signOut();
    client.signIn('/app/sample');
    await turns();
    expect(device.went).toEqual(['/app/sample']);
  });
});

describe('apps', () => {
  it('are asked for with the form factor of the device', async () => {
    const device = new Device();
    await device.client().openApp('sample');
    expect(device.formFactors.get('/app/v1/apps')).toBe('phone');
    expect(device.formFactors.get('/app/v1/packages/sample/h1')).toBe('phone');
  });

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

  it('that one person opened do not open for another one without the server', async () => {
    const device = new Device();
    await device.client().openApp('sample');
    device.person = bob;
    await device.client().me();
    device.isUp = false;
    expect(await codeOf(device.client().openApp('sample'))).toBe('network');
    expect(device.opened).toEqual([{ person: 'ada', app: 'h1' }]);
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
