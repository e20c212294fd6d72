import type { Migration } from '../migration.ts';

/** What the last import of a solution reported, for whoever looks at it later. */
export const solutionReport: Migration = {
  id: '0016-solution-report',
  sql: `
alter table haversack.solution_install add column report jsonb, add column reported_on timestamptz;
`,
};
