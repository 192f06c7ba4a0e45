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
