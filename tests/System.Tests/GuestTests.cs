using System.Runtime.Versioning;

namespace AudioRooms.System.Tests;

/// <summary>People without an account, in production.</summary>
[SupportedOSPlatform("linux")]
public sealed class GuestTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Listen_WithoutAnAccountWhereGuestsMay_HearsAndDoesNothingElse()
    {
        await using var server = await Server.StartWithAsync(Production("2"), "--prod");
        using var ada = new CommandLine(server.Grpc);
        using var guest = new CommandLine(server.Grpc);
        await ada.JsonAsync("signup", "--handle", "ada");
        var room = (await ada.JsonAsync("room", "create", "--title", "Trains")).GetProperty("roomId").GetString()!;
        await using var listening = guest.Start(
            "listen", "--room", room, "--out", Path.Combine(guest.Home, "heard.opus"), "--json");
        await listening.WaitForJoinedAsync();

        await ada.JsonAsync("speak", "--room", room, Checkout.Voice("anna"), "--seconds", "6");
        var (exit, _, errors) = await guest.RunAsync("speak", "--room", room, Checkout.Voice("anna"));
        await ada.JsonAsync("room", "end", room);

        (await listening.WaitForExitAsync(Limit)).ShouldBe(0, $"{listening.Output}\n{listening.Errors}");
        exit.ShouldBe(1);
        errors.ShouldContain("not signed in");
        errors.ShouldNotContain("operator");
    }

    [Fact]
    public async Task Listen_WithoutAnAccountWhereGuestsMayNot_IsToldToSignUp()
    {
        await using var server = await Server.StartWithAsync(Production("off"), "--prod");
        using var guest = new CommandLine(server.Grpc);

        var (exit, _, errors) = await guest.RunAsync("room", "list");

        exit.ShouldBe(1);
        errors.ShouldContain("lets in people with an account only");
        errors.ShouldContain("signup --handle");
        errors.ShouldNotContain("operator");
    }

    private static Dictionary<string, string> Production(string guests) => new()
    {
        ["AUDIOROOMS_SIGNING_KEY"] = Convert.ToBase64String(new byte[48].Select((_, index) => (byte)(index * 7)).ToArray()),
        ["AUDIOROOMS_OPERATOR_KEY"] = "an-operator-key-of-this-test",
        ["AUDIOROOMS_GUESTS"] = guests,
    };
}
