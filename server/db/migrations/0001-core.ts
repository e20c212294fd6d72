import type { Migration } from '../migration.ts';

/**
 * Schemas, row versions and the change log. The log carries the transaction id, not a counter: readers take
 * everything from pg_snapshot_xmin on, so a transaction that commits late is never missed.
 */
export const core: Migration = {
  id: '0001-core',
  sql: `
create schema if not exists data;

create sequence haversack.version as bigint minvalue 1;

create table haversack.change_log (
  cs xid8 not null default pg_current_xact_id(),
  table_name text not null,
  row_id uuid not null,
  op "char" not null check (op in ('i', 'u', 'd'))
);
create index change_log_table on haversack.change_log (table_name, cs);
create index change_log_cs on haversack.change_log (cs);

create table haversack.database (
  singleton boolean primary key default true check (singleton),
  incarnation uuid not null default gen_random_uuid(),
  created timestamptz not null default now()
);
insert into haversack.database default values;

create table haversack.setting (
  key text primary key,
  value jsonb not null
);
`,
};
