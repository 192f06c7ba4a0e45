-- How long before an occurrence whoever follows or attends is reminded.
ALTER TABLE event_people ADD COLUMN lead_minutes BIGINT NOT NULL DEFAULT 15;

-- Until when what was to be done about the event was done.
ALTER TABLE events ADD COLUMN looked_ms BIGINT NOT NULL DEFAULT 0;

-- How often a calendar's secret address was replaced.
ALTER TABLE calendar_feeds ADD COLUMN edition BIGINT NOT NULL DEFAULT 0;

-- Events from before there were reminders: each is looked at once, which puts its next moment into the schedule.
INSERT INTO scheduled_work (kind, work_key, lane, due_at_ms, try_at_ms, revision, failures, last_error, payload)
SELECT 'event.moments', event_id, '', 0, 0, 1, 0, '', '{}' FROM events;
