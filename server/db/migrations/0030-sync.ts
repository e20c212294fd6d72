import type { Migration } from '../migration.ts';

/**
 * What each device's store holds, and what became of every attempt it sent. `sync_row` is the record of what was
 * delivered: a row differing in version, shape or rights is sent again; `gone` rows are told until a cookie beyond
 * them returns; shape 0 marks a lookup target's name that waits to be sent.
 */
export const sync: Migration = {
  id: '0030-sync',
  sql: `
create table haversack.sync_table (
  id smallint generated always as identity primary key,
  name text not null unique
);

create table haversack.sync_store (
  id integer generated always as identity primary key,
  store uuid not null unique,
  person uuid not null,
  generation integer not null default 0,
  patch integer not null default 0,
  acked integer not null default 0,
  watermark xid8 not null default '0',
  scope_key text not null default '',
  whole_at timestamptz not null default '-infinity',
  waiting integer not null default 0,
  form_factor text not null,
  seen_at timestamptz not null default now()
);
create index sync_store_person on haversack.sync_store (person);

create table haversack.sync_row (
  row_id uuid not null,
  version bigint not null,
  store integer not null,
  patch integer not null,
  shape integer not null,
  rights integer not null,
  table_id smallint not null,
  gone boolean not null default false,
  primary key (store, table_id, row_id)
) with (fillfactor = 90);

create table haversack.sync_outcome (
  entry uuid not null,
  attempt integer not null,
  store uuid not null,
  person uuid not null,
  kind text not null,
  body_hash text not null,
  -- Null once the device reported that its settling transaction committed.
  outcome jsonb,
  row_id uuid,
  -- Values this entry left in the row's columns: changing them again is no conflict for the same person.
  wrote jsonb,
  made_at timestamptz not null default now(),
  primary key (entry, attempt)
);
create index sync_outcome_row on haversack.sync_outcome (row_id, person) where wrote is not null;

-- Entries that this version could not read, whole, for an administrator to look at.
create table haversack.sync_quarantine (
  entry uuid not null,
  attempt integer not null,
  store uuid not null,
  person uuid not null,
  body jsonb not null,
  problem text not null,
  made_at timestamptz not null default now(),
  primary key (entry, attempt)
);
`,
};
