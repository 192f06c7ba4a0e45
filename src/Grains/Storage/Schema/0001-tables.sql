-- The product's tables. Times are milliseconds since 1970 UTC.

-- What the directory shows of a room. Written in the transaction that appends to its journal.
CREATE TABLE rooms (
    room_id TEXT NOT NULL PRIMARY KEY,
    owner_id TEXT NOT NULL,
    is_live BOOLEAN NOT NULL,
    created_at_ms BIGINT NOT NULL,
    club_id TEXT
);
CREATE INDEX rooms_live ON rooms (is_live, created_at_ms, room_id);
CREATE INDEX rooms_club ON rooms (club_id) WHERE club_id IS NOT NULL;

-- The history of rooms. The primary key refuses a second writer. The first event of a command carries the command's key: the index refuses
-- to apply a command twice.
CREATE TABLE room_events (
    room_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    payload TEXT NOT NULL,
    actor_id TEXT,
    command_key TEXT,
    PRIMARY KEY (room_id, version)
);
CREATE UNIQUE INDEX room_events_command ON room_events (room_id, actor_id, command_key) WHERE command_key IS NOT NULL;

-- A room as it was after one of its events, so that loading it replays only what came later. Can be deleted at any time.
CREATE TABLE room_snapshots (
    room_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    format INTEGER NOT NULL,
    payload TEXT NOT NULL
);

-- Sessions of accounts. A row outlives its session by a while, because access tokens do.
CREATE TABLE sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    -- SHA-256 in hexadecimal; null if the session cannot be renewed.
    family_hash TEXT,
    secret_hash TEXT,
    created_at_ms BIGINT NOT NULL,
    renewed_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    revoked_at_ms BIGINT
);
CREATE INDEX sessions_user ON sessions (user_id, created_at_ms);
CREATE INDEX sessions_revoked ON sessions (revoked_at_ms);
CREATE INDEX sessions_expiry ON sessions (expires_at_ms);

-- The ledger that an invitation's secret belongs to: a newcomer presents the secret, and the ledger decides.
CREATE TABLE invitations (
    -- SHA-256 of the secret, in hexadecimal.
    invitation_key TEXT NOT NULL PRIMARY KEY,
    ledger TEXT NOT NULL
);
CREATE INDEX invitations_ledger ON invitations (ledger);

CREATE TABLE waiting_list (
    handle TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the ticket, in hexadecimal.
    ticket_key TEXT NOT NULL UNIQUE,
    joined_at_ms BIGINT NOT NULL,
    let_in_at_ms BIGINT
);
CREATE INDEX waiting_list_queue ON waiting_list (let_in_at_ms, joined_at_ms, handle);

-- Profiles. The counts are those of table follows, changed with it.
CREATE TABLE people (
    user_id TEXT NOT NULL PRIMARY KEY,
    handle TEXT NOT NULL,
    display_name TEXT NOT NULL,
    bio TEXT NOT NULL,
    interests TEXT NOT NULL,
    language TEXT NOT NULL,
    expertise TEXT NOT NULL,
    is_verified BOOLEAN NOT NULL,
    joined_at_ms BIGINT NOT NULL,
    follower_count BIGINT NOT NULL,
    following_count BIGINT NOT NULL,
    -- Empty without a photo. The images are in table photos.
    photo_id TEXT NOT NULL DEFAULT ''
);

-- One row per relation and direction. actor_id follows, has blocked, has muted other_id.
CREATE TABLE follows (
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    -- How much the follower wants to hear: 0 sometimes, 32 always, 64 nothing; the bits of Relation.
    level INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (actor_id, other_id)
);
CREATE INDEX follows_by_actor ON follows (actor_id, at_ms, other_id);
CREATE INDEX follows_by_other ON follows (other_id, at_ms, actor_id);
-- Followers in the order in which they are told, page by page.
CREATE INDEX follows_audience ON follows (other_id, actor_id);

CREATE TABLE blocks (
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (actor_id, other_id)
);
CREATE INDEX blocks_by_other ON blocks (other_id, actor_id);

CREATE TABLE mutes (
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (actor_id, other_id)
);
CREATE INDEX mutes_by_other ON mutes (other_id, actor_id);

-- Topics of what can be found.
CREATE TABLE search_topics (
    document_no BIGINT NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (document_no, topic)
);
CREATE INDEX search_topics_by_topic ON search_topics (topic, document_no);

-- Who is on stage where, for live rooms only. Written in the transaction that appends to the room's journal.
CREATE TABLE room_stage (
    room_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (room_id, user_id)
);
CREATE INDEX room_stage_by_user ON room_stage (user_id, room_id);

-- Clubs. The version fences a second writer. A closed club keeps its name.
CREATE TABLE clubs (
    club_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    rules TEXT NOT NULL,
    rules_edition BIGINT NOT NULL,
    question TEXT NOT NULL,
    topics TEXT NOT NULL,
    language TEXT NOT NULL,
    room_openers BIGINT NOT NULL,
    owner_id TEXT NOT NULL,
    member_count BIGINT NOT NULL,
    follower_count BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    closed_at_ms BIGINT NOT NULL -- 0 while it is open
);
CREATE INDEX clubs_newest ON clubs (created_at_ms, club_id);
CREATE INDEX clubs_owner ON clubs (owner_id);

