-- Identities at other services that open an account here.
CREATE TABLE external_identities (
    -- SHA-256 of issuer and subject, in hexadecimal.
    identity_key TEXT NOT NULL PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    linked_at_ms BIGINT NOT NULL,
    UNIQUE (user_id, issuer)
);

-- Proofs that were used, until they would have expired anyway.
CREATE TABLE spent_proofs (
    nonce TEXT NOT NULL PRIMARY KEY,
    expires_at_ms BIGINT NOT NULL
);
CREATE INDEX spent_proofs_expiry ON spent_proofs (expires_at_ms);
