-- Texts that contracts are made of. A version is never changed: what somebody signed stays what it was.
create table contract_templates (
  id          text not null,
  version     int not null,
  name        text not null,
  body        jsonb not null,
  fields      jsonb not null,
  hash        text not null,
  made_by     text not null,
  position    bigint generated always as identity,
  created_at  timestamptz not null default now(),
  primary key (id, version)
);

-- What a contract is beside being a step. The papers are in the media store, under their ids as names.
create table contracts (
  step_id           text primary key references steps (id),
  template_id       text not null,
  template_version  int not null,
  language          text not null check (language in ('zh', 'en')),
  zone              text not null,
  job_title         jsonb not null,
  made_at           timestamptz not null,
  expires_in_days   int not null,
  -- What was agreed on, by name; null after erasure.
  terms             jsonb,
  -- As it was before anybody signed; null where a provider has it. The hash stays for ever; the name goes with erasure.
  document_id       text,
  document_hash     text,
  document_bytes    int,
  sent_at           timestamptz,
  sends             int not null default 0,
  expires_at        timestamptz,
  -- As the person typed it; null before, and after erasure.
  signer            text,
  read_at           timestamptz,
  signed_at         timestamptz,
  signed_id         text,
  signed_hash       text,
  signed_bytes      int,
  -- What the person said instead of signing; null after erasure.
  remark            text,
  foreign key (template_id, template_version) references contract_templates (id, version)
);

-- A code can be asked for again; somebody who guesses shows himself by all the wrong ones.
alter table page_links add column wrong_codes int not null default 0;
