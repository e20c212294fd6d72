import { describe, expect, it } from 'vitest';
import { MemoryDisk, StoreCrashedError, type Fault, type Step } from '../../src/store/memory-disk.ts';
import { openMemoryStore } from '../../src/store/memory-store.ts';
import type { StoreHarness } from '../conformance/store-harness.ts';
import { batchSuite } from '../conformance/batch-suite.ts';
import { rowSuite } from '../conformance/row-suite.ts';
import { entryOf, guidOf, rowOf } from '../conformance/store-samples.ts';
import { storeSuite } from '../conformance/store-suite.ts';

const newDisk = (): MemoryDisk => new MemoryDisk(() => crypto.randomUUID(), guidOf(1));

const start = async (): Promise<StoreHarness> => {
  const disk = newDisk();
  return {
    open: async () => openMemoryStore(disk),
    endProcess: async () => disk.endProcess(),
    powerCut: async () => disk.powerCut(),
    plantRawEntry: async (raw) => disk.plantRawEntry(raw),
    fillUp: async () => {
      disk.onStep = ({ point }) => (point === 'write' ? 'quota' : 'none');
      return async () => {
        disk.onStep = () => 'none';
      };
    },
    compact: async () => undefined,
    dispose: async () => disk.endProcess(),
  };
};
rowSuite({ describe, it }, 'memory store', start);
storeSuite({ describe, it }, 'memory store', start);
batchSuite({ describe, it }, 'memory store', start);

describe('memory store faults', () => {
  const crashAt = (disk: MemoryDisk, number: number): Step[] => {
    const seen: Step[] = [];
    disk.onStep = (step): Fault => {
      seen.push(step);
      return seen.length === number ? 'crash' : 'none';
    };
    return seen;
  };

  it('a crash at any step leaves all of the transaction or nothing of it', async () => {
    for (let at = 1; at <= 4; at += 1) {
      const disk = newDisk();
      const steps = crashAt(disk, at);
      const lost = openMemoryStore(disk).transact('strict', async (tx) => {
        await tx.putRows('account', [rowOf(1, 1)]);
        await tx.addEntry(entryOf(1));
      });
      await expect(lost).rejects.toThrow(StoreCrashedError);
      const again = openMemoryStore(disk);
      const there = {
        rows: (await again.table('account')).rows.size,
        entries: (await again.entries()).length,
      };
      const committed = steps[at - 1]?.point === 'committed';
      expect(there).toEqual(committed ? { rows: 1, entries: 1 } : { rows: 0, entries: 0 });
    }
  });

  it('a power cut keeps the relaxed commits it is told to keep, in order', async () => {
    const disk = newDisk();
    const store = openMemoryStore(disk);
    for (const n of [1, 2, 3]) await store.transact('relaxed', (tx) => tx.setState(`k${n}`, n));
    expect(disk.atRisk).toBe(3);
    disk.powerCut(2);
    const again = openMemoryStore(disk);
    expect(await Promise.all(['k1', 'k2', 'k3'].map((key) => again.getState(key)))).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it('a handle of a dead process refuses everything', async () => {
    const disk = newDisk();
    const store = openMemoryStore(disk);
    disk.endProcess();
    await expect(store.entries()).rejects.toThrow(StoreCrashedError);
    await expect(store.transact('strict', (tx) => tx.setState('a', 1))).rejects.toThrow(StoreCrashedError);
  });
});
