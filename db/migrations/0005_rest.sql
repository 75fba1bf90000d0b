-- What the rest of the first API stands on: shifts, the filters of candidates, moves of stages, filters of events.

create table shifts (
  id         text primary key,
  opening_id text not null references openings (id),
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  capacity   integer not null check (capacity >= 0),
  position   bigint generated always as identity,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (ends_at > starts_at and ends_at - starts_at <= interval '48 hours')
);
create unique index shifts_opening on shifts (opening_id, position);

-- Seats that are taken. Whoever takes or gives one back locks the shift's row first.
create table shift_claims (
  shift_id       text not null references shifts (id),
  application_id text not null references applications (id),
  at             timestamptz not null default now(),
  primary key (shift_id, application_id)
);

-- Who moved an application, and why: a reason is a person's own words, and so stands beside the event, not in it.
create table stage_moves (
  event_id       text primary key references events (id),
  application_id text not null references applications (id),
  reason         text,
  moved_by       text not null
);
create index stage_moves_application on stage_moves (application_id);

-- What is looked for in a candidate, in lower case, a field a line.
create function candidate_search(name text, phone text, profile jsonb) returns text
language sql immutable parallel safe as $$
  select lower(concat_ws(E'\n', name, phone, (
    select string_agg(skill, E'\n') from jsonb_array_elements_text(
      case when jsonb_typeof(profile->'skills') = 'array' then profile->'skills' else '[]' end) as skill)))
$$;

-- Characters and pairs of neighbours: what an index needs to find any piece of a text, Chinese of one character included.
create function grams(given text) returns text[]
language sql immutable strict parallel safe as $$
  select array(
    with letters as (
      select letter, lead(letter) over (order by place) as next
      from unnest(string_to_array(given, null)) with ordinality as one(letter, place)
    )
    select letter from letters union select letter || next from letters where next is not null)
$$;

alter table candidates
  add column search text generated always as (candidate_search(name, phone, profile)) stored,
  add column grams text[] generated always as (grams(candidate_search(name, phone, profile))) stored,
  add column accepts_night boolean generated always as ((preferences->>'accepts_night')::boolean) stored,
  -- Minutes of a local week, from Monday 00:00: the times of `preferences` as `db/slots.ts` reads them.
  add column slots int4multirange;

create index candidates_search on candidates using gin (grams) with (fastupdate = off);
create index candidates_roles on candidates using gin ((preferences->'roles')) with (fastupdate = off);
create index candidates_slots on candidates using gist (slots) where slots is not null;
create index candidates_place on candidates (lat, lon) where lat is not null;
create index candidates_night on candidates (accepts_night, position) where accepts_night is not null;
create index candidates_source on candidates (source, position);
create index candidates_language on candidates (language, position);
create index candidates_updated on candidates (updated_at);

-- The candidate's place in the list, beside the stage: candidates in a stage are then read in order, as many as are shown.
alter table applications add column candidate_position bigint;
update applications a set candidate_position = c.position from candidates c where c.id = a.candidate_id;
alter table applications alter column candidate_position set not null;

create function place_application() returns trigger language plpgsql as $$
begin
  select position into new.candidate_position from candidates where id = new.candidate_id;
  return new;
end
$$;
create trigger place_application before insert on applications for each row execute function place_application();
-- A copy of a database, which switches triggers off, places them too.
alter table applications enable always trigger place_application;

create index applications_stage on applications (stage, position);
create index applications_source on applications (source, position);
create index applications_updated on applications (updated_at);
create index applications_stage_candidate on applications (stage, candidate_position);
create index applications_opening_candidate on applications (opening_id, candidate_position);

create index events_type on events (type, tx, position);
