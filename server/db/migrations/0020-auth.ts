import type { Migration } from '../migration.ts';

/** Accounts, sessions, keys and what the embedded OpenID provider keeps. Login names are compared in lower case. */
export const auth: Migration = {
  id: '0020-auth',
  sql: `
create table haversack.account (
  user_id uuid primary key,
  login text not null,
  password_hash text not null,
  is_disabled boolean not null default false,
  -- Demo people: their place in the list on the sign-in page, and whether the password is the easy one.
  demo_rank integer,
  demo_note text,
  has_easy_password boolean not null default false,
  created_at timestamptz not null,
  password_set_at timestamptz not null
);
create unique index account_login on haversack.account (lower(login));

-- Counted by login name, known or not, so that lock-out does not tell which names exist.
create table haversack.sign_in_attempt (
  login_key text primary key,
  failed_count integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

-- The person of another issuer's subject.
create table haversack.account_identity (
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  created_at timestamptz not null,
  primary key (issuer, subject)
);
create index account_identity_user on haversack.account_identity (user_id);

create table haversack.account_application (
  client_id text primary key,
  secret_hash text not null,
  user_id uuid not null,
  is_disabled boolean not null default false,
  created_at timestamptz not null
);

-- Only the hash of the cookie's value is kept: a copy of the database opens no session.
create table haversack.session (
  id_hash text primary key,
  user_id uuid not null,
  device_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_by_user on haversack.session (user_id);

create table haversack.auth_key (
  purpose text primary key,
  secret text not null,
  created_at timestamptz not null
);

create table haversack.oidc_payload (
  model text not null,
  id text not null,
  payload text not null,
  grant_id text,
  uid text,
  user_code text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id)
);
create index oidc_payload_grant on haversack.oidc_payload (grant_id) where grant_id is not null;
create index oidc_payload_uid on haversack.oidc_payload (uid) where uid is not null;
create index oidc_payload_expiry on haversack.oidc_payload (expires_at);

create table haversack.setup_link (
  token_hash text primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
`,
};
