-- Whose first shift begins with their shift goes along when that gets another time. Whoever changes a shift only notes it with the
-- seats; the sweep moves and tells one after another. A seat that is given back, or taken anew, has no note.
alter table shift_claims
  -- Since when something is to be done; null: nothing.
  add column moved_at timestamptz,
  -- Who gave the shift another time.
  add column moved_by text,
  -- When the shift began with which the first shift begins; null: it begins later than its shift.
  add column moved_from timestamptz,
  -- Minutes east of UTC with which the new time was written down; null: in UTC, or the start is as it was.
  add column moved_offset integer;
create index shift_claims_moved on shift_claims (moved_at) where moved_at is not null;
