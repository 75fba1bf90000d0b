-- What a person decided about an application, and the clocks that run for one.
create table decisions (
  id              text primary key,
  application_id  text not null references applications (id),
  outcome         text not null check (outcome in ('advance', 'decline')),
  -- For the record, in the words of whoever decided; null after erasure.
  reason          text,
  -- For the candidate, in the same words; null where there were none, and after erasure.
  message         text,
  -- When the candidate hears of the next step.
  next_step_by    timestamptz,
  -- What was recommended when it was decided; null where nothing was.
  recommendation  text check (recommendation in ('advance', 'review', 'decline')),
  decided_by      text not null,
  position        bigint generated always as identity,
  at              timestamptz not null default now()
);
create index decisions_application on decisions (application_id, position);

create table deadlines (
  application_id  text not null references applications (id),
  kind            text not null,
  due_at          timestamptz not null,
  primary key (application_id, kind)
);
create index deadlines_due on deadlines (due_at);
