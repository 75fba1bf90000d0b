-- When it was last changed who may come in, and how: an older backup that is brought back is held against it.
alter table api_keys add column rotated_at timestamptz;
-- Their role, and whether they are shut out.
alter table users add column access_at timestamptz not null default now();
-- Their password, passkeys and recovery codes.
alter table users add column secrets_at timestamptz not null default now();
update users set access_at = updated_at, secrets_at = updated_at;

-- `restored`: changed since the backup that was brought back, and nobody here knows how.
alter table webhook_endpoints drop constraint webhook_endpoints_disabled_because_check;
alter table webhook_endpoints add constraint webhook_endpoints_disabled_because_check
  check (disabled_because in ('gone', 'failing', 'by_hand', 'restored'));
