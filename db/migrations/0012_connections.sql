-- Connections that one process holds for all, by name: what it has to say of it, and when lines last came and went. Whoever
-- holds it next knows from when on something may be missing.
create table connections (
  name    text primary key,
  -- In words for the operator; null: all is well.
  problem text,
  told_at timestamptz not null,
  up_at   timestamptz
);

-- Recordings that are put into the store before the message that names them is committed, because their provider gives
-- them once: one whose message never was has to go again.
create table media_drafts (
  id         text primary key,
  created_at timestamptz not null default clock_timestamp()
);
create index inbox_kept on inbox ((content->'media'->>'id')) where content->'media'->>'kept' = 'true';
