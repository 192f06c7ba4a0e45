using System.Diagnostics.Metrics;
using AudioRooms.Contracts;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Storage;
using AudioRooms.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>A full database has a refusal of its own, and the server is not ready until a write succeeds again.</summary>
public sealed class StorageFullTests : IAsyncLifetime, IDisposable
{
    private const long Plenty = 10L * 1_024 * 1_024 * 1_024;

    private readonly SqliteFile file = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LimitedSource source;
    private readonly SqlDatabase database;
    private long freeBytes = Plenty;

    public StorageFullTests()
    {
        source = new LimitedSource(file.ConnectionString);
        database = new SqlDatabase(source, SqlDialect.Sqlite);
    }

    public Task InitializeAsync() => SiloTables.EnsureCreatedAsync(database, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await source.DisposeAsync();
        await services.DisposeAsync();
    }

    public void Dispose()
    {
        database.Dispose();
        file.Dispose();
    }

    [Fact]
    public async Task Write_FileCannotGrow_IsRefusedByNameAndNothingOfItIsStored()
    {
        source.IsFull = true;

        await Should.ThrowAsync<StorageFullException>(WriteMuchAsync);

        database.IsFull.ShouldBeTrue();
        (await database.ReadAsync(connection => connection.ExecuteScalarAsync<int>(
            "SELECT COUNT(*) FROM schema_scripts WHERE number < 0"))).ShouldBe(0);
    }

    [Fact]
    public async Task CheckHealth_WriteFoundNoSpace_IsNotReadyUntilOneIsStoredAgain()
    {
        var check = Check();
        (await CheckAsync(check)).Status.ShouldBe(HealthStatus.Healthy);
        source.IsFull = true;
        await Should.ThrowAsync<StorageFullException>(WriteMuchAsync);

        var full = await CheckAsync(check);
        source.IsFull = false;
        var after = await CheckAsync(check);

        full.Status.ShouldBe(HealthStatus.Unhealthy);
        full.Description.ShouldBe("storage_full: The database found no space for a write.");
        after.Status.ShouldBe(HealthStatus.Healthy);
        database.IsFull.ShouldBeFalse();
    }

    [Fact]
    public async Task CheckHealth_DiskIsNearlyFull_IsNotReadyBeforeAWriteFails()
    {
        var check = Check();
        freeBytes = 3 * 1_024 * 1_024;

        var full = await CheckAsync(check);

        full.Status.ShouldBe(HealthStatus.Unhealthy);
        full.Description.ShouldBe("storage_full: The disk of the data folder has 3 MB free, and at least 16 MB are needed.");
    }

    // Writes half a megabyte.
    private Task WriteMuchAsync() => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "INSERT INTO schema_scripts (number, name, checksum) VALUES (-2, @name, '')",
        new { name = new string('x', 524_288) },
        transaction));

    private StorageCheck Check() => new(
        database,
        new StorageSpace(database, services.GetRequiredService<IMeterFactory>(), _ => freeBytes),
        NullLogger<StorageCheck>.Instance);

    private static Task<HealthCheckResult> CheckAsync(StorageCheck check) => check.CheckHealthAsync(new HealthCheckContext());
}
