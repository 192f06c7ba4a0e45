-- What is to be done and when. Work of one lane (empty: none) is done in the order of due_at_ms and work_no; try_at_ms is later than due_at_ms after a failure.
CREATE TABLE scheduled_work (
    work_no INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    work_key TEXT NOT NULL,
    lane TEXT NOT NULL,
    due_at_ms BIGINT NOT NULL,
    try_at_ms BIGINT NOT NULL,
    revision BIGINT NOT NULL, -- grows when the work is put again, so that what ran meanwhile does not remove it
    failures BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (kind, work_key)
);
CREATE INDEX scheduled_work_due ON scheduled_work (lane, try_at_ms, work_no);
CREATE INDEX scheduled_work_lane ON scheduled_work (lane, due_at_ms, work_no);
