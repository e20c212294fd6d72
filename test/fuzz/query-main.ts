import { parseArgs } from 'node:util';
import { openPgliteHere } from '../../server/db/pglite.ts';
import { migrate } from '../../server/db/migrate.ts';
import { makeThings } from '../fixtures/query/database.ts';
import { faultsOf, fuzzQueries } from './query-fuzz.ts';

const write = (text: string): void => void process.stdout.write(`${text}\n`);

function readNumber(text: string | undefined, otherwise: number, name: string): number {
  const value = Number(text ?? otherwise);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} ${text}: a whole number from 0`);
  return value;
}

/** Entry of `npm run fuzz:query -- --seconds N [--seed S]`: the exit code is 1 where the executors differ. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
  const seconds = readNumber(values.seconds, 60, 'seconds');
  const seed = readNumber(values.seed, Math.floor(Math.random() * 1_000_000_000), 'seed');
  const database = await openPgliteHere();
  try {
    await migrate(database);
    await makeThings(database);
    const end = performance.now() + seconds * 1000;
    const result = await fuzzQueries({ database, seed, until: () => performance.now() > end });
    const share = Math.round((100 * result.filled) / Math.max(result.cases, 1));
    write(`${result.cases} queries from seed ${seed}, ${share} % with rows`);
    for (const [part, count] of [...result.used].sort((a, b) => a[1] - b[1])) write(`  ${part}: ${count}`);
    const faults = faultsOf(result);
    for (const fault of faults) write(fault);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

process.exitCode = await main();
