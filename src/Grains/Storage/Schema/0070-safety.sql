-- How accounts stand that do not stand as everybody does.
CREATE TABLE account_standing (
    user_id TEXT NOT NULL PRIMARY KEY,
    -- AccountPower: 1 member, 2 trust and safety, 3 operator.
    power BIGINT NOT NULL,
    -- Suspended before this time: 0 never, the largest number for good.
    suspended_until_ms BIGINT NOT NULL
);

-- Privileged actions, chained by their hashes.
CREATE TABLE audit_log (
    entry_no BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_log_by_subject ON audit_log (subject, entry_no);
