-- A key is kept as its hash: whoever made it may have named a person in it, and the row outlives that person's erasure.
update idempotency set key = encode(sha256(convert_to(owner || ' ' || key, 'UTF8')), 'hex');
