import { Day } from './day.ts';
import { FaultCount } from './faults.ts';
import type { FaultKind } from './faults.ts';
import { plants } from './plants.ts';
import type { Plant } from './plants.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimClock } from './sim-clock.ts';
import { SimServer } from './sim-server.ts';

export interface SimulationOptions {
  readonly seeds: number;
  /** First seed; default 1. */
  readonly first?: number;
  /** A defect to put in; the run then ends at the first seed that finds it. */
  readonly plant?: Plant;
  /** A server that is open already, and stays so; opening one takes as long as ten days. */
  readonly server?: SimServer;
}

export interface SimulationResult {
  /** Seeds that found something, with what they found. */
  readonly failures: readonly { readonly seed: number; readonly found: readonly string[] }[];
  readonly faults: ReadonlyMap<FaultKind, number>;
  /** Kinds that never struck. */
  readonly missing: readonly FaultKind[];
  readonly lived: number;
}

/** Opens a server that has lived a day: what it prepares at first use must not make a seed another day than it was. */
export async function openServer(): Promise<SimServer> {
  const server = await SimServer.open(new SeededRandom(0), new SimClock());
  await Day.live(server, 0, new FaultCount(), undefined);
  return server;
}

/** Lives the days of consecutive seeds on one database. */
export async function run(options: SimulationOptions): Promise<SimulationResult> {
  const { seeds, first = 1, plant } = options;
  const faults = new FaultCount();
  const failures: { seed: number; found: readonly string[] }[] = [];
  const server = options.server ?? (await openServer());
  let lived = 0;
  try {
    for (let seed = first; seed < first + seeds; seed++) {
      lived += 1;
      const found = await Day.live(server, seed, faults, plant);
      if (found.length > 0) failures.push({ seed, found });
      if (plant !== undefined && found.length > 0) break;
    }
  } finally {
    if (options.server === undefined) await server.close();
  }
  return { failures, faults: faults.counts, missing: faults.missing(), lived };
}

/** Seeds in which every kind of fault must have struck; in fewer the rare ones may not. */
const enough = 25;

function numberOf(args: readonly string[], name: string): number | undefined {
  const index = args.indexOf(name);
  if (index < 0) return undefined;
  const value = Number(args[index + 1]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} needs a whole number above 0`);
  return value;
}

function plantOf(args: readonly string[]): Plant | undefined {
  const index = args.indexOf('--plant');
  if (index < 0) return undefined;
  const plant = plants.find((one) => one === args[index + 1]);
  if (plant === undefined) throw new Error(`--plant is one of ${plants.join(', ')}`);
  return plant;
}

/**
 * `--seeds N [--first S] [--plant NAME]`. Returns the exit code: 1 when a seed found something or a kind of fault never
 * struck in 25 seeds or more; with a plant the other way round, 1 when it was not found.
 */
export async function main(args: readonly string[], print: (line: string) => void): Promise<number> {
  const plant = plantOf(args);
  const seeds = numberOf(args, '--seeds') ?? 25;
  const result = await run({ seeds, first: numberOf(args, '--first'), plant });
  for (const { seed, found } of result.failures) {
    print(`seed ${seed}:`);
    for (const one of found) print(`  ${one}`);
  }
  print(`faults injected in ${result.lived} seeds:`);
  for (const [kind, count] of result.faults) print(`  ${String(count).padStart(6)}  ${kind}`);
  if (plant !== undefined) {
    print(result.failures.length > 0 ? `found: ${plant}` : `NOT found: ${plant}`);
    return result.failures.length > 0 ? 0 : 1;
  }
  if (result.missing.length > 0) print(`never struck: ${result.missing.join(', ')}`);
  print(`${result.lived - result.failures.length} seeds held, ${result.failures.length} failed`);
  const isThin = result.missing.length > 0 && result.lived >= enough;
  return result.failures.length > 0 || isThin ? 1 : 0;
}
