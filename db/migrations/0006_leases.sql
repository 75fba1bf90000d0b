-- Work that one process at a time does, by name. Whoever has the token holds it until `until`, by this server's clock;
-- after that anybody may take it.
create table leases (
  name  text primary key,
  token uuid not null,
  until timestamptz not null
);
