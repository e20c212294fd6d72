import type { Migration } from '../migration.ts';

/**
 * Metadata as read from solutions. `meta_item` holds one compiled document for each table, choice, relationship, form,
 * view, site map, app and role; the rows of systemform, savedquery and the rest stand beside it for the Web API.
 */
export const metadata: Migration = {
  id: '0010-metadata',
  sql: `
create table haversack.meta_item (
  kind text not null,
  name text not null,
  solution text not null,
  body jsonb not null,
  primary key (kind, name)
);

-- Depth 1 user, 2 business unit, 3 child business units, 4 organization.
create table haversack.role_privilege (
  role_id uuid not null,
  privilege text not null,
  depth smallint not null check (depth between 1 and 4),
  primary key (role_id, privilege)
);

create table haversack.solution_install (
  name text primary key,
  version text not null,
  managed boolean not null,
  publisher text not null,
  content_hash text not null
);

-- What a solution brings and this version does not use, as it came.
create table haversack.solution_component (
  solution text not null,
  kind text not null,
  name text not null,
  hash text not null,
  body bytea not null,
  primary key (solution, kind, name)
);
`,
};
