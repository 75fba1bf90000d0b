-- Work that has begun: employments, what somebody has to approve of them, and what an employer's own systems tell of them.

create table employments (
  id              text primary key,
  application_id  text not null references applications (id),
  state           text not null check (state in ('active', 'leaving', 'ended')),
  -- Days of the calendar where the work is.
  starts_on       date not null,
  -- The last day of work: agreed while they leave, over when they have left.
  ends_on         date,
  end_reason      text,
  -- In the words of whoever ended it; null where there were none, and after erasure.
  end_note        text,
  -- The system that it comes from, and its name there; null after erasure.
  source          text,
  remote_id       text,
  position        bigint generated always as identity,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  check (ends_on >= starts_on),
  check ((state = 'active') = (ends_on is null)),
  unique (source, remote_id)
);
create unique index employments_position on employments (position);
-- Nobody is employed twice by one application at the same time.
create unique index employments_live on employments (application_id) where state <> 'ended';
create index employments_application on employments (application_id);

-- What was paid from which day on. A day has one wage: what is agreed later for the same day replaces it.
create table wages (
  employment_id  text not null references employments (id),
  from_on        date not null,
  amount         numeric not null check (amount > 0),
  currency       text not null,
  per            text not null check (per in ('hour', 'day', 'month', 'piece')),
  primary key (employment_id, from_on)
);

create table approvals (
  id             text primary key,
  kind           text not null check (kind in ('resignation', 'wage_change')),
  employment_id  text not null references employments (id),
  state          text not null check (state in ('pending', 'approved', 'rejected', 'canceled')),
  -- A key, or `candidate`.
  asked_by       text not null,
  decided_by     text,
  -- What is asked for; empty after erasure.
  data           jsonb not null,
  -- Of whoever decided.
  reason         text,
  decided_at     timestamptz,
  position       bigint generated always as identity,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);
create unique index approvals_position on approvals (position);
-- One of a kind waits at a time.
create unique index approvals_pending on approvals (employment_id, kind) where state = 'pending';

create table performance_records (
  id             text primary key,
  employment_id  text not null references employments (id),
  period_start   date not null,
  period_end     date not null,
  -- Figures by name; empty after erasure.
  metrics        jsonb not null,
  rating         integer check (rating between 1 and 5),
  source         text,
  remote_id      text,
  position       bigint generated always as identity,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  check (period_end >= period_start),
  unique (source, remote_id)
);
create unique index performance_records_position on performance_records (position);
create index performance_records_employment on performance_records (employment_id, position);

create table pay_statements (
  id             text primary key,
  employment_id  text not null references employments (id),
  period_start   date not null,
  period_end     date not null,
  paid_on        date not null,
  currency       text not null,
  -- Exact, as they were told; null after erasure.
  gross          numeric,
  net            numeric,
  -- [{label{zh,en}, amount}], amounts as text.
  lines          jsonb not null,
  source         text,
  remote_id      text,
  -- The person has it in the chat.
  told_at        timestamptz,
  position       bigint generated always as identity,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  check (period_end >= period_start),
  unique (source, remote_id)
);
create unique index pay_statements_position on pay_statements (position);
create index pay_statements_employment on pay_statements (employment_id, paid_on);
