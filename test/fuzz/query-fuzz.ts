import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Database } from '../../server/db/database.ts';
import { runQuery } from '../../server/query/run.ts';
import type { Row } from '../../src/shared/metadata/row.ts';
import type { Filter, Link, Query } from '../../src/shared/query/ast.ts';
import { evaluate } from '../../src/shared/query/evaluate.ts';
import { operators } from '../../src/shared/query/operators.ts';
import { load } from '../fixtures/query/database.ts';
import { memorySource } from '../fixtures/query/memory-source.ts';
import { aggregateQueries } from '../fixtures/query/random-aggregates.ts';
import { plainQueries } from '../fixtures/query/random.ts';
import { dataOf, fixed } from '../fixtures/query/random-values.ts';
import { context } from '../fixtures/query/things.ts';
import { makeWorld, modelOf, thingsWorld, worlds, type World } from '../fixtures/query/world.ts';

const queriesPerData = 5;
const dataPerBatch = 8;
/** Of all queries, how many must find something: two empty answers agree too easily. */
const leastFilled = 0.6;
/** So many cases use every operator, by chance; fewer may miss one. */
const enough = 2_000;

export interface FuzzOptions {
  readonly database: Database;
  readonly seed: number;
  /** Ends after the batch that reaches it. */
  readonly until: (cases: number) => boolean;
}

export interface FuzzResult {
  readonly cases: number;
  readonly filled: number;
  /** How often each operator, link type and the like was in a query. */
  readonly used: ReadonlyMap<string, number>;
  /** The first query on which the executors differ, made small, with the seed of its batch. */
  readonly failure?: { readonly seed: number; readonly text: string };
}

const links = ['inner', 'outer', 'exists', 'in', 'matchfirstrowusingcrossapply'];
const linkFilters = ['any', 'not any', 'all', 'not all'];
const parts = [
  ...Object.keys(operators),
  ...links.map((type) => `link ${type}`),
  ...linkFilters.map((type) => `filter ${type}`),
];

function countFilter(filter: Filter | undefined, add: (part: string) => void): void {
  if (filter === undefined) return;
  switch (filter.kind) {
    case 'and':
    case 'or':
      filter.filters.forEach((one) => countFilter(one, add));
      return;
    case 'not':
      countFilter(filter.filter, add);
      return;
    case 'condition':
      add(filter.operator);
      return;
    case 'link-filter':
      add(`filter ${filter.type}`);
      countFilter(filter.filter, add);
      filter.links.forEach((link) => countLink(link, add));
  }
}

function countLink(link: Link, add: (part: string) => void): void {
  add(`link ${link.type}`);
  countFilter(link.filter, add);
  link.links.forEach((one) => countLink(one, add));
}

type Data = Readonly<Record<string, readonly Row[]>>;

/** Rows of a world, and some queries over them. */
const casesOf = (world: World) =>
  fc.record({
    rows: dataOf(world),
    queries: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: plainQueries(world) },
        { weight: 1, arbitrary: aggregateQueries(world) },
      ),
      { minLength: queriesPerData, maxLength: queriesPerData },
    ),
  });

/** Every third batch is over the tables written by hand, the others over tables drawn from the batch's seed. */
function worldOf(batch: number): World {
  if (batch % 3 === 0) return thingsWorld;
  const [drawn] = fc.sample(worlds, { seed: batch, numRuns: 1 });
  return drawn ?? thingsWorld;
}

/** Runs random queries on both executors until told to end, or until they differ. */
export async function fuzzQueries({ database, seed, until }: FuzzOptions): Promise<FuzzResult> {
  const used = new Map<string, number>(parts.map((part) => [part, 0]));
  let run = 0;
  let filled = 0;
  const compare = async (world: World, data: Data, queries: readonly Query[]): Promise<void> => {
    await load(database, data);
    const { metadata } = world;
    const model = modelOf(world);
    const source = memorySource(data, metadata);
    for (const query of queries) {
      const expected = evaluate(query, source, metadata, context);
      const actual = await runQuery(database.db, model, query, { context });
      const [device, server] = [expected, actual].map(({ rows, total }) => ({ rows, total }));
      if (!isDeepStrictEqual(device, server))
        throw new Error(`device: ${JSON.stringify(device)}\nserver: ${JSON.stringify(server)}`);
      const add = (part: string): void => void used.set(part, (used.get(part) ?? 0) + 1);
      run += 1;
      if (expected.rows.length > 0) filled += 1;
      countFilter(query.filter, add);
      query.links.forEach((link) => countLink(link, add));
    }
  };
  for (let batch = seed; !until(run); batch += 1) {
    const world = worldOf(batch);
    await makeWorld(database, world);
    const details = await fc.check(
      fc.asyncProperty(casesOf(world), async ({ queries, rows }) =>
        compare(world, { ...fixed, ...rows }, queries),
      ),
      { seed: batch, numRuns: dataPerBatch },
    );
    if (!details.failed) continue;
    const error = details.errorInstance instanceof Error ? details.errorInstance.message : '';
    const text = `${JSON.stringify(world.drawn.map((name) => world.tables.get(name)))}\n${fc.stringify(details.counterexample)}\n${error}`;
    return { cases: run, filled, used, failure: { seed: batch, text } };
  }
  return { cases: run, filled, used };
}

/** What is wrong with a run, in words; nothing: it was clean, and tried enough. */
export function faultsOf({ cases: run, filled, used, failure }: FuzzResult): readonly string[] {
  if (failure !== undefined) return [`seed ${failure.seed}: ${failure.text}`];
  const unused = [...used].filter(([, count]) => count === 0).map(([part]) => part);
  return [
    ...(run >= enough && unused.length > 0 ? [`never used: ${unused.join(', ')}`] : []),
    ...(filled / run < leastFilled ? [`only ${Math.round((100 * filled) / run)} % found rows`] : []),
  ];
}
