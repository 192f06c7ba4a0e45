using AudioRooms.Silo.Storage;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class SqliteSiloTablesTests(SqliteTables tables) : SiloTablesTests<SqliteTables>(tables)
{
    [Fact]
    public async Task EnsureCreated_Sqlite_HoldsTheStatementsOfStorage() =>
        (await StatementsAsync()).ShouldBe(["ClearStorageKey", "DeleteStorageKey", "ReadFromStorageKey", "WriteToStorageKey"]);
}

public sealed class PostgresSiloTablesTests(PostgresTables tables) : SiloTablesTests<PostgresTables>(tables)
{
    [Fact]
    public async Task EnsureCreated_PostgreSql_HoldsTheStatementsOfStorageRemindersAndMembers() =>
        (await StatementsAsync()).ShouldBe(
            [
                "ClearStorageKey", "DeleteStorageKey", "ReadFromStorageKey", "WriteToStorageKey",
                "DeleteReminderRowKey", "DeleteReminderRowsKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "ReadReminderRowKey",
                "ReadReminderRowsKey", "UpsertReminderRowKey",
                "CleanupDefunctSiloEntriesKey", "CleanupDefunctSiloEntryKey", "DeleteMembershipTableEntriesKey",
                "GatewaysQueryKey",
                "InsertMembershipKey", "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey",
                "UpdateIAmAlivetimeKey", "UpdateMembershipKey",
            ],
            ignoreOrder: true);
}

/// <summary>The scripts of all tables, and how they are applied, on every database.</summary>
public abstract class SiloTablesTests<TTables>(TTables tables) : IClassFixture<TTables>
    where TTables : TablesUnderTest
{
    private const string Applied = "SELECT name || ' ' || checksum FROM schema_scripts ORDER BY number";

    [Fact]
    public async Task EnsureCreated_EmptyDatabase_AppliesEveryScriptOnce()
    {
        var connectionString = await tables.CreateAsync();

        var applied = await tables.QueryAsync<string>(connectionString, Applied);

        applied.ShouldBe(SiloTables.Scripts(tables.Dialect).Select(script => $"{script.Name} {script.Checksum}"));
    }

    [Fact]
    public async Task EnsureCreated_SecondTime_ChangesNothing()
    {
        var connectionString = await tables.CreateAsync();
        var first = await tables.QueryAsync<string>(connectionString, Applied);

        await tables.InstallAsync(connectionString);

        (await tables.QueryAsync<string>(connectionString, Applied)).ShouldBe(first);
    }

    [Fact]
    public async Task EnsureCreated_EightAtOnce_OneCreatesTheTables()
    {
        var connectionString = await tables.CreateEmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => tables.InstallAsync(connectionString))));

        (await tables.QueryAsync<string>(connectionString, Applied)).Count.ShouldBe(SiloTables.Scripts(tables.Dialect).Count);
    }

    [Fact]
    public async Task EnsureCreated_AppliedScriptHasAnotherText_IsRefusedByItsName()
    {
        var connectionString = await tables.CreateAsync();
        await tables.ExecuteAsync(connectionString, "UPDATE schema_scripts SET checksum = 'another' WHERE number = 3");

        var installing = tables.InstallAsync(connectionString);

        var message = (await installing.ShouldThrowAsync<InvalidOperationException>()).Message;
        message.ShouldStartWith(
            "Script 0003-orleans-storage was applied to the database with checksum another, and this program's ");
        message.ShouldEndWith(": start the AudioRooms that made the database, or restore a backup.");
    }

    [Fact]
    public async Task EnsureCreated_ScriptOfANewerProgram_IsRefusedByItsName()
    {
        var connectionString = await tables.CreateAsync();
        await tables.ExecuteAsync(
            connectionString, "INSERT INTO schema_scripts (number, name, checksum) VALUES (9999, '9999-future', 'x')");

        var installing = tables.InstallAsync(connectionString);

        (await installing.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldBe(
            "The database has script 9999-future, which this program does not know: start a newer AudioRooms.");
    }

    [Fact]
    public async Task EnsureCreated_StepsOfAProgramBeforeTheFirstRelease_IsRefusedAndChangesNothing()
    {
        var connectionString = await tables.CreateEmptyAsync();
        await tables.ExecuteAsync(
            connectionString,
            "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY); INSERT INTO schema_version VALUES (1), (10)");

        var installing = tables.InstallAsync(connectionString);

        (await installing.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldStartWith(
            "The database has the steps 1, 10 in schema_version, and release 0.1.0 left 1, 10, 20, ");
        (await tables.QueryAsync<int>(connectionString, "SELECT version FROM schema_version ORDER BY version")).ShouldBe([1, 10]);
    }

    [Fact]
    public void Scripts_Always_HaveTheirOwnNumbersInOrder()
    {
        var numbers = SiloTables.Scripts(tables.Dialect).Select(script => script.Number).ToList();

        numbers.ShouldBeUnique();
        numbers.ShouldBeInOrder();
    }

    protected async Task<List<string>> StatementsAsync() => await tables.QueryAsync<string>(
        await tables.CreateAsync(), "SELECT QueryKey FROM OrleansQuery ORDER BY QueryKey");
}
