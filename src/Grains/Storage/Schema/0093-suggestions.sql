-- People whom somebody does not want to be suggested.
CREATE TABLE dismissed_suggestions (
    actor_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (actor_id, other_id)
);
CREATE INDEX dismissed_suggestions_by_actor ON dismissed_suggestions (actor_id, at_ms);
CREATE INDEX dismissed_suggestions_by_other ON dismissed_suggestions (other_id);
