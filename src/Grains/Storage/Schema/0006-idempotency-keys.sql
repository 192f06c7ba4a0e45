-- What a room's command with a key asked for: a fingerprint of it. Null for commands of before.
ALTER TABLE room_events ADD COLUMN command_print TEXT;

-- What calls with a key asked for, so that the key with something else is refused. Kept for a month.
CREATE TABLE idempotency_keys (
    -- Whose key it is: a user, or what the operators do it about.
    owner TEXT NOT NULL,
    -- The gRPC method.
    method TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    print TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (owner, method, idempotency_key)
);
CREATE INDEX idempotency_keys_time ON idempotency_keys (at_ms);
