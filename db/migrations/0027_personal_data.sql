-- What is said of an erasure, and what the law forbids to erase.
create table legal_holds (
  id            text primary key,
  candidate_id  text not null references candidates (id),
  -- Of `db/holds.ts`: what is kept although the person is erased.
  parts         text[] not null check (cardinality(parts) > 0),
  -- In the words of whoever placed it: why. It names nobody.
  reason        text not null,
  placed_by     text not null,
  released_at   timestamptz,
  released_by   text,
  position      bigint generated always as identity,
  created_at    timestamptz not null default now(),
  check ((released_at is null) = (released_by is null))
);
create unique index legal_holds_position on legal_holds (position);
create index legal_holds_candidate on legal_holds (candidate_id, position);

alter table erasures
  -- What was taken out, by table: how many rows had something of the person in them.
  add column erased jsonb not null default '{}',
  -- What is there still, by table, because a hold names it.
  add column kept jsonb not null default '{}',
  -- Files that are out of the store, and were looked for there in vain.
  add column media_files integer not null default 0,
  -- When nothing was left that a hold does not name, for the last time.
  add column last_at timestamptz,
  -- After a restore.
  add column reapplied_at timestamptz[] not null default '{}';

-- Whom retention is about, and what it takes away by age.
create index candidates_age on candidates (updated_at) where erased_at is null;
create index webhook_deliveries_age on webhook_deliveries (created_at) where state <> 'pending';

-- The live session is out of the cache; null: the cache could not be reached, and what is there runs out by itself.
alter table erasures add column session_forgotten_at timestamptz;
