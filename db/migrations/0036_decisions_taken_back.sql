-- When the application was taken back to before a decision: from then on it is one that was, and none that holds.
alter table decisions add column taken_back_at timestamptz;

update decisions d set taken_back_at = (
  select min(e.at) from events e
  where e.application_id = d.application_id and e.type = 'stage.changed' and e.at >= d.at
    and e.data->>'to_stage' in ('applied', 'screening', 'interviewing', 'reviewing'));
