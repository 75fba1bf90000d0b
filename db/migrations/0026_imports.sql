-- Imports: files of rows that are taken in batch by batch, and by what name another system knows somebody.

-- The bytes of a file are in the media store. Here is what has to go from there: a file whose import never came, and that of
-- one that has ended.
create table import_files (
  id       text primary key,
  -- Null while its import needs it.
  erase_at timestamptz
);
create index import_files_erase on import_files (erase_at) where erase_at is not null;

create table imports (
  id            text primary key,
  kind          text not null check (kind in ('candidates', 'employments', 'performance_records', 'pay_statements')),
  format        text not null check (format in ('csv', 'ndjson')),
  charset       text not null,
  -- The system that its rows come from, where they do not say.
  source        text,
  -- The country of phone numbers that come without one.
  country       text,
  dry_run       boolean not null,
  status        text not null default 'queued'
                check (status in ('queued', 'running', 'completed', 'failed', 'canceled')),
  -- Why it failed.
  reason        text,
  -- As it came, and as UTF-8; `bytes_done` is of the latter.
  file_bytes    bigint not null,
  bytes         bigint not null,
  bytes_done    bigint not null default 0,
  -- So many rows are behind it: where whoever goes on begins.
  rows_done     bigint not null default 0,
  rows_created  bigint not null default 0,
  rows_updated  bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_skipped  bigint not null default 0,
  rows_failed   bigint not null default 0,
  -- The key that asked for it, or `command`.
  asked_by      text not null,
  -- Of the batch that is next.
  tries         integer not null default 0,
  due_at        timestamptz not null default now(),
  lease_token   uuid,
  lease_until   timestamptz,
  position      bigint generated always as identity,
  created_at    timestamptz not null default now(),
  started_at    timestamptz,
  finished_at   timestamptz
);
create unique index imports_position on imports (position);
create index imports_due on imports (due_at) where status in ('queued', 'running');

-- What is wrong with a row, never what stands in it.
create table import_errors (
  import_id   text not null references imports (id),
  position    bigint not null,
  line        bigint not null,
  field       text,
  code        text not null,
  message     text not null,
  primary key (import_id, position)
);

-- The names that other systems have for a person; they go with the person's erasure.
create table candidate_origins (
  source       text not null,
  remote_id    text not null,
  candidate_id text not null references candidates (id),
  primary key (source, remote_id)
);
create index candidate_origins_candidate on candidate_origins (candidate_id);

-- Keyed hashes of the phone numbers and names of whoever was erased: no import brings them back.
alter table erasures add column marks text[] not null default '{}';
create index erasures_marks on erasures using gin (marks);

-- It came with an import: nobody is told of it in the chat.
alter table pay_statements add column quiet boolean not null default false;
