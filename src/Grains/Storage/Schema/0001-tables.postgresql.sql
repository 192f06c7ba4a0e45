-- What PostgreSQL does in its own way.

-- words holds lexemes that are folded already; weight A is the title's.
CREATE TABLE search_documents (
    document_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    starts_at_ms BIGINT,
    owner_id TEXT NOT NULL,
    club_id TEXT NOT NULL,
    words TSVECTOR NOT NULL,
    UNIQUE (kind, id)
);
CREATE INDEX search_documents_words ON search_documents USING gin (words);

-- What is to be done and when. Work of one lane (empty: none) is done in the order of due_at_ms and work_no; try_at_ms is later than
-- due_at_ms after a failure.
CREATE TABLE scheduled_work (
    work_no BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    work_key TEXT NOT NULL,
    lane TEXT NOT NULL,
    due_at_ms BIGINT NOT NULL,
    try_at_ms BIGINT NOT NULL,
    revision BIGINT NOT NULL, -- grows when the work is put again, so that what ran meanwhile does not remove it
    failures BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (kind, work_key)
);
CREATE INDEX scheduled_work_due ON scheduled_work (lane, try_at_ms, work_no);
CREATE INDEX scheduled_work_lane ON scheduled_work (lane, due_at_ms, work_no);

-- An entry of the audit log stays. A person who may drop a trigger can still cheat; the chain of hashes shows it.
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is append-only.';
END
$$;
CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

CREATE TABLE photos (
    photo_id TEXT NOT NULL,
    side INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    -- JPEG has nothing left to compress.
    image BYTEA NOT NULL,
    PRIMARY KEY (photo_id, side)
);
ALTER TABLE photos ALTER COLUMN image SET STORAGE EXTERNAL;
CREATE INDEX photos_user ON photos (user_id);
