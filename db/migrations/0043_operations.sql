-- `failing`: no call was taken for days; see `retireFailing`.
alter table webhook_endpoints drop constraint webhook_endpoints_disabled_because_check;
alter table webhook_endpoints add constraint webhook_endpoints_disabled_because_check
  check (disabled_because in ('gone', 'failing', 'by_hand'));
-- The first try that failed since the last one that was taken.
alter table webhook_endpoints add column failing_since timestamptz;

-- Whose the secret before the last rotation was: it ends with them, whoever has the key by now.
alter table api_keys add column old_made_by text references users (id);
-- Who was shut out before keys ended with their holder.
update api_keys set revoked_at = now()
  where revoked_at is null and made_by in (select id from users where disabled_at is not null);
create index api_keys_made_by on api_keys (made_by) where made_by is not null;
create index api_keys_old_made_by on api_keys (old_made_by) where old_made_by is not null;

-- A replay begins at a moment: without reading all that happened before.
create index events_at on events (at, position);
