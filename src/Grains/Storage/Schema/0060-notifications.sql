-- How much whoever follows wants to hear: 0 sometimes, 32 always, 64 nothing; the bits of Relation.
ALTER TABLE follows ADD COLUMN level INTEGER NOT NULL DEFAULT 0;

-- Followers in the order in which they are told, page by page.
CREATE INDEX follows_audience ON follows (other_id, actor_id);

-- One row per user who was ever told something or changed a setting. The version fences a second writer and dates changes.
CREATE TABLE inboxes (
    user_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    settings TEXT NOT NULL
);

-- Entries. The version is that of the inbox when the entry last changed.
CREATE TABLE inbox_entries (
    user_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    group_key TEXT NOT NULL,
    first_at_ms BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    is_read BOOLEAN NOT NULL,
    is_held BOOLEAN NOT NULL, -- not told to devices before quiet hours or a pause are over
    is_gone BOOLEAN NOT NULL, -- nothing of it is left; kept to tell devices that were away
    forgotten BIGINT NOT NULL, -- things of it that are only counted
    PRIMARY KEY (user_id, entry_id)
);
CREATE INDEX inbox_entries_newest ON inbox_entries (user_id, at_ms, entry_id);
CREATE INDEX inbox_entries_changed ON inbox_entries (user_id, version);

-- What happened, by the id of its announcement: the key drops what is delivered twice.
CREATE TABLE inbox_items (
    user_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    actor_id TEXT NOT NULL, -- empty for nobody
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    is_digested BOOLEAN NOT NULL,
    is_gone BOOLEAN NOT NULL, -- withdrawn; still counts against repetitions
    PRIMARY KEY (user_id, item_id)
);
CREATE INDEX inbox_items_entry ON inbox_items (user_id, entry_id, at_ms);
CREATE INDEX inbox_items_recent ON inbox_items (user_id, kind, at_ms);
CREATE INDEX inbox_items_actor ON inbox_items (actor_id, kind, at_ms);
CREATE INDEX inbox_items_subject ON inbox_items (subject, user_id);
