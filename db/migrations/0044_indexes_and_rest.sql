-- How long an application waits is counted from `stage_at`, and from the index alone. With `updated_at` in it the index changed
-- with every event.
drop index applications_waiting;
create index applications_waiting on applications (stage, stage_at) include (id)
  where stage not in ('hired', 'declined', 'withdrawn', 'expired', 'closed');

-- How long a person is kept counts from what they or HR did: that we failed to reach them, or found a way to, is none of it.
-- Whatever else changes a candidate counts by itself: nobody goes too early because somebody forgot to say so.
alter table candidates add column heard_at timestamptz not null default now();
-- When we found out by ourselves how they are reached.
alter table candidates add column reach_at timestamptz;
update candidates set heard_at = updated_at;
create function note_heard() returns trigger language plpgsql as $$
begin
  new.heard_at := new.updated_at;
  return new;
end
$$;
create trigger note_heard before update of updated_at on candidates
  for each row when (old.reach_at is not distinct from new.reach_at) execute function note_heard();
drop index candidates_age;
create index candidates_age on candidates (heard_at) where erased_at is null;
