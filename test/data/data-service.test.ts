import { describe, expect, it } from 'vitest';
import { Catalog } from '../../src/metadata/catalog.ts';
import { DataService } from '../../src/data/worker/data-service.ts';
import type { Outcome, PushEntry } from '../../src/shared/protocol/push.ts';
import { createEngine } from '../../src/sync/engine.ts';
import type { OutboxEntry } from '../../src/store/entry.ts';
import { MemoryDisk } from '../../src/store/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory-store.ts';
import { guidOf, rowOf } from '../conformance/store-samples.ts';
import { samplePackage } from '../query/package.ts';
import { SimClock } from '../simulation/sim-clock.ts';
import { ScriptedServer, applied } from '../sync/support.ts';

function start() {
  const disk = new MemoryDisk(() => guidOf(1), guidOf(2));
  const store = openMemoryStore(disk);
  const triggers: string[] = [];
  const service = new DataService({
    store,
    catalog: new Catalog(samplePackage),
    sync: { trigger: (why) => triggers.push(why) },
    clock: { now: () => Date.parse('2030-01-01T00:00:00Z'), after: () => () => undefined },
    random: { bytes: (into) => crypto.getRandomValues(into as Uint8Array<ArrayBuffer>) },
  });
  return { disk, store, service, triggers };
}
const account = { table: 'account', id: guidOf(7) };
const update = (values: Record<string, string | number | null>, replaced: Record<string, string> = {}) =>
  ({ kind: 'update', ...account, values, replaced }) as const;
const create = (values: Record<string, string>) => ({ kind: 'create', ...account, values }) as const;

describe('saving', () => {
  it('makes durable entries that say what they write and need, and tells synchronisation', async () => {
    const { disk, store, service, triggers } = start();
    await service.save([
      { operation: create({ name: 'Adatum', primarycontactid: guidOf(8) }), title: 'Adatum' },
    ]);
    expect(disk.atRisk).toBe(0);
    expect((await store.entries())[0]).toMatchObject({
      attempt: 1,
      state: 'waiting',
      title: 'Adatum',
      metadataVersion: 'm1',
      writes: [account],
      needs: [{ table: 'contact', id: guidOf(8) }],
    });
    expect(triggers).toEqual(['save']);
  });

  it('refuses all operations when one has a bad value, naming the column', async () => {
    const { store, service, triggers } = start();
    const saving = service.save([
      { operation: create({ name: 'ok' }), title: '' },
      { operation: update({ employees: 5000 }), title: '' },
    ]);
    await expect(saving).rejects.toMatchObject({ code: 'bad-value', details: { column: 'employees' } });
    expect(await store.entries()).toHaveLength(0);
    expect(triggers).toEqual([]);
  });

  it('adds the status reason of a new state and what it replaces', async () => {
    const { store, service } = start();
    await store.transact('relaxed', (tx) =>
      tx.putRows('account', [{ ...rowOf(7, 1), values: { name: 'a', statecode: 0, statuscode: 1 } }]),
    );
    await service.save([{ operation: update({ statecode: 1 }, { statecode: '0' }), title: '' }]);
    expect((await store.entries())[0]?.operation).toMatchObject({
      values: { statecode: 1, statuscode: 2 },
      replaced: { statuscode: 1 },
    });
  });

  it('merges into the row’s waiting entry when asked', async () => {
    const { store, service } = start();
    await service.save([{ operation: update({ name: 'b' }, { name: 'a' }), title: 'b' }]);
    await service.save([{ operation: update({ name: 'c' }, { name: 'b' }), title: 'c', merge: true }]);
    await service.save([{ operation: update({ name: 'd' }, { name: 'c' }), title: 'd' }]);
    const entries = await store.entries();
    expect(entries.map(({ operation }) => 'values' in operation && operation.values['name'])).toEqual(['c', 'd']);
    expect(entries[0]?.operation).toMatchObject({ replaced: { name: 'a' } });
  });

  it('does not merge into an entry before the one that makes what it needs', async () => {
    const { store, service } = start();
    await service.save([{ operation: update({ name: 'b' }), title: '' }]);
    await service.save([
      { operation: { kind: 'create', table: 'contact', id: guidOf(8), values: { name: 'New' } }, title: '' },
    ]);
    await service.save([{ operation: update({ primarycontactid: guidOf(8) } as never), title: '', merge: true }]);
    expect(await store.entries()).toHaveLength(3);
  });

  it('needs both rows of an association and writes neither', async () => {
    const { store, service } = start();
    await service.save([
      {
        operation: {
          kind: 'associate',
          relationship: 'list_contact',
          table: 'contact',
          id: guidOf(8),
          otherTable: 'list',
          otherId: guidOf(9),
        },
        title: '',
      },
    ]);
    expect((await store.entries())[0]).toMatchObject({
      writes: [],
      needs: [
        { table: 'contact', id: guidOf(8) },
        { table: 'list', id: guidOf(9) },
      ],
    });
  });
});

