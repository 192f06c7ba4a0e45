
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
