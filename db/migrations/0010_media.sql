-- Voices. The bytes are in the media store, under the id as their name; here is what is known of them.
create table media (
  id              text primary key,
  conversation_id text not null references conversations (id),
  inbox_seq       bigint not null,
  type            text not null,
  bytes           bigint not null,
  seconds         real,
  -- Of the copy beside it, where browsers do not play the original.
  copy_bytes      bigint,
  -- Set when it has to go: the sweep erases it from the store, then here.
  erase_at        timestamptz,
  created_at      timestamptz not null default now()
);
create index media_conversation on media (conversation_id);
create index media_erase on media (erase_at) where erase_at is not null;

alter table inbox
  -- What the recording is kept under; given when the media job first takes the row, so that a second try finds the first's.
  add column media_id text,
  -- Why nobody could be heard, once the job is done.
  add column media_reason text,
  -- Somebody works on it, or it is not to be tried again, before this.
  add column media_until timestamptz;
create index inbox_media on inbox (conversation_id, seq) where media_state = 'pending';
