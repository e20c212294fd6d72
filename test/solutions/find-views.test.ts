import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readSolutionPath } from '../../server/solution/archive.ts';
import { readSolution } from '../../server/solution/read-solution.ts';
import type { Filter } from '../../src/shared/query/ast.ts';

const folders = ['base', 'sales', 'service'];
const models = await Promise.all(
  folders.map(async (folder) =>
    readSolution(await readSolutionPath(resolve(import.meta.dirname, '../../solutions', folder))),
  ),
);
// Of the solution that brings the table: others that add to it state no states.
const states = new Map(
  models
    .flatMap((model) => model.tables)
    .flatMap(({ table }) => {
      const options = table.columns.find((column) => column.type === 'state')?.options;
      return options === undefined ? [] : [[table.logicalName, options] as const];
    }),
);
const views = models.flatMap((model) => model.views.map(({ view }) => view));

/** Values of states that a filter leaves; undefined: all. */
function statesOf(filter: Filter | undefined): readonly string[] | undefined {
  if (filter?.kind === 'condition' && filter.column === 'statecode') return filter.values;
  if (filter?.kind !== 'and') return undefined;
  return filter.filters.map(statesOf).find((found) => found !== undefined);
}

it('quick find looks through all states of rows that go through several, else through the active ones', () => {
  const found = views.filter((view) => view.type === 'quickfind');
  expect(found.length).toBeGreaterThan(50);
  for (const { table, query } of found) {
    const options = states.get(table) ?? [];
    const active = options.find((option) => option.label['1033'] === 'Active');
    const expected = options.length > 2 || active === undefined ? undefined : [String(active.value)];
    expect(statesOf(query.filter), table).toEqual(expected);
  }
});

it('lookups offer what is in use, whatever number its state has', () => {
  const offered = Object.fromEntries(
    views.filter((view) => view.type === 'lookup').map(({ table, query }) => [table, statesOf(query.filter)]),
  );
  expect(offered).toMatchObject({
    account: ['0'],
    product: ['0'],
    entitlement: ['1'],
    sla: ['1'],
    incident: ['0'],
    quote: undefined,
    salesorder: undefined,
    lead: undefined,
  });
});
