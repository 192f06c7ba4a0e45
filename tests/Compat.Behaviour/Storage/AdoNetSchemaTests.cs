using Orleans.StandIn.AdoNet;
using Orleans.Storage;

namespace AudioRooms.Compat.Behaviour.Storage;

public sealed class SqliteSchemaTests(SqliteDatabase database) : AdoNetSchemaTests<SqliteDatabase>(database);

public sealed class PostgresSchemaTests(PostgresDatabase database) : AdoNetSchemaTests<PostgresDatabase>(database)
{
    [Fact]
    public async Task EnsureCreated_PostgreSql_HoldsTheStatementsOfReminders()
    {
        var statements = await new AdoNetDatabase(Database.Invariant, Database.ConnectionString).ReadStatementsAsync(default);

        statements.Keys.ShouldBe(
            [
                "WriteToStorageKey", "ReadFromStorageKey", "ClearStorageKey", "DeleteStorageKey", "UpsertReminderRowKey",
                "ReadReminderRowKey", "ReadReminderRowsKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "DeleteReminderRowKey",
                "DeleteReminderRowsKey",
            ],
            ignoreOrder: true);
    }
}

public abstract class AdoNetSchemaTests<TDatabase>(TDatabase database) : IClassFixture<TDatabase>
    where TDatabase : StorageDatabase
{
    protected TDatabase Database => database;

    [Fact]
    public async Task EnsureCreated_SecondTime_ChangesNothing()
    {
        var connectionString = await database.CreateEmptyAsync();

        var first = await AdoNetSchema.EnsureCreatedAsync(database.Invariant, connectionString);
        var second = await AdoNetSchema.EnsureCreatedAsync(database.Invariant, connectionString);

        first.ShouldBeTrue();
        second.ShouldBeFalse();
    }

    [Fact]
    public async Task EnsureCreated_EightAtOnce_OneCreatesTheTables()
    {
        var connectionString = await database.CreateEmptyAsync();

        var installers = Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => AdoNetSchema.EnsureCreatedAsync(database.Invariant, connectionString)));
        var created = await Task.WhenAll(installers);

        created.Count(one => one).ShouldBe(1);
    }

    [Fact]
    public async Task ReadStatements_EmptyDatabase_SaysThatTheScriptsAreMissing()
    {
        var connectionString = await database.CreateEmptyAsync();

        var reading = new AdoNetDatabase(database.Invariant, connectionString).ReadStatementsAsync(default);

        (await reading.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("run the Orleans scripts");
    }
}
