-- Who keeps a copy asks for what changed, and for the rows of an opening: the times and places that this needs.

-- When the stage began: `updated_at` moves with whatever happens to an application, and says nothing of how long it waits.
alter table applications add column stage_at timestamptz not null default now();
update applications set stage_at = updated_at;
create function note_stage() returns trigger language plpgsql as $$
begin
  new.stage_at := now();
  return new;
end
$$;
create trigger note_stage before update of stage on applications
  for each row when (old.stage is distinct from new.stage) execute function note_stage();

-- One that is only invited has not started.
alter table interviews add column created_at timestamptz not null default now();
update interviews i set created_at = least(
  coalesce(i.started_at, i.updated_at), (select min(n.created_at) from invitations n where n.interview_id = i.id));

alter table interviews add column opening_id text references openings (id);
update interviews i set opening_id = a.opening_id from applications a where a.id = i.application_id;
alter table interviews alter column opening_id set not null;
create trigger place_in_opening before insert on interviews for each row execute function place_in_opening();
alter table interviews enable always trigger place_in_opening;
create index interviews_opening on interviews (opening_id, position);
create index interviews_opening_status on interviews (opening_id, status, position);

-- Who writes from a number is found by it, whatever account it wrote to.
create index identities_address on identities (address);
