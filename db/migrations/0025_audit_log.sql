-- Who read personal data, and who changed what. Ids and names of actions: never a value, a name or an address.
create table audit_log (
  position      bigint generated always as identity primary key,
  id            text not null unique,
  at            timestamptz not null default now(),
  actor_kind    text not null check (actor_kind in ('key', 'user', 'system')),
  actor_id      text not null,
  -- The operation's name in the API, or a command's.
  action        text not null,
  method        text,
  -- The id that it was about.
  subject       text,
  candidate_id  text,
  -- Of a list: the names of its filters, and how many rows were shown.
  filters       text[],
  shown         int,
  request_id    text,
  -- Keyed.
  address_hash  text,
  status        int not null
);
create index audit_log_candidate on audit_log (candidate_id, position) where candidate_id is not null;
create index audit_log_actor on audit_log (actor_id, position);
create index audit_log_at on audit_log (at);

-- Append only: rows are never changed, and go by age alone, through the function below.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('tingda.forgetting', true) = 'audit_log' then
    return old;
  end if;
  raise exception 'the audit log is append only';
end $$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_audit_change();
create trigger audit_log_not_emptied before truncate on audit_log
  for each statement execute function refuse_audit_change();

-- Retention: what is older than that is forgotten. Returns how many rows.
create function forget_audit_log(before timestamptz) returns bigint language plpgsql as $$
declare forgotten bigint;
begin
  perform set_config('tingda.forgetting', 'audit_log', true);
  delete from audit_log where at < before;
  get diagnostics forgotten = row_count;
  perform set_config('tingda.forgetting', '', true);
  return forgotten;
end $$;

-- Keys: which person of HR made one, also by way of another key; when one was used last (written at most once a minute); and
-- what a rotation leaves.
alter table api_keys
  add column made_by text references users (id),
  add column last_used_at timestamptz,
  add column old_hash bytea unique,
  add column old_until timestamptz;
