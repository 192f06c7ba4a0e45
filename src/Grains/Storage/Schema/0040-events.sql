-- Events. The version fences a second writer; the payload is the event itself.
CREATE TABLE events (
    event_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    host_id TEXT NOT NULL,
    club_id TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    last_end_ms BIGINT NOT NULL, -- planned end of the last occurrence, or when it was cancelled
    payload TEXT NOT NULL
);
CREATE INDEX events_host ON events (host_id, last_end_ms);
CREATE INDEX events_club ON events (club_id, last_end_ms);

-- Who has to do with an event. Kind 1: hosts it, 2: follows it, 3: attends one occurrence (0 for the other kinds).
CREATE TABLE event_people (
    user_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    occurrence_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, event_id, kind, occurrence_ms)
);
CREATE INDEX event_people_event ON event_people (event_id, kind, occurrence_ms);

-- What a calendar's secret address stands for. Only a hash of the secret.
CREATE TABLE calendar_feeds (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    scope BIGINT NOT NULL,
    subject_id TEXT NOT NULL
);
