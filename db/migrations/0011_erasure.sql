-- Who was erased. Kept apart from the people, with nothing of theirs but an opaque id: it is applied again after a
-- restore, also to a backup that does not know of it.
create table erasures (
  candidate_id text primary key,
  at           timestamptz not null default now(),
  -- The id of the key that asked for it.
  by           text not null,
  -- When nothing was left.
  done_at      timestamptz
);

-- Set when it is asked for: from then on there is nobody here to be read or written to.
alter table candidates add column erased_at timestamptz;

-- What a kept answer holds is found by what was made.
create index idempotency_resource on idempotency (resource) where resource is not null;