-- Roles in a club. An empty handle: a person who has done nothing there, for example one who is only invited.
CREATE TABLE club_seats (
    club_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    display_name TEXT NOT NULL,
    role BIGINT NOT NULL,
    pending BIGINT NOT NULL,
    answer TEXT NOT NULL,
    since_ms BIGINT NOT NULL,
    PRIMARY KEY (club_id, user_id)
);
CREATE INDEX club_seats_directory ON club_seats (club_id, since_ms, user_id);
CREATE INDEX club_seats_user ON club_seats (user_id);

-- Events. The version fences a second writer; the payload is the event itself.
CREATE TABLE events (
    event_id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    host_id TEXT NOT NULL,
    club_id TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    last_end_ms BIGINT NOT NULL, -- planned end of the last occurrence, or when it was cancelled
    payload TEXT NOT NULL,
    looked_ms BIGINT NOT NULL DEFAULT 0 -- until when what was to be done about the event was done
);
CREATE INDEX events_host ON events (host_id, last_end_ms);
CREATE INDEX events_club ON events (club_id, last_end_ms);

-- People of an event. Kind 1: hosts it, 2: follows it, 3: attends one occurrence (0 for the other kinds).
CREATE TABLE event_people (
    user_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    occurrence_ms BIGINT NOT NULL,
    lead_minutes BIGINT NOT NULL DEFAULT 15, -- how long before an occurrence a follower or guest is reminded
    PRIMARY KEY (user_id, event_id, kind, occurrence_ms)
);
CREATE INDEX event_people_event ON event_people (event_id, kind, occurrence_ms);

-- Secret addresses of calendars. Only a hash of the secret is stored.
CREATE TABLE calendar_feeds (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    scope BIGINT NOT NULL,
    subject_id TEXT NOT NULL,
    edition BIGINT NOT NULL DEFAULT 0 -- how often the secret address was replaced
);

-- Where operators want to hear of what happens. The secret signs; it is not a password of anybody.
CREATE TABLE webhooks (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    kinds TEXT NOT NULL, -- with commas around each; empty for everything
    is_enabled BIGINT NOT NULL,
    disabled_reason TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    failing_since_ms BIGINT NOT NULL, -- 0 while it does not fail
    last_status BIGINT NOT NULL,
    last_error TEXT NOT NULL
);

-- What was and is to be delivered: all that is pending, and the newest that is not.
CREATE TABLE webhook_deliveries (
    webhook_id TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    body TEXT NOT NULL,
    state BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    status BIGINT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (webhook_id, delivery_id)
);
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (webhook_id, state, at_ms, delivery_id);

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

-- Accounts that are suspended or may do more than a member.
CREATE TABLE account_standing (
    user_id TEXT NOT NULL PRIMARY KEY,
    -- AccountPower: 1 member, 2 trust and safety, 3 operator.
    power BIGINT NOT NULL,
    -- Suspended before this time: 0 never, the largest number for good.
    suspended_until_ms BIGINT NOT NULL
);

-- Privileged actions, chained by their hashes.
CREATE TABLE audit_log (
    entry_no BIGINT NOT NULL PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_log_by_subject ON audit_log (subject, entry_no);

-- Reports about one person or room until a reviewer decided. body is the whole case as JSON; the columns are what is asked for.
CREATE TABLE safety_cases (
    case_id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    -- CaseState: 1 open, 2 claimed, 3 decided, 4 appealed, 5 closed.
    state BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX safety_cases_queue ON safety_cases (opened_at_ms, case_id);
CREATE UNIQUE INDEX safety_cases_undecided ON safety_cases (subject) WHERE state < 3;

CREATE TABLE safety_reports (
    report_id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    -- Empty once the reporter's account is deleted.
    reporter_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    reason BIGINT NOT NULL,
    text TEXT NOT NULL,
    filed_at_ms BIGINT NOT NULL,
    -- What was said and seen, as JSON.
    evidence TEXT NOT NULL
);
CREATE INDEX safety_reports_of_case ON safety_reports (case_id, filed_at_ms, report_id);
CREATE INDEX safety_reports_by_reporter ON safety_reports (reporter_id, filed_at_ms);

CREATE TABLE safety_penalties (
    case_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    until_ms BIGINT,
    PRIMARY KEY (case_id, kind)
);
CREATE INDEX safety_penalties_by_user ON safety_penalties (user_id, at_ms);

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

-- Changes that may alter a person's list of live rooms. Written with the change itself, read once a second by every gateway's watch, and
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

-- People whom somebody does not want to be suggested.
CREATE TABLE dismissed_suggestions (
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (actor_id, other_id)
);
CREATE INDEX dismissed_suggestions_by_actor ON dismissed_suggestions (actor_id, at_ms);
CREATE INDEX dismissed_suggestions_by_other ON dismissed_suggestions (other_id);