describe('what became of entries', () => {
  const put = async (state: OutboxEntry['state'], problem?: OutboxEntry['problem']) => {
    const all = start();
    await all.service.save([{ operation: create({ name: 'a' }), title: '' }]);
    const [entry] = await all.store.entries();
    await all.store.transact('strict', (tx) => tx.replaceEntry({ ...entry!, state, problem }));
    return { ...all, id: entry!.id };
  };

  it('are dropped by the person’s decision, but not while sealed', async () => {
    const waiting = await put('waiting');
    expect(await waiting.service.discard(waiting.id)).toBe('discarded');
    expect(await waiting.service.discard(waiting.id)).toBe('gone');
    const sealed = await put('sealed');
    expect(await sealed.service.discard(sealed.id)).toBe('sealed');
    expect(await sealed.store.entries()).toHaveLength(1);
  });

  it('are tried again as a new attempt without their problem', async () => {
    const refused = await put('refused', { code: 'no-privilege', message: 'no' });
    await refused.service.retry(refused.id);
    const [entry] = await refused.store.entries();
    expect(entry).toMatchObject({ state: 'waiting', attempt: 2 });
    expect(entry?.problem).toBeUndefined();
    expect(refused.triggers.at(-1)).toBe('save');
  });

  it.each(['quarantined', 'mismatch'])('are sent anew once the server can take what it answered with %s', async (kind) => {
    const { store, service } = start();
    await service.save([{ operation: create({ name: 'a' }), title: '' }]);
    await service.save([{ operation: update({ name: 'b' }), title: '' }]);
    const [first] = await store.entries();
    const server = new ScriptedServer();
    const engine = createEngine({
      store,
      transport: server,
      clock: new SimClock(),
      random: { bytes: (into) => into },
      personId: guidOf(2),
      formFactor: 'phone',
    });
    const cannotRead = (entry: PushEntry) => ({ kind, entry: entry.id, attempt: entry.attempt, message: '?' }) as Outcome;
    server.decide = (entry) => (entry.id === first?.id ? cannotRead(entry) : applied(entry));
    server.largest = 1;
    await engine.syncNow();
    expect(await store.entries()).toMatchObject([{ state: 'parked', problem: { code: kind } }, { state: 'waiting' }]);
    server.decide = (entry) => applied(entry);
    await service.retry(first?.id ?? '');
    await engine.syncNow();
    expect(server.pushes.at(-2)?.entries).toMatchObject([{ id: first?.id, attempt: 2 }]);
    expect(await store.entries()).toEqual([]);
  });

  it('keep their attempt when it never reached the server', async () => {
    const parked = await put('parked', { code: 'too-large', message: '' });
    await parked.service.retry(parked.id);
    expect((await parked.store.entries())[0]).toMatchObject({ state: 'waiting', attempt: 1 });
  });
});
