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

