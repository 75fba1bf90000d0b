-- Who is told what happened, and how far they have been told.
create table webhook_endpoints (
  id                text primary key,
  url               text not null,
  -- Types of events, `contract.*`, or `*`.
  events            text[] not null,
  -- Sealed: a copy of the database signs nothing.
  secret            bytea not null,
  -- After a rotation both are signed with for a while.
  old_secret        bytea,
  old_secret_until  timestamptz,
  state             text not null default 'active' check (state in ('active', 'disabled')),
  -- `gone`: the receiver said 410; `by_hand`.
  disabled_because  text check (disabled_because in ('gone', 'by_hand')),
  -- Up to this event deliveries have been made.
  after_tx          xid8 not null,
  after_position    bigint not null,
  created_by        text not null,
  position          bigint generated always as identity,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now()
);

create table webhook_deliveries (
  id           text primary key,
  endpoint_id  text not null references webhook_endpoints (id),
  -- Null for a ping.
  event_id     text references events (id),
  state        text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  attempts     int not null default 0,
  next_at      timestamptz not null default now(),
  claim_token  text,
  claim_until  timestamptz,
  -- Of the last try: the receiver's status, or why there was none.
  status       int,
  error        text,
  ms           int,
  position     bigint generated always as identity,
  created_at   timestamptz not null default now(),
  tried_at     timestamptz
);
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, next_at) where state = 'pending';
create index webhook_deliveries_list on webhook_deliveries (endpoint_id, position);
