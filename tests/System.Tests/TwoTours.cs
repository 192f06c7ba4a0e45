using System.Text.Json;
using AudioRooms.Testing;

namespace AudioRooms.System.Tests;

/// <summary>
/// The scripted evening with two servers at the same time: an evening takes a minute and a half, mostly waiting for its people.
/// </summary>
public sealed class TwoTours : IAsyncLifetime
{
    /// <summary>
    /// What the evening must show, no less and no more: all statements except those of a web page, of recordings, of captions and
    /// of other providers.
    /// </summary>
    private static readonly IEnumerable<string> Applicable = Enumerable.Range(1, 86)
        .Except([11, 16, 18, 19, 20, 22, 27, 28, 29])
        .Select(number => $"S{number}");

    /// <summary>The evening under open sign-up, on SQLite; fails as the evening does.</summary>
    public Task Open { get; private set; } = Task.CompletedTask;

    /// <summary>The evening under sign-up by invitation, on PostgreSQL; fails as the evening does.</summary>
    public Task ByInvitation { get; private set; } = Task.CompletedTask;

    public Task InitializeAsync()
    {
        (Open, ByInvitation) = (OpenAsync(), ByInvitationAsync());
        return Task.CompletedTask;
    }

    /// <summary>Waits for both evenings, even for one that no test has asked for. The tests report the failures.</summary>
    public async Task DisposeAsync() =>
        await Task.WhenAll(Open, ByInvitation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task OpenAsync()
    {
        await using var server = await Server.StartAsync();

        await ShouldHoldAsync(server, policy: "open");
    }

    private static async Task ByInvitationAsync()
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
