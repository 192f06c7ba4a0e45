ALTER TABLE rooms ADD COLUMN club_id TEXT;
CREATE INDEX rooms_club ON rooms (club_id) WHERE club_id IS NOT NULL;
