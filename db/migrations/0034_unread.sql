-- Messages that were set aside before they became turns: where somebody may answer what a check has found, a person looks
-- before it is decided.
insert into tickets (id, conversation_id, kind, application_id, reasons)
select 'tkt_' || substr(md5('unread ' || s.id), 1, 25), a.conversation_id, 'step', a.id, '{background_check,dispute}'
from steps s join applications a on a.id = s.application_id
where s.kind = 'background_check' and s.state = 'on_hold' and exists (
  select 1 from inbox i
  where i.conversation_id = a.conversation_id and i.identity_id is not null and i.aside_reason is not null
    and i.turn_seq is null);
