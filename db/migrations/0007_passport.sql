-- What of earlier interviews a person let be used in this one: where it was said, and the message that allowed it.
-- What was said after that is not part of it.
create table reused_answers (
  interview_id      text not null references interviews (id) on delete cascade,
  question_id       text not null,
  conversation_id   text not null references conversations (id),
  from_interview_id text not null references interviews (id) on delete cascade,
  turn_seq          bigint not null,
  allowed_by_seq    bigint not null,
  primary key (interview_id, question_id)
);
