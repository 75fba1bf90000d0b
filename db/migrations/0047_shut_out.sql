-- When it was last changed who may come in, and how: an older backup that is brought back is held against it.
alter table api_keys add column rotated_at timestamptz;
-- Their role, and whether they are shut out.
alter table users add column access_at timestamptz not null default now();
-- Their password, passkeys and recovery codes.
alter table users add column secrets_at timestamptz not null default now();
update users set access_at = updated_at, secrets_at = updated_at;
