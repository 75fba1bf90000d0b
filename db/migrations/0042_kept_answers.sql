-- The id that a kept answer is about, so that an erasure finds it whatever its path: the first one in the path of what was
-- made, else the answer's own.
alter table idempotency add column about text;
update idempotency set about = coalesce(
  substring(resource from '[a-z]{3}_[0-9a-z]{25}'), substring(body::text from '"id": ?"([a-z]{3}_[0-9a-z]{25})"'));
create index idempotency_about on idempotency (about) where about is not null;
drop index idempotency_resource;
