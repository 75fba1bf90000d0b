-- When it was last changed who may come in, and how: an older backup that is brought back is held against it.
alter table api_keys add column rotated_at timestamptz;
-- Of a rotation before this, the audit log knows when it was; where it has forgotten that, it was when the old secret ended or before.
update api_keys k set rotated_at = coalesce(
  (select max(at) from audit_log where action = 'rotateKey' and subject = k.id and status < 300), least(old_until, now()))
  where old_hash is not null;
-- When their role, or whether they are shut out, last became another.
alter table users add column access_at timestamptz not null default now();
-- When they were last let in: a shutting out of before that is over.
alter table users add column enabled_at timestamptz not null default now();
-- Their password, passkeys and recovery codes.
alter table users add column secrets_at timestamptz not null default now();
update users set access_at = updated_at, secrets_at = updated_at,
  enabled_at = case when disabled_at is null then updated_at else created_at end;

-- `restored`: changed since the backup that was brought back, and nobody here knows how.
alter table webhook_endpoints drop constraint webhook_endpoints_disabled_because_check;
alter table webhook_endpoints add constraint webhook_endpoints_disabled_because_check
  check (disabled_because in ('gone', 'failing', 'by_hand', 'restored'));
