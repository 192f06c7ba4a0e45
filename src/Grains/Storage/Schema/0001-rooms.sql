-- What the directory shows of a room. Written in the transaction that appends to its journal.
CREATE TABLE rooms (
    room_id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL,
    is_live BOOLEAN NOT NULL,
    created_at_ms BIGINT NOT NULL
);
CREATE INDEX rooms_live ON rooms (is_live, created_at_ms, room_id);

-- The history of rooms. The key refuses a second writer.
CREATE TABLE room_events (
    room_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (room_id, version)
);
