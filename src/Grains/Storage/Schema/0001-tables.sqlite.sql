-- What SQLite does in its own way.

CREATE TABLE search_documents (
    document_no INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    starts_at_ms BIGINT,
    owner_id TEXT NOT NULL,
    club_id TEXT NOT NULL,
    UNIQUE (kind, id)
);

-- rowid is document_no. Holds words that are folded already, so the tokenizer only parts them at spaces.
CREATE VIRTUAL TABLE search_words USING fts5 (title, body, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');

-- What is to be done and when. Work of one lane (empty: none) is done in the order of due_at_ms and work_no; try_at_ms is later than
-- due_at_ms after a failure.
CREATE TABLE scheduled_work (
    work_no INTEGER PRIMARY KEY AUTOINCREMENT,
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
CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only.');
END;
CREATE TRIGGER audit_log_loses_nothing BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only.');
END;

CREATE TABLE photos (
    photo_id TEXT NOT NULL,
    side INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (photo_id, side)
);
CREATE INDEX photos_user ON photos (user_id);
