-- Every filter of every list has an index that gives its rows in the order of the list: as many are read as are shown,
-- however many there are and however few of them fit.

-- The opening beside what hangs on an application: an application never goes to another.
alter table invitations add column opening_id text references openings (id);
alter table employments add column opening_id text references openings (id);
update invitations n set opening_id = a.opening_id from applications a where a.id = n.application_id;
update employments e set opening_id = a.opening_id from applications a where a.id = e.application_id;
alter table invitations alter column opening_id set not null;
alter table employments alter column opening_id set not null;

create function place_in_opening() returns trigger language plpgsql as $$
begin
  select opening_id into new.opening_id from applications where id = new.application_id;
  return new;
end
$$;
create trigger place_in_opening before insert on invitations for each row execute function place_in_opening();
create trigger place_in_opening before insert on employments for each row execute function place_in_opening();
-- A copy of a database, which switches triggers off, places them too.
alter table invitations enable always trigger place_in_opening;
alter table employments enable always trigger place_in_opening;

create index invitations_opening on invitations (opening_id, position);
create index invitations_live on invitations (expires_at, interview_id) where revoked_at is null;
create index interviews_status on interviews (status, position);
create index interviews_over on interviews (position) where status in ('expired', 'invited');

create index applications_opening_stage on applications (opening_id, stage, position);
create index applications_stage_source on applications (stage, source, position);
create index applications_opening_source on applications (opening_id, source, position);

create index steps_state on steps (kind, state, position);
create index steps_troubled on steps (kind, position) where trouble is not null;

create index employments_state on employments (state, position);
create index employments_opening on employments (opening_id, position);
create index employments_end_reason on employments (end_reason, position) where end_reason is not null;
create index employments_origin on employments (source, position) where source is not null;

create index performance_records_origin on performance_records (source, position) where source is not null;
create index pay_statements_list on pay_statements (employment_id, position);
create index pay_statements_origin on pay_statements (source, position) where source is not null;

create index approvals_state on approvals (state, position);
create index approvals_kind on approvals (kind, position);
create index approvals_employment on approvals (employment_id, position);

create index tickets_rank on tickets ((position + case when kind = 'person' then 0 else 100000000000000 end));
create index tickets_state_rank on tickets (state, (position + case when kind = 'person' then 0 else 100000000000000 end));
create index tickets_kind_rank on tickets (kind, (position + case when kind = 'person' then 0 else 100000000000000 end));
create index tickets_state_position on tickets (state, position);
create index tickets_kind_position on tickets (kind, position);
create index tickets_state_kind on tickets (state, kind, position);
-- What it gave, `tickets_state_rank` gives.
drop index tickets_urgent;

create index webhook_deliveries_state on webhook_deliveries (endpoint_id, state, position);
