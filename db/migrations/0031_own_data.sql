-- A page may be about the person themself, and not about a step: what is kept of them, to be downloaded.
alter table page_links
  alter column step_id drop not null,
  add column candidate_id text references candidates (id),
  add constraint page_links_about check (num_nonnulls(step_id, candidate_id) = 1);
drop index page_links_step;
create index page_links_about on page_links (coalesce(step_id, candidate_id), purpose);

-- Whoever downloads their own data leaves a row too.
alter table audit_log
  drop constraint audit_log_actor_kind_check,
  add constraint audit_log_actor_kind_check check (actor_kind in ('key', 'user', 'system', 'candidate'));
