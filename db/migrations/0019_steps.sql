-- What lies between a decision and the first shift: a background check, a contract, an onboarding of one application.
create table steps (
  id                text primary key,
  application_id    text not null references applications (id),
  kind              text not null check (kind in ('background_check', 'contract', 'onboarding')),
  provider          text not null,
  -- The provider's own name for it; null until it has given one.
  external_id       text,
  state             text not null,
  -- By kind: times, figures and choices; what is a person's words goes with erasure.
  data              jsonb not null default '{}',
  -- What is to be done at the provider, beside the path of the messages.
  work              text check (work in ('start', 'cancel')),
  work_due_at       timestamptz,
  work_token        text,
  work_lease_until  timestamptz,
  work_tries        int not null default 0,
  -- By when what is waited for should have happened.
  due_at            timestamptz,
  -- Why the last try failed: a code.
  trouble           text,
  -- Up to when the provider has told: what is older changes nothing.
  reported_at       timestamptz,
  -- It goes nowhere from here.
  ended_at          timestamptz,
  position          bigint generated always as identity,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now()
);
create index steps_application on steps (application_id, position);
create index steps_kind on steps (kind, position);
create unique index steps_open on steps (application_id, kind) where ended_at is null;
create unique index steps_external on steps (kind, provider, external_id) where external_id is not null;
create index steps_work on steps (work_due_at) where work is not null;

-- Who moved it, and why; the event tells from where and to where. The reason goes with erasure.
create table step_moves (
  event_id  text primary key references events (id),
  step_id   text not null references steps (id),
  reason    text,
  moved_by  text not null
);
create index step_moves_step on step_moves (step_id);

-- What providers have told, for ever: a second telling has no effect.
create table step_reports (
  hash      bytea primary key,
  step_id   text not null references steps (id),
  told_at   timestamptz not null default now()
);

-- Pages that one person opens by a link out of their chat. The link itself is kept nowhere.
create table page_links (
  hash             bytea primary key,
  step_id          text not null references steps (id),
  purpose          text not null,
  expires_at       timestamptz not null,
  used_at          timestamptz,
  -- A second secret, said in the chat: a link that was passed on is not enough.
  code_hash        bytea,
  code_expires_at  timestamptz,
  code_tries       int not null default 0,
  codes_sent       int not null default 0,
  created_at       timestamptz not null default now()
);
create index page_links_step on page_links (step_id, purpose);
