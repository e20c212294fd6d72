import type { Store } from '../../src/store/store.ts';

/** One database of its own for one test, and the bad days its implementation can have. */
export interface StoreHarness {
  /** A further handle ("tab") on the same database. */
  open(): Promise<Store>;
  /** All handles end without closing; what was committed is still there. */
  endProcess(): Promise<void>;
  /** As endProcess, and relaxed commits after the last strict one are lost. Absent: cannot be caused here. */
  powerCut?(): Promise<void>;
  /** Leaves a value in the outbox as another version of the app might. */
  plantRawEntry(raw: unknown): Promise<void>;
  /** From now on a write fails for lack of room. Absent: cannot be caused here. */
  fillUp?(): Promise<() => Promise<void>>;
  /** Runs whatever compaction the implementation has, to the end. */
  compact(store: Store): Promise<void>;
  dispose(): Promise<void>;
}

/** The test runner's functions: vitest and mocha both have them. */
export interface Runner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
}

/** Runs each test of a suite on a database of its own, disposed of afterwards. */
export function testsOn(runner: Runner, start: () => Promise<StoreHarness>) {
  return (what: string, body: (harness: StoreHarness, store: Store) => Promise<void>): void =>
    runner.it(what, async () => {
      const harness = await start();
      try {
        await body(harness, await harness.open());
      } finally {
        await harness.dispose();
      }
    });
}
