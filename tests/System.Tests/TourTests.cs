using System.Text.Json;
using AudioRooms.Testing;

namespace AudioRooms.System.Tests;

/// <summary>The scripted evening, against whole servers: under both sign-up policies and on both databases.</summary>
public sealed class TourTests
{
    /// <summary>What the evening must show, no less and no more: all statements but those of a web page, of recordings, of captions and of other providers.</summary>
    private static readonly IEnumerable<string> Applicable = Enumerable.Range(1, 86)
        .Except([11, 16, 18, 19, 20, 22, 27, 28, 29])
        .Select(number => $"S{number}");

    [Fact]
    public async Task Tour_OpenSignUpOnSqlite_ShowsEveryStatementThatApplies()
    {
        await using var server = await Server.StartAsync();

        await ShouldHoldAsync(server, policy: "open");
    }

    [Fact]
    public async Task Tour_SignUpByInvitationOnPostgres_ShowsEveryStatementThatApplies()
    {
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["AUDIOROOMS_SIGN_UP"] = "invitation",
            ["AUDIOROOMS_DATABASE"] = await postgres.CreateDatabaseAsync(),
        });

        await ShouldHoldAsync(server, policy: "invitation");
    }

    private static async Task ShouldHoldAsync(Server server, string policy)
    {
        using var user = new CommandLine(server.Grpc);

        var (exit, output, errors) = await user.RunAsync("tour", "--http", server.Http.AbsoluteUri, "--json");

        exit.ShouldBe(0, $"{errors}\n{output}");
        using var report = JsonDocument.Parse(output);
        report.RootElement.GetProperty("policy").GetString().ShouldBe(policy);
        var held = report.RootElement.GetProperty("statements").EnumerateArray()
            .Where(statement => statement.GetProperty("verdict").GetString() == "held")
            .Select(statement => statement.GetProperty("id").GetString()!);
        held.Order(StringComparer.Ordinal).ShouldBe(Applicable.Order(StringComparer.Ordinal));
        await server.TerminateAsync();
        server.ShouldHaveSaidOnlyItsGreeting();
    }
}
