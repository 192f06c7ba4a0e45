-- What may change what somebody is shown of live rooms. Written with the change itself, read once a second by every gateway's watch, and
-- kept for minutes only.
CREATE TABLE hallway_changes (
    -- A random id: numbers are not handed out in the order in which transactions end.
    change_id TEXT NOT NULL PRIMARY KEY,
    -- 1: a room's listing. 2: a person's relations or interests.
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX hallway_changes_time ON hallway_changes (at_ms);
