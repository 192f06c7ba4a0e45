-- What is written stays. Whoever may drop a trigger can still cheat; the chain of hashes tells.
CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only.');
END;
CREATE TRIGGER audit_log_loses_nothing BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only.');
END;
