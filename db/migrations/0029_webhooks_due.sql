-- What is due of an endpoint is read in its order, however much waits behind it.
drop index webhook_deliveries_due;
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, next_at, position) where state = 'pending';
