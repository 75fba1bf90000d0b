-- What changed in openings and interviews since a moment.
create index openings_updated on openings (updated_at);

-- An interview changes with every turn. An index on the time itself would make each of them write to all indexes of the table;
-- one on ten minutes of it does so once in ten minutes.
alter table interviews
  add column updated_in timestamp generated always as (
    date_bin(interval '10 minutes', updated_at at time zone 'UTC', timestamp '2000-01-01')) stored,
  -- Until when it could be begun by an invitation: then it is over by the clock alone. Of one that was begun, nobody asks it, and
  -- none comes back to being only invited.
  add column invited_until timestamptz;
-- Before the indexes: those rows are written once more, and the others are not.
update interviews i set invited_until = (
  select max(least(revoked_at, expires_at)) from invitations where interview_id = i.id)
where i.status = 'invited';
create index interviews_updated on interviews (updated_in);
create index interviews_invited_until on interviews (invited_until) where status = 'invited';

create function note_invited() returns trigger language plpgsql as $$
begin
  update interviews set invited_until = (
    select max(least(revoked_at, expires_at)) from invitations where interview_id = new.interview_id)
  where id = new.interview_id and status = 'invited';
  return null;
end
$$;
create trigger note_invited after insert or update of revoked_at, expires_at on invitations
  for each row execute function note_invited();
-- As `place_in_opening`: in a copy of a database, which switches triggers off, too.
alter table invitations enable always trigger note_invited;
