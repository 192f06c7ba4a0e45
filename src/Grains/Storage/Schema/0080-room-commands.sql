-- Which command an event came of: the first event of a command carries its key. The index refuses to apply a command twice.
ALTER TABLE room_events ADD COLUMN actor_id TEXT;
ALTER TABLE room_events ADD COLUMN command_key TEXT;
CREATE UNIQUE INDEX room_events_command ON room_events (room_id, actor_id, command_key) WHERE command_key IS NOT NULL;

-- A room as it was after one of its events, so that loading it replays only what came later. Can be deleted at any time.
CREATE TABLE room_snapshots (
    room_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload TEXT NOT NULL
);
