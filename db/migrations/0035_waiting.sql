-- Who waits is counted with every look at the metrics: from indexes alone. What happens to an application changes
-- the first one; 0044 puts another in its place.
create index applications_waiting on applications (stage, updated_at) include (id)
  where stage not in ('hired', 'declined', 'withdrawn', 'expired', 'closed');
create index interviews_completed on interviews (completed_at) include (application_id) where completed_at is not null;
