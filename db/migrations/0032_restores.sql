-- Addresses that said STOP, and of which a restore has brought back nothing else: whoever gets one of them is not written to
-- first. Keyed hashes; an address that is somebody's again leaves.
create table stopped_addresses (
  hash text primary key,
  at   timestamptz not null
);
