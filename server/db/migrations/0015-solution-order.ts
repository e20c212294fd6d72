import type { Migration } from '../migration.ts';

/** The order in which solutions were first installed: what several of them bring is made anew in it when one leaves. */
export const solutionOrder: Migration = {
  id: '0015-solution-order',
  sql: `
alter table haversack.solution_install add column place bigint generated always as identity;
`,
};
