-- The cluster's members in Orleans' layout, for PostgreSQL.
--
-- deploymentid is Orleans' ClusterId. The version row of a cluster is both the number that every reader compares and the lock that every
-- change of a member takes: a statement that names an old version changes nothing and returns false, and the silo reads again.
-- status: 1 joining, 2 created, 3 active, 4 shutting down, 5 stopping, 6 dead. suspecttimes: which silos saw this one fail, and when.
CREATE TABLE OrleansMembershipVersionTable
(
    deploymentid varchar(150)   NOT NULL,
    timestamp    timestamptz(3) NOT NULL DEFAULT now(),
    version      integer        NOT NULL DEFAULT 0,
    CONSTRAINT PK_OrleansMembershipVersionTable_DeploymentId PRIMARY KEY (deploymentid)
);

CREATE TABLE OrleansMembershipTable
(
    deploymentid varchar(150)   NOT NULL,
    address      varchar(45)    NOT NULL,
    port         integer        NOT NULL,
    generation   integer        NOT NULL,
    siloname     varchar(150)   NOT NULL,
    hostname     varchar(150)   NOT NULL,
    status       integer        NOT NULL,
    proxyport    integer,
    suspecttimes varchar(8000),
    starttime    timestamptz(3) NOT NULL,
    iamalivetime timestamptz(3) NOT NULL,
    CONSTRAINT PK_MembershipTable_DeploymentId PRIMARY KEY (deploymentid, address, port, generation),
    CONSTRAINT FK_MembershipTable_MembershipVersionTable_DeploymentId
        FOREIGN KEY (deploymentid) REFERENCES OrleansMembershipVersionTable (deploymentid)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
WITH inserted AS (
    INSERT INTO OrleansMembershipVersionTable (deploymentid) VALUES (@DeploymentId)
    ON CONFLICT (deploymentid) DO NOTHING
    RETURNING 1)
SELECT count(*) > 0 FROM inserted;
'),
('InsertMembershipKey', '
WITH raised AS (
    UPDATE OrleansMembershipVersionTable AS v
    SET timestamp = now(), version = v.version + 1
    WHERE v.deploymentid = @DeploymentId AND v.version = @Version
      AND NOT EXISTS (
          SELECT 1 FROM OrleansMembershipTable AS m
          WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING v.deploymentid),
inserted AS (
    INSERT INTO OrleansMembershipTable
        (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    SELECT raised.deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM raised
    RETURNING 1)
SELECT count(*) > 0 FROM inserted;
'),
('UpdateMembershipKey', '
WITH raised AS (
    UPDATE OrleansMembershipVersionTable AS v
    SET timestamp = now(), version = v.version + 1
    WHERE v.deploymentid = @DeploymentId AND v.version = @Version
      AND EXISTS (
          SELECT 1 FROM OrleansMembershipTable AS m
          WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING v.deploymentid),
updated AS (
    UPDATE OrleansMembershipTable AS m
    SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    FROM raised
    WHERE m.deploymentid = raised.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1)
SELECT count(*) > 0 FROM updated;
'),
('UpdateIAmAlivetimeKey', '
UPDATE OrleansMembershipTable
SET iamalivetime = @IAmAliveTime
WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation;
'),
('MembershipReadRowKey', '
SELECT v.deploymentid AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.siloname AS SiloName,
    m.hostname AS HostName, m.status AS Status, m.proxyport AS ProxyPort, m.suspecttimes AS SuspectTimes, m.starttime AS StartTime,
    m.iamalivetime AS IAmAliveTime, v.version AS Version
FROM OrleansMembershipVersionTable AS v
LEFT JOIN OrleansMembershipTable AS m
    ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.deploymentid = @DeploymentId;
'),
('MembershipReadAllKey', '
SELECT v.deploymentid AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.siloname AS SiloName,
    m.hostname AS HostName, m.status AS Status, m.proxyport AS ProxyPort, m.suspecttimes AS SuspectTimes, m.starttime AS StartTime,
    m.iamalivetime AS IAmAliveTime, v.version AS Version
FROM OrleansMembershipVersionTable AS v
LEFT JOIN OrleansMembershipTable AS m ON m.deploymentid = v.deploymentid
WHERE v.deploymentid = @DeploymentId;
'),
('GatewaysQueryKey', '
SELECT address AS Address, proxyport AS ProxyPort, generation AS Generation
FROM OrleansMembershipTable
WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0;
'),
('DeleteMembershipTableEntriesKey', '
DELETE FROM OrleansMembershipTable WHERE deploymentid = @DeploymentId;
DELETE FROM OrleansMembershipVersionTable WHERE deploymentid = @DeploymentId;
'),
-- Orleans asks the next one where it finds the one below missing: it knows no times but the last sign of life.
('CleanupDefunctSiloEntriesKey', '
DELETE FROM OrleansMembershipTable
WHERE deploymentid = @DeploymentId AND status = 6 AND iamalivetime < @IAmAliveTime;
'),
-- One dead silo, unless its row changed after Orleans read and judged the row. No votes are NULL in a new row and can be '' in another.
('CleanupDefunctSiloEntryKey', '
DELETE FROM OrleansMembershipTable
WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
  AND status = 6 AND starttime = @StartTime AND iamalivetime = @IAmAliveTime
  AND COALESCE(suspecttimes, '''') = COALESCE(@SuspectTimes, '''');
');
