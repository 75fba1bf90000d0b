-- The nouns and the durable path. Every hot table carries conversation_id first in its key, so that partitions can
-- spread it later. Times are UTC. Ids are opaque text with at least 122 random bits.

create table openings (
  id           text primary key,
  code         text not null unique check (code ~ '^[A-Z0-9]{4,12}$'),
  title        jsonb not null,
  role         text not null,
  flow         text not null,
  status       text not null check (status in ('draft','open','paused','filled','closed')),
  headcount    integer not null check (headcount >= 0),
  site         jsonb not null default '{}',
  pay          jsonb not null default '{}',
  requirements jsonb not null default '{}',
  facts        jsonb not null default '{}',
  position     bigint generated always as identity,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);
create unique index openings_position on openings (position);

create table candidates (
  id          text primary key,
  name        text,
  phone       text,
  language    text check (language in ('zh','en')),
  time_zone   text,
  preferences jsonb not null default '{}',
  profile     jsonb not null default '{}',
  lat         double precision,
  lon         double precision,
  source      text,
  position    bigint generated always as identity,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index candidates_position on candidates (position);
create index candidates_phone on candidates (phone) where phone is not null;

-- One conversation per person, all identities attached. `drain_after` is set while something waits to be taken up and
-- is cleared by the worker that takes it; a lease that has run out is the trace of a worker that died.
create table conversations (
  id              text primary key,
  candidate_id    text not null unique references candidates (id),
  version         bigint not null default 0,
  state           jsonb,
  inbox_seq       bigint not null default 0,
  turn_seq        bigint not null default 0,
  outbox_seq      bigint not null default 0,
  drain_after     timestamptz,
  -- Counts whatever makes the conversation due: a reader whose snapshot holds an older count reads again.
  wakes           bigint not null default 0,
  first_undone_at timestamptz,
  lease_token     uuid,
  lease_until     timestamptz,
  failures        integer not null default 0,
  -- Where we answer, and which application `status` speaks of.
  reply_identity_id text,
  application_id  text,
  created_at      timestamptz not null default now()
  -- Three small updates a turn: no index holds what they change, so that they stay on the row's page; and the state,
  -- which only one of them changes, lies beside the row.
) with (fillfactor = 50, toast_tuple_target = 128);

create table identities (
  id              text primary key,
  conversation_id text not null references conversations (id),
  channel         text not null,
  account         text not null,
  address         text not null,
  -- open: may be written to; closed: STOP came from here; unreachable: the provider says that nobody is there.
  state           text not null default 'open' check (state in ('open','closed','unreachable')),
  state_at        timestamptz not null default now(),
  created_at      timestamptz not null default now(),
  unique (channel, account, address)
);
create index identities_conversation on identities (conversation_id);

-- Keyed hashes of (channel, account, external id), kept for ever and through erasure: a second delivery has no effect.
create table seen_messages (
  hash bytea primary key
);

create table inbox (
  conversation_id text not null references conversations (id),
  seq             bigint not null,
  identity_id     text references identities (id),
  channel         text not null,
  hash            bytea not null,
  -- null after erasure; the row, its hash and its number stay.
  content         jsonb,
  name            text,
  language_hint   text,
  sent_at         timestamptz,
  received_at     timestamptz not null default clock_timestamp(),
  -- none: nothing to fetch; pending: the media job has it; ready, failed: the job is done.
  media_state     text not null default 'none' check (media_state in ('none','pending','ready','failed')),
  media_attempts  integer not null default 0,
  transcript      jsonb,
  done_at         timestamptz,
  turn_seq        bigint,
  aside_reason    text,
  primary key (conversation_id, seq)
);
create index inbox_undone on inbox (conversation_id, seq) where done_at is null;
create index inbox_aside on inbox (received_at) where aside_reason is not null;

create table turns (
  conversation_id text not null references conversations (id),
  seq             bigint not null,
  interview_id    text,
  batch           bigint not null,
  speaker         text not null check (speaker in ('candidate','bot','hr')),
  channel         text not null,
  kind            text not null,
  text            text,
  media_id        text,
  transcript      jsonb,
  question_id     text,
  ask             bigint,
  amends_seq      bigint,
  spans           jsonb,
  at              timestamptz not null default now(),
  primary key (conversation_id, seq)
);
create index turns_interview on turns (interview_id, seq) where interview_id is not null;

create table outbox (
  conversation_id text not null references conversations (id),
  seq             bigint not null,
  identity_id     text not null references identities (id),
  -- <cause>:<ordinal>, the same after a crash: what a provider that takes a key recognises a second send by.
  key             text not null,
  priority        smallint not null,
  category        text not null check (category in ('interview','notice','broadcast')),
  even_if_closed  boolean not null default false,
  content         jsonb,
  ask             bigint,
  turn_seq        bigint,
  state           text not null default 'pending'
                  check (state in ('pending','sending','sent','failed','parked','dropped')),
  not_before      timestamptz,
  attempts        integer not null default 0,
  resends         integer not null default 0,
  claim_token     uuid,
  claimed_at      timestamptz,
  claim_until     timestamptz,
  sent_at         timestamptz,
  external_id     text,
  error_code      text,
  created_at      timestamptz not null default now(),
  primary key (conversation_id, seq)
);
-- At most one send of a conversation is under way, whoever claims it.
create unique index outbox_sending on outbox (conversation_id) where state = 'sending';
create index outbox_pending on outbox (conversation_id, priority, seq) where state = 'pending';
create index outbox_due on outbox ((coalesce(not_before, created_at))) where state = 'pending';
create index outbox_parked on outbox (created_at) where state in ('parked','failed');

create table timers (
  conversation_id text not null references conversations (id),
  kind            text not null,
  due_at          timestamptz not null,
  primary key (conversation_id, kind)
);
create index timers_due on timers (due_at);

-- Flow versions that an interview was ever pinned to.
create table flows (
  hash       text primary key,
  id         text not null,
  version    integer not null,
  body       jsonb not null,
  created_at timestamptz not null default now()
);

create table applications (
  id              text primary key,
  candidate_id    text not null references candidates (id),
  conversation_id text not null references conversations (id),
  opening_id      text not null references openings (id),
  stage           text not null,
  source          text,
  event_count     bigint not null default 0,
  position        bigint generated always as identity,
  applied_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  unique (candidate_id, opening_id)
);
create unique index applications_position on applications (position);
create index applications_opening on applications (opening_id, position);

create table interviews (
  id              text primary key,
  conversation_id text not null references conversations (id),
  application_id  text not null references applications (id),
  flow_hash       text not null references flows (hash),
  status          text not null,
  channel         text not null,
  language        text not null,
  asked           integer not null default 0,
  total           integer not null default 0,
  position        bigint generated always as identity,
  started_at      timestamptz not null default now(),
  completed_at    timestamptz,
  updated_at      timestamptz not null default now()
);
create unique index interviews_position on interviews (position);
create index interviews_conversation on interviews (conversation_id);
create index interviews_application on interviews (application_id);

create table consents (
  conversation_id text not null references conversations (id),
  candidate_id    text not null references candidates (id),
  kind            text not null,
  given           boolean not null,
  identity_id     text references identities (id),
  wording         text not null,
  at              timestamptz not null default now()
);
create index consents_candidate on consents (candidate_id, at);

create table opt_outs (
  identity_id text not null references identities (id),
  at          timestamptz not null default now(),
  ended_at    timestamptz
);
create index opt_outs_identity on opt_outs (identity_id, at);

-- What waits for a person.
create table tickets (
  id              text primary key,
  conversation_id text not null references conversations (id),
  interview_id    text,
  kind            text not null,
  turn_seq        bigint,
  question_id     text,
  state           text not null default 'open' check (state in ('open','answered','closed')),
  at              timestamptz not null default now()
);
create index tickets_open on tickets (at) where state = 'open';
create index tickets_interview on tickets (interview_id) where interview_id is not null;

-- Positions commit out of order. A reader takes rows whose transaction is below pg_snapshot_xmin and pages by
-- (tx, position): nothing that commits later can come before what was read.
create table events (
  position        bigint generated always as identity primary key,
  tx              xid8 not null default pg_current_xact_id(),
  id              text not null unique,
  type            text not null,
  conversation_id text,
  application_id  text,
  sequence        bigint,
  data            jsonb not null,
  at              timestamptz not null default now()
);
create index events_order on events (tx, position);
create unique index events_sequence on events (application_id, sequence) where application_id is not null;

create table api_keys (
  id         text primary key,
  name       text not null,
  hash       bytea not null unique,
  scopes     text[] not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  position   bigint generated always as identity,
  created_at timestamptz not null default now()
);
