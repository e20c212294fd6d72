import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plants } from './plants.ts';
import type { SimServer } from './sim-server.ts';
import { main, openServer, run } from './simulate.ts';

describe('simulated days', () => {
  let server: SimServer;
  beforeAll(async () => {
    server = await openServer();
  }, 120_000);
  afterAll(() => server.close());

  it('every edit is applied once and in order, every device holds its scope, whatever happens', async () => {
    const result = await run({ seeds: 25, server });
    expect(result.failures).toEqual([]);
    expect(result.missing).toEqual([]);
    expect(result.lived).toBe(25);
  }, 300_000);

  it.each(plants)(
    'finds the planted defect %s',
    async (plant) => {
      const result = await run({ seeds: 200, plant, server });
      expect(result.failures).toHaveLength(1);
      expect(result.lived).toBeLessThanOrEqual(200);
    },
    600_000,
  );

  it('the same seed lives the same day', async () => {
    const first = await run({ seeds: 3, first: 7, server });
    const second = await run({ seeds: 3, first: 7, server });
    expect(second.faults).toEqual(first.faults);
  }, 120_000);

  it('refuses arguments it does not know what to do with', async () => {
    await expect(main(['--seeds', 'many'], () => undefined)).rejects.toThrow('--seeds');
    await expect(main(['--plant', 'weeds'], () => undefined)).rejects.toThrow('--plant');
  });
});
