-- Tokens that models have read and written, summed over all processes. Numbers by opaque ids and days: nothing of a person.
create table model_spend (
  -- An interview's id, or a day in UTC: 2026-11-26.
  subject    text primary key,
  tokens_in  bigint not null default 0,
  tokens_out bigint not null default 0,
  updated_at timestamptz not null default now()
);
