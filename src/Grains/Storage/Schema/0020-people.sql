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
    following_count BIGINT NOT NULL
);

-- One row per relation and direction. actor_id follows, has blocked, has muted other_id.
CREATE TABLE follows (
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (actor_id, other_id)
);
CREATE INDEX follows_by_actor ON follows (actor_id, at_ms, other_id);
CREATE INDEX follows_by_other ON follows (other_id, at_ms, actor_id);

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
