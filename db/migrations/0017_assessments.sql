-- Assessments: what a model, a person or the rules make of an interview, version by version, and what is yet to be assessed.

-- One row an interview, from its completion on. `wanted` counts whatever there is to be assessed; a version that has seen
-- it all makes `done` as much. So what is added while somebody assesses is not lost, and one version takes up many additions.
create table assessment_jobs (
  interview_id    text primary key references interviews (id),
  conversation_id text not null references conversations (id),
  wanted          bigint not null default 1,
  done            bigint not null default 0,
  -- How often it was wanted again: the pause before the next version grows with it.
  additions       integer not null default 0,
  -- The turns that were added since the last version.
  added_seqs      bigint[] not null default '{}',
  attempts        integer not null default 0,
  due_at          timestamptz not null default now(),
  lease_token     uuid,
  lease_until     timestamptz
);
create index assessment_jobs_due on assessment_jobs (due_at) where done < wanted;

create table assessments (
  id              text primary key,
  interview_id    text not null references interviews (id),
  conversation_id text not null references conversations (id),
  version         integer not null,
  -- rules: nobody scored; what is there are the words that a person reads.
  made_by         text not null check (made_by in ('model','person','rules')),
  -- The key of the person who rated.
  rated_by        text,
  model           text,
  prompt_version  text,
  rubric          jsonb not null,
  -- With the words that they rest on.
  criteria        jsonb not null,
  unasked         jsonb not null default '[]',
  recommendation  text not null check (recommendation in ('advance','review','decline')),
  reasons         jsonb not null,
  needs_person    jsonb not null,
  -- What is another than in the version before, and the turns that opened it again.
  changes         jsonb not null default '[]',
  reopened_by     bigint[] not null default '{}',
  -- 0 to 1: how much it needs a person's eye.
  uncertainty     double precision not null,
  -- The last turn that was there to be read.
  up_to_seq       bigint not null,
  created_at      timestamptz not null default now(),
  unique (interview_id, version)
);

-- What waits for a person's eye, one row an interview, in the order in which it is read: the most uncertain first.
create table reviews (
  interview_id    text primary key references interviews (id),
  application_id  text not null references applications (id),
  opening_id      text not null references openings (id),
  assessment_id   text not null references assessments (id),
  position        bigint generated always as identity,
  uncertainty     double precision not null,
  -- One number for the order: the more uncertain first, then what has waited longer.
  rank            bigint generated always as
                    ((1000 - round(uncertainty * 1000)::bigint) * 100000000000 + position) stored,
  -- A person has rated since.
  rated           boolean not null default false,
  -- Nothing has been decided about the application.
  undecided       boolean not null,
  since           timestamptz not null default now()
);
create unique index reviews_rank on reviews (rank) where undecided and not rated;
create index reviews_opening on reviews (opening_id, rank) where undecided and not rated;
create index reviews_application on reviews (application_id);

create function is_undecided(stage text) returns boolean language sql immutable parallel safe as $$
  select stage in ('applied', 'screening', 'interviewing', 'reviewing')
$$;

-- Whoever moves an application, and there are several, decides by it whether it still waits.
create function settle_reviews() returns trigger language plpgsql as $$
begin
  update reviews set undecided = is_undecided(new.stage) where application_id = new.id;
  return null;
end
$$;
create trigger settle_reviews after update of stage on applications for each row
  when (is_undecided(old.stage) <> is_undecided(new.stage)) execute function settle_reviews();
alter table applications enable always trigger settle_reviews;

-- What was completed before there were assessments, and is not decided.
insert into assessment_jobs (interview_id, conversation_id)
  select i.id, i.conversation_id from interviews i
  join applications a on a.id = i.application_id join candidates c on c.id = a.candidate_id
  where i.status = 'completed' and is_undecided(a.stage) and c.erased_at is null;
