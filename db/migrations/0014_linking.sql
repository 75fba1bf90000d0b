-- A person's way from one app to another. Whoever brings the code of a link is the person of this conversation: once, soon,
-- and from one address. What we keep of the code is a keyed hash.
create table link_codes (
  id                   text primary key,
  hash                 bytea not null unique,
  conversation_id      text not null references conversations (id),
  expires_at           timestamptz not null,
  used_at              timestamptz,
  used_by              text references identities (id),
  -- Where that address was somebody's before; null: it had never been seen.
  from_conversation_id text references conversations (id),
  -- The person's other addresses were told.
  told_at              timestamptz,
  -- The person has said that it was somebody else.
  undone_at            timestamptz,
  -- Somebody tried it after it was used or over.
  retried_at           timestamptz,
  created_at           timestamptz not null default now(),
  check ((used_at is null) = (used_by is null))
);
create index link_codes_conversation on link_codes (conversation_id);
create index link_codes_used_by on link_codes (used_by) where used_by is not null;

-- Codes that led nowhere, by who tried them: of an hour, after which they are forgotten.
create table code_tries (
  identity_id text not null references identities (id),
  at          timestamptz not null default now()
);
create index code_tries_identity on code_tries (identity_id, at);

-- Counts the addresses that have left: a message whose sender was looked up before is looked up again.
alter table conversations add column moves bigint not null default 0;
