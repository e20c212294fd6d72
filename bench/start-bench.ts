import { startServer } from '../test/e2e/support/server.ts';
import type { Measure } from './measure.ts';

/** Milliseconds from the command to readiness, of a first start with so much sample data, and of a second one. */
async function once(size: 'none' | 'tenth'): Promise<{ readonly first: number; readonly second: number }> {
  const before = performance.now();
  const server = await startServer({ env: { DEMO_SIZE: size } });
  const first = performance.now() - before;
  try {
    await server.stop();
    const again = performance.now();
    await server.start();
    return { first, second: performance.now() - again };
  } finally {
    await server.dispose();
  }
}

/** First starts with and without a tenth of the sample data, in turn; the server asks ten times a second. */
export async function benchStart(runs: number): Promise<readonly Measure[]> {
  const bare: number[] = [];
  const tenth: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    bare.push((await once('none')).first);
    const loaded = await once('tenth');
    tenth.push(loaded.first);
    second.push(loaded.second);
  }
  return [
    { what: 'first start without sample data', unit: 'ms', values: bare },
    { what: 'first start with a tenth of it', unit: 'ms', values: tenth },
    {
      what: 'what the tenth adds',
      unit: 'ms',
      values: tenth.map((value, at) => value - (bare[at] ?? 0)),
    },
    { what: 'second start', unit: 'ms', values: second },
  ];
}
