import type { Migration } from '../migration.ts';

/**
 * The whole snapshot of a store's last plan beside its lower bound, and what the person could read of the tables whose
 * rows travel as names.
 */
export const exactChanges: Migration = {
  id: '0032-exact-changes',
  sql: `
alter table haversack.sync_store add column snapshot pg_snapshot, add column names jsonb not null default '{}';
`,
};
