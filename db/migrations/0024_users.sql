-- People of HR, how they sign in, and where they are signed in.
create table users (
  id             text primary key,
  -- In small letters; nothing is sent there.
  email          text not null unique,
  role           text not null check (role in ('owner', 'recruiter', 'viewer')),
  -- argon2id, with its salt and its costs.
  password       text,
  -- Sealed; together with a password or not at all.
  totp           bytea,
  -- The step of the last code that was taken: none is taken twice.
  totp_step      bigint,
  -- When an invitation was first used.
  joined_at      timestamptz,
  disabled_at    timestamptz,
  last_login_at  timestamptz,
  made_by        text not null,
  position       bigint generated always as identity unique,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  check ((password is null) = (totp is null))
);

-- One-time links: to join (or to begin anew), or to be signed in at once. Only their hashes are kept.
create table user_links (
  hash        bytea primary key,
  user_id     text not null references users (id),
  purpose     text not null check (purpose in ('join', 'enter')),
  expires_at  timestamptz not null,
  used_at     timestamptz,
  created_at  timestamptz not null default now()
);
create index user_links_user on user_links (user_id);

create table user_passkeys (
  -- As the authenticator names it, base64url.
  id            text primary key,
  user_id       text not null references users (id),
  public_key    bytea not null,
  counter       bigint not null,
  transports    text[] not null,
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz
);
create index user_passkeys_user on user_passkeys (user_id);

-- What an authenticator is asked to sign; taken out by the first answer.
create table user_challenges (
  challenge   text primary key,
  -- Null: whoever signs in.
  user_id     text references users (id),
  expires_at  timestamptz not null
);
create index user_challenges_over on user_challenges (expires_at);

-- For who has lost the telephone.
create table user_recovery_codes (
  user_id  text not null references users (id),
  hash     bytea not null,
  used_at  timestamptz,
  primary key (user_id, hash)
);

create table user_sessions (
  id          text primary key,
  hash        bytea not null unique,
  user_id     text not null references users (id),
  -- How the person proved who they are.
  proof       text not null check (proof in ('password', 'recovery_code', 'passkey', 'link')),
  -- Kind of browser and machine, as far as a person needs it to know it again.
  device      text,
  created_at  timestamptz not null default now(),
  -- Written at most once a minute.
  seen_at     timestamptz not null default now(),
  expires_at  timestamptz not null,
  ended_at    timestamptz,
  position    bigint generated always as identity
);
create index user_sessions_user on user_sessions (user_id, position);
