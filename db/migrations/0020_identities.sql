-- What a background check and a contract need of a person: asked for on a page of its own, sealed, and never asked before.
alter table candidates add column identity bytea;
