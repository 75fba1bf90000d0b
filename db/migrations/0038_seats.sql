-- First shifts take seats from now on. Of those that are arranged already, who was first has one, as long as there are any.
with arranged as (
  select p.id as step_id, p.application_id, p.position, s.id as shift_id, s.capacity
  from steps p join applications a on a.id = p.application_id,
  lateral (
    select id, capacity from shifts
    where opening_id = a.opening_id and (p.data->>'starts_at')::timestamptz >= starts_at
      and (p.data->>'starts_at')::timestamptz < ends_at
    order by starts_at = (p.data->>'starts_at')::timestamptz desc, position limit 1) s
  where p.kind = 'onboarding' and p.ended_at is null and a.stage = 'onboarding' and p.data ? 'starts_at'
    and coalesce(p.data->>'released', 'false') <> 'true'
), seated as (
  select step_id, application_id, shift_id from (
    select *, row_number() over (partition by shift_id order by position) as seat from arranged) numbered
  where seat <= capacity
), claimed as (
  insert into shift_claims (shift_id, application_id)
  select shift_id, application_id from seated
  where application_id not in (select application_id from shift_claims)
  returning shift_id, application_id
)
update steps p set data = p.data || jsonb_build_object('shift_id', c.shift_id)
from claimed c join seated s using (application_id) where p.id = s.step_id;

-- One seat for each first shift; and what an application has is found by it.
create unique index shift_claims_application on shift_claims (application_id);
