-- Where operators want to hear of what happens. The secret signs; it is not a password of anybody.
CREATE TABLE webhooks (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    kinds TEXT NOT NULL, -- with commas around each; empty for everything
    is_enabled BIGINT NOT NULL,
    disabled_reason TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    failing_since_ms BIGINT NOT NULL, -- 0 while it does not fail
    last_status BIGINT NOT NULL,
    last_error TEXT NOT NULL
);

-- What was and is to be delivered: all that is pending, and the newest that is not.
CREATE TABLE webhook_deliveries (
    webhook_id TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    body TEXT NOT NULL,
    state BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    status BIGINT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (webhook_id, delivery_id)
);
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (webhook_id, state, at_ms, delivery_id);
