-- Who may hold the stage lease of a room: the gateways that have it open, and its mix. Written before the first lease is granted, so that a
-- new activation of the room knows for whom it has to wait.
CREATE TABLE stage_holders (
    room_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (room_id, holder)
);
