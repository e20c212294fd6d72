import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAlone, runIfAlone } from '../../../server/db/exclusive.ts';
import type { Database } from '../../../server/db/database.ts';
import { openPostgres } from '../../../server/db/postgres.ts';
import { silentLogger } from '../../../src/shared/base/logger.ts';
import { SimClock } from '../../simulation/sim-clock.ts';
import { createPostgresDatabase } from '../../support/postgres.ts';

describe('tasks of which one server runs one at a time', () => {
  let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let one: Database;
  let other: Database;
  beforeAll(async () => {
    created = await createPostgresDatabase();
    [one, other] = (await Promise.all(
      [1, 2].map(() => openPostgres({ url: created.url, logger: silentLogger, connections: 2 })),
    )) as [Database, Database];
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await created.drop();
  });

  const say = async (): Promise<string> => 'ran';

  it('a turn that another server has is passed over; another task is not', async () => {
    await runIfAlone(one, 'maintenance', async () => {
      expect(await runIfAlone(other, 'maintenance', say)).toBeUndefined();
      expect(await runIfAlone(other, 'start', say)).toBe('ran');
    });
    expect(await runIfAlone(other, 'maintenance', say)).toBe('ran');
  });

  it('a task that fails gives its turn back', async () => {
    const failing = runAlone(one, 'start', new SimClock(), async () => {
      throw new Error('half done');
    });
    await expect(failing).rejects.toThrow('half done');
    expect(await runIfAlone(other, 'start', say)).toBe('ran');
  });

  it('a server that waits asks again until its turn comes', async () => {
    const steps: string[] = [];
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const clock = new SimClock();
    const first = runAlone(one, 'start', clock, async () => {
      begun();
      await held;
      steps.push('first');
    });
    await started;
    let waits: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (waits = resolve));
    const second = runAlone(
      other,
      'start',
      { now: () => 0, after: (milliseconds, callback) => (waits(), clock.after(milliseconds, callback)) },
      async () => void steps.push('second'),
    );
    await waiting;
    finish();
    await first;
    clock.advance(200);
    await second;
    expect(steps).toEqual(['first', 'second']);
  });
});
