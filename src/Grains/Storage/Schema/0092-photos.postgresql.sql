CREATE TABLE photos (
    photo_id TEXT NOT NULL,
    side INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    -- JPEG has nothing left to compress.
    image BYTEA NOT NULL,
    PRIMARY KEY (photo_id, side)
);
ALTER TABLE photos ALTER COLUMN image SET STORAGE EXTERNAL;
CREATE INDEX photos_user ON photos (user_id);
