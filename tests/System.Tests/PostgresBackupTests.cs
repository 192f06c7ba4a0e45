using System.Diagnostics;
using AudioRooms.Testing;
using Npgsql;

namespace AudioRooms.System.Tests;

/// <summary>
/// What docs/operations.md says of PostgreSQL: a dump of a running service, put into an empty database, is the service
/// again.
/// </summary>
public sealed class PostgresBackupTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-dump-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Restore_DumpOfARunningService_HasItsPeopleAndRooms()
    {
        var database = await postgres.CreateDatabaseAsync();
        var other = await postgres.CreateDatabaseAsync();
        var dump = Path.Combine(folder.FullName, "monday.dump");
        string roomId;
        await using (var first = await StartAsync(database))
        {
            using var user = new CommandLine(first.Grpc);
            await user.JsonAsync("signup", "--handle", "ada", "--name", "Ada");
            roomId = (await user.JsonAsync("room", "create", "--title", "Survives")).GetProperty("roomId").GetString()!;

            await RunAsync("pg_dump", database, ["--format=custom", "--file", dump]);
        }

        await RunAsync("pg_restore", other, ["--no-owner", "--exit-on-error", dump]);

        await using var second = await StartAsync(other);
        using var again = new CommandLine(second.Grpc);
        await again.JsonAsync("signin", "--handle", "ada");
        (await again.JsonAsync("room", "show", roomId)).GetProperty("title").GetString().ShouldBe("Survives");
    }

    [Fact]
    public async Task ApplySchema_EmptyDatabase_MakesTheTablesAndSaysSo()
    {
        var database = await postgres.CreateDatabaseAsync();

        var first = await ApplyAsync(database);
        var second = await ApplyAsync(database);

        first.Exit.ShouldBe(0, first.Errors);
        first.Output.ShouldMatch(@"^the tables of the database test\d+ at 127\.0\.0\.1 are up to date$");
        second.Exit.ShouldBe(0, second.Errors);
        await using var server = await StartAsync(database);
    }

    [Fact]
    public async Task ApplySchema_DatabaseNotThere_SaysWhichInASentence()
    {
        var (exit, output, errors) = await ApplyAsync("Host=127.0.0.1;Port=1;Database=nowhere;Username=nobody");

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldStartWith("audiorooms: The tables of the database nowhere at 127.0.0.1 cannot be brought up to date: ");
        errors.ShouldNotContain("   at ");
    }

    private async Task<(int Exit, string Output, string Errors)> ApplyAsync(string database)
    {
        await using var run = ProgramRun.Start(
            "dotnet",
            [Checkout.AssemblyOf("Silo"), "apply-schema", "--data", folder.FullName],
            new Dictionary<string, string> { ["AUDIOROOMS_DATABASE"] = database });
        var exit = await run.WaitForExitAsync(Limit);
        return (exit, run.Output, run.Errors);
    }

    private static Task<Server> StartAsync(string database) =>
        Server.StartWithAsync(new Dictionary<string, string> { ["AUDIOROOMS_DATABASE"] = database });

    private static async Task RunAsync(string program, string database, string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(database);
        string[] all =
            ["--host", at.Host!, "--port", $"{at.Port}", "--username", at.Username!, "--dbname", at.Database!, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(ProgramOf(program), all) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, errors);
    }

    // Debian keeps the tools of each version in a folder of its own; those of the server that runs fit it.
    private static string ProgramOf(string name) =>
        Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", name)).Last(File.Exists);
}
