-- How far we have read what a provider keeps for us, and who reads on. The cursor moves only after what came before it is
-- committed; where it is lost, what the provider still has is read again, and a second delivery has no effect.
create table feeds (
  name       text primary key,
  cursor     text,
  -- Counts the provider's word that there is more; what was read up to the count before it needs another look.
  hints      bigint not null default 0,
  read_hints bigint not null default 0,
  -- What came with the last word.
  hint       text,
  hinted_at  timestamptz,
  token      uuid,
  until      timestamptz
);

-- Calls that may be repeated by whoever overheard one: kept only as long as their own time stamp lets them in.
create table seen_calls (
  hash bytea primary key,
  at   timestamptz not null default now()
);
create index seen_calls_age on seen_calls (at);

-- What a provider gives us for a while, such as an access token: sealed with SECRET_KEY, asked for by one process.
create table credentials (
  name   text primary key,
  sealed bytea not null,
  until  timestamptz not null
);
