-- Sessions of accounts. A row outlives its session by a while, because access tokens do.
CREATE TABLE sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    -- SHA-256 in hexadecimal; null if the session cannot be renewed.
    family_hash TEXT,
    secret_hash TEXT,
    created_at_ms BIGINT NOT NULL,
    renewed_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    revoked_at_ms BIGINT
);
CREATE INDEX sessions_user ON sessions (user_id, created_at_ms);
CREATE INDEX sessions_revoked ON sessions (revoked_at_ms);
CREATE INDEX sessions_expiry ON sessions (expires_at_ms);

-- Which ledger an invitation's secret belongs to: the way from what a newcomer presents to who decides.
CREATE TABLE invitations (
    -- SHA-256 of the secret, in hexadecimal.
    invitation_key TEXT NOT NULL PRIMARY KEY,
    ledger TEXT NOT NULL
);
CREATE INDEX invitations_ledger ON invitations (ledger);

CREATE TABLE waiting_list (
    handle TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the ticket, in hexadecimal.
    ticket_key TEXT NOT NULL UNIQUE,
    joined_at_ms BIGINT NOT NULL,
    let_in_at_ms BIGINT
);
CREATE INDEX waiting_list_queue ON waiting_list (let_in_at_ms, joined_at_ms, handle);
