-- Who waits is counted with every look at the metrics: from indexes alone. Neither changes with a turn.
create index applications_waiting on applications (stage, updated_at) include (id)
  where stage not in ('hired', 'declined', 'withdrawn', 'expired', 'closed');
create index interviews_completed on interviews (completed_at) include (application_id) where completed_at is not null;
