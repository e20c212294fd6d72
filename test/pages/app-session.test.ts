import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/data/session.ts';
import { AppSession } from '../../src/pages/app-session.ts';
import { FakeDataClient } from '../support/fake-data-client.ts';
import { FakeSessionClient } from '../support/fake-session-client.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An open app, and what its page was told last. */
async function opened() {
  const client = new FakeSessionClient({ data: new FakeDataClient() });
  const before = await client.me();
  if (before.kind !== 'signed-in') throw new Error('the fake person is signed in');
  const app = new AppSession(client, () => undefined);
  client.change(before);
  expect(await app.openApp('sales')).toMatchObject({ kind: 'open' });
  await turn();
  const other: Session = { ...before, person: { ...before.person, userId: 'other', name: 'Bob' } };
  return { client, app, before, other };
}

describe('the open app', () => {
  it('closes with everything known of it when another person signs in, and the tab starts anew', async () => {
    const { client, app, other } = await opened();
    expect(app.apps).not.toEqual([]);
    client.change(other);
    expect(app.data).toBeUndefined();
    expect(app.catalog).toBeUndefined();
    expect(app.apps).toEqual([]);
    expect(client.log).toContain('restart');
  });

  it('opens anew for the next person, never what was opened for the one before', async () => {
    const { client, app, other } = await opened();
    const first = app.data;
    client.change(other);
    expect(await app.openApp('sales')).toMatchObject({ kind: 'open' });
    expect(client.log.filter((line) => line.startsWith('open'))).toHaveLength(2);
    expect(first).toBeDefined();
  });

  it('that was still opening for the person before is not shown', async () => {
    const { client, app, before, other } = await opened();
    client.change({ kind: 'signed-out', serverReached: true });
    client.change(before);
    const opening = app.openApp('sales');
    client.change(other);
    expect(await opening).toMatchObject({ kind: 'failed' });
    expect(app.data).toBeUndefined();
  });

  it('stays when the same person is confirmed or has expired', async () => {
    const { client, app, before } = await opened();
    client.change({ ...before, standing: 'expired' });
    expect(app.data).toBeDefined();
    expect(client.log).not.toContain('restart');
  });
});
