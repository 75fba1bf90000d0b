-- Answers to POSTs that carried an Idempotency-Key, for 24 hours. A row is written in the transaction of its effect, so
-- it exists exactly when the effect does; secrets are left out of `body`. `resource` is what was made, so that the
-- erasure of a person finds the row.
create table idempotency (
  owner       text not null,
  key         text not null,
  fingerprint bytea not null,
  body        jsonb not null,
  resource    text,
  created_at  timestamptz not null default now(),
  primary key (owner, key)
);
create index idempotency_age on idempotency (created_at);
