-- What became of a line after its provider took it. Found by the address and the conversation, so no index is needed on
-- the busiest table.
alter table outbox
  add column delivery      text check (delivery in ('sent','delivered','failed','read')),
  add column delivery_code text,
  add column delivery_at   timestamptz;
