-- Empty if they have none. The images are in table photos.
ALTER TABLE people ADD COLUMN photo_id TEXT NOT NULL DEFAULT '';
