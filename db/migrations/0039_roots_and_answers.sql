-- Who stands behind a key: the person of HR, `bootstrap`, or the key from the command line that the keys behind it began with.
-- Two keys with one root are one person where a second one is needed.
alter table api_keys add column root text;

-- Of keys that other keys made, the audit log knows by which, as long as it keeps it. What nobody knows any more began by itself.
with recursive making as (
  select distinct on (subject) subject, actor_id from audit_log
  where action = 'createKey' and status < 300 order by subject, position
), made as (
  select k.id, k.made_by, l.actor_id as maker from api_keys k left join making l on l.subject = k.id
), up as (
  select id, coalesce(made_by, maker, id) as root from made
  union
  select up.id, coalesce(m.made_by, m.maker, m.id) from up join made m on m.id = up.root
)
update api_keys k set root = coalesce(
  -- A way up ends at what is no key, or at one that nobody made.
  (select up.root from up left join made m on m.id = up.root
   where up.id = k.id and (m.id is null or (m.made_by is null and m.maker is null)) limit 1), k.id);

alter table api_keys alter column root set not null;

-- The same answer is the same letter by letter: jsonb puts fields into an order of its own.
alter table idempotency alter column body type json using body::text::json;
