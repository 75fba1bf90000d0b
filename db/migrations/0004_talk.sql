-- Invitations, tickets that are answered, and interviews that nobody has begun yet.

-- One person's way into one interview. The code is theirs alone: the first address that brings it, and that we have
-- never seen, is theirs too.
create table invitations (
  id              text primary key,
  code            text not null unique check (code ~ '^[A-Z0-9]{12}$'),
  conversation_id text not null references conversations (id),
  application_id  text not null references applications (id),
  interview_id    text not null references interviews (id),
  -- Where it was to go.
  channel         text,
  -- queued: the outbox has it; not_sent: nobody was written to, and `reason` says why.
  state           text not null check (state in ('queued','not_sent')),
  reason          text,
  -- The line that carried it.
  turn_seq        bigint,
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  claimed_at      timestamptz,
  claimed_by      text references identities (id),
  position        bigint generated always as identity,
  created_at      timestamptz not null default now(),
  check ((claimed_at is null) = (claimed_by is null))
);
create unique index invitations_position on invitations (position);
create index invitations_application on invitations (application_id, position);
create index invitations_interview on invitations (interview_id);

-- An invited interview has an id before it begins; one an application.
alter table interviews alter column started_at drop not null;
create unique index interviews_invited on interviews (application_id) where status = 'invited';

alter table tickets
  add column application_id text references applications (id),
  -- Codes of what was found, where no message of the candidate's says it.
  add column reasons text[] not null default '{}',
  -- The turn that answered it.
  add column answer_seq bigint,
  add column settled_at timestamptz,
  add column settled_by text,
  add column position bigint generated always as identity;
create unique index tickets_position on tickets (position);
create index tickets_conversation on tickets (conversation_id, position);
-- A wish for a person first, then the oldest: the order in which tickets are worked off.
create index tickets_urgent on tickets ((position + case when kind = 'person' then 0 else 100000000000000 end))
  where state = 'open';
