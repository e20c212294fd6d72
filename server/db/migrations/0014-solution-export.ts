import type { Migration } from '../migration.ts';

/** What an installed solution brought, part by part: JSON, compressed. Null for imports before exports were possible. */
export const solutionExport: Migration = {
  id: '0014-solution-export',
  sql: `
alter table haversack.solution_install add column brought bytea;
`,
};
