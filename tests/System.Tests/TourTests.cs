using System.Text.Json;
using AudioRooms.Testing;

namespace AudioRooms.System.Tests;

/// <summary>The scripted evening, against whole servers: under both sign-up policies and on both databases.</summary>
[Trait("Covers", "S1"), Trait("Covers", "S2"), Trait("Covers", "S3"), Trait("Covers", "S4"), Trait("Covers", "S5"), Trait("Covers", "S6")]
[Trait("Covers", "S7"), Trait("Covers", "S8"), Trait("Covers", "S9"), Trait("Covers", "S10"), Trait("Covers", "S12"), Trait("Covers", "S13")]
[Trait("Covers", "S14"), Trait("Covers", "S15"), Trait("Covers", "S17"), Trait("Covers", "S21"), Trait("Covers", "S23"), Trait("Covers", "S24")]
[Trait("Covers", "S25"), Trait("Covers", "S26"), Trait("Covers", "S30"), Trait("Covers", "S31"), Trait("Covers", "S32"), Trait("Covers", "S33")]
[Trait("Covers", "S34"), Trait("Covers", "S35"), Trait("Covers", "S36"), Trait("Covers", "S37"), Trait("Covers", "S38"), Trait("Covers", "S39")]
[Trait("Covers", "S40"), Trait("Covers", "S41"), Trait("Covers", "S42"), Trait("Covers", "S43"), Trait("Covers", "S44"), Trait("Covers", "S45")]
[Trait("Covers", "S46"), Trait("Covers", "S47"), Trait("Covers", "S48"), Trait("Covers", "S49"), Trait("Covers", "S50"), Trait("Covers", "S51")]
[Trait("Covers", "S52")]
[Trait("Covers", "M23"), Trait("Covers", "M24"), Trait("Covers", "M25"), Trait("Covers", "M26"), Trait("Covers", "M27"), Trait("Covers", "M34")]
[Trait("Covers", "M35"), Trait("Covers", "M36"), Trait("Covers", "M39"), Trait("Covers", "M41"), Trait("Covers", "M42"), Trait("Covers", "M43")]
[Trait("Covers", "M44"), Trait("Covers", "M52"), Trait("Covers", "M54"), Trait("Covers", "M55"), Trait("Covers", "M57"), Trait("Covers", "M58")]
[Trait("Covers", "M59"), Trait("Covers", "M60"), Trait("Covers", "M68"), Trait("Covers", "M85"), Trait("Covers", "M90"), Trait("Covers", "M96")]
[Trait("Covers", "M100"), Trait("Covers", "M101"), Trait("Covers", "M107"), Trait("Covers", "M108"), Trait("Covers", "M111"), Trait("Covers", "M113")]
[Trait("Covers", "M114"), Trait("Covers", "M120"), Trait("Covers", "M121")]
[Trait("Covers", "N11")]
public sealed class TourTests
{
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
        held.Order(StringComparer.Ordinal).ShouldBe(Claimed().Order(StringComparer.Ordinal));
        await server.TerminateAsync();
        server.ShouldHaveSaidOnlyItsGreeting();
    }

    /// <summary>What this class says that it shows must be what the evening did show: no less, and nothing unsaid.</summary>
    private static IEnumerable<string> Claimed() => typeof(TourTests).CustomAttributes
        .Where(attribute => attribute.AttributeType == typeof(TraitAttribute))
        .Select(attribute => (string)attribute.ConstructorArguments[1].Value!);
}
