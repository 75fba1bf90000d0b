-- `failing`: no call was taken for days; see `retireFailing`.
alter table webhook_endpoints drop constraint webhook_endpoints_disabled_because_check;
alter table webhook_endpoints add constraint webhook_endpoints_disabled_because_check
  check (disabled_because in ('gone', 'failing', 'by_hand'));
-- The first try that failed since the last one that was taken.
alter table webhook_endpoints add column failing_since timestamptz;

-- A replay begins at a moment: without reading all that happened before.
create index events_at on events (at, position);
