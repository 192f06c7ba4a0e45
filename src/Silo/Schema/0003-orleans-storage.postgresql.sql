-- Grain state in Orleans' layout, for PostgreSQL.
--
-- A row is found by two 32-bit hashes, of the key and of the state's name; the other columns tell apart what collides.
-- Version is the etag: 1 for a new row, one more with every write. A row whose payload is NULL has been cleared.
CREATE TABLE OrleansStorage
(
    grainidhash            integer      NOT NULL,
    grainidn0              bigint       NOT NULL,
    grainidn1              bigint       NOT NULL,
    graintypehash          integer      NOT NULL,
    graintypestring        varchar(512) NOT NULL,
    grainidextensionstring varchar(512),
    serviceid              varchar(150) NOT NULL,
    payloadbinary          bytea,
    modifiedon             timestamp without time zone NOT NULL,
    version                integer
);

CREATE INDEX ix_orleansstorage ON OrleansStorage (grainidhash, graintypehash);

-- Returns the row's new version, or no row at all when the version that the grain holds is not the stored one.
CREATE FUNCTION writetostorage(
    _grainidhash integer, _grainidn0 bigint, _grainidn1 bigint,
    _graintypehash integer, _graintypestring varchar, _grainidextensionstring varchar,
    _serviceid varchar, _grainstateversion integer, _payloadbinary bytea)
RETURNS TABLE (newgrainstateversion integer)
LANGUAGE plpgsql
AS $write$
BEGIN
    IF _grainstateversion IS NOT NULL THEN
        RETURN QUERY
            UPDATE OrleansStorage AS s
            SET payloadbinary = _payloadbinary, modifiedon = now() AT TIME ZONE 'utc', version = s.version + 1
            WHERE s.grainidhash = _grainidhash AND s.graintypehash = _graintypehash
              AND s.grainidn0 = _grainidn0 AND s.grainidn1 = _grainidn1
              AND s.graintypestring = _graintypestring
              AND s.grainidextensionstring IS NOT DISTINCT FROM _grainidextensionstring
              AND s.serviceid = _serviceid AND s.version = _grainstateversion
            RETURNING s.version;
        RETURN;
    END IF;

    -- Two activations may write the same new state at once. The table has no unique key to stop the second (the key is wider
    -- than an index entry may be), so first writes of one key take turns; the INSERT then sees what the first committed.
    PERFORM pg_advisory_xact_lock(_grainidhash, _graintypehash);
    RETURN QUERY
        INSERT INTO OrleansStorage AS s
            (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid,
             payloadbinary, modifiedon, version)
        SELECT
            _grainidhash, _grainidn0, _grainidn1, _graintypehash, _graintypestring, _grainidextensionstring, _serviceid,
            _payloadbinary, now() AT TIME ZONE 'utc', 1
        WHERE NOT EXISTS (
            SELECT 1 FROM OrleansStorage AS other
            WHERE other.grainidhash = _grainidhash AND other.graintypehash = _graintypehash
              AND other.grainidn0 = _grainidn0 AND other.grainidn1 = _grainidn1
              AND other.graintypestring = _graintypestring
              AND other.grainidextensionstring IS NOT DISTINCT FROM _grainidextensionstring
              AND other.serviceid = _serviceid)
        RETURNING s.version;
END
$write$;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
SELECT * FROM writetostorage(
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
    @GrainStateVersion, @PayloadBinary);
'),
('ReadFromStorageKey', '
SELECT payloadbinary AS PayloadBinary, version AS Version
FROM OrleansStorage
WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND graintypestring = @GrainTypeString AND grainidextensionstring IS NOT DISTINCT FROM @GrainIdExtensionString
  AND serviceid = @ServiceId;
'),
('ClearStorageKey', '
UPDATE OrleansStorage
SET payloadbinary = NULL, modifiedon = now() AT TIME ZONE ''utc'', version = version + 1
WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND graintypestring = @GrainTypeString AND grainidextensionstring IS NOT DISTINCT FROM @GrainIdExtensionString
  AND serviceid = @ServiceId AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion;
'),
('DeleteStorageKey', '
DELETE FROM OrleansStorage
WHERE grainidhash = @GrainIdHash AND graintypehash = @GrainTypeHash
  AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
  AND graintypestring = @GrainTypeString AND grainidextensionstring IS NOT DISTINCT FROM @GrainIdExtensionString
  AND serviceid = @ServiceId AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion;
');
