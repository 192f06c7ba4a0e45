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

-- Who is what in a club. No handle: somebody who never did anything there, as one who is only invited.
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
