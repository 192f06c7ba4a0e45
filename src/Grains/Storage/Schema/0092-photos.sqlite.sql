CREATE TABLE photos (
    photo_id TEXT NOT NULL,
    side INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (photo_id, side)
);
CREATE INDEX photos_user ON photos (user_id);
