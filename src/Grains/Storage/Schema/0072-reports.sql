-- What was reported about one person or room until somebody decided. body is the whole case as JSON; the columns are what is asked for.
CREATE TABLE safety_cases (
    case_id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    -- CaseState: 1 open, 2 claimed, 3 decided, 4 appealed, 5 closed.
    state BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX safety_cases_queue ON safety_cases (opened_at_ms, case_id);
CREATE UNIQUE INDEX safety_cases_undecided ON safety_cases (subject) WHERE state < 3;

CREATE TABLE safety_reports (
    report_id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL,
    -- Empty once the reporter's account is deleted.
    reporter_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    reason BIGINT NOT NULL,
    text TEXT NOT NULL,
    filed_at_ms BIGINT NOT NULL,
    -- What was there, as JSON.
    evidence TEXT NOT NULL
);
CREATE INDEX safety_reports_of_case ON safety_reports (case_id, filed_at_ms, report_id);
CREATE INDEX safety_reports_by_reporter ON safety_reports (reporter_id, filed_at_ms);

CREATE TABLE safety_penalties (
    case_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    until_ms BIGINT,
    PRIMARY KEY (case_id, kind)
);
CREATE INDEX safety_penalties_by_user ON safety_penalties (user_id, at_ms);
