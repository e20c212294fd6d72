import type { Migration } from '../migration.ts';

/**
 * What lets old records go: the floor below which the change log has no entries any more, and indexes that find what may
 * go without reading what stays. They get smaller as it goes.
 */
export const retention: Migration = {
  id: '0031-retention',
  sql: `
create table haversack.change_floor (
  singleton boolean primary key default true check (singleton),
  -- Raised before entries below it are deleted: who reads floor and log in one snapshot sees no gap.
  floor xid8 not null default '0'
);
insert into haversack.change_floor default values;

create index sync_store_seen on haversack.sync_store (seen_at);
create index sync_outcome_unsettled on haversack.sync_outcome (store) where kind = 'applied' and outcome is not null;
create index sync_outcome_wrote on haversack.sync_outcome (made_at) where wrote is not null;
`,
};
