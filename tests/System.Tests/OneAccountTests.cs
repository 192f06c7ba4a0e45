using System.Runtime.Versioning;
using System.Text.Json;

namespace AudioRooms.System.Tests;

/// <summary>One person with several terminals: hosting, speaking, listening and commanding side by side.</summary>
[SupportedOSPlatform("linux")]
public sealed class OneAccountTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private Server server = null!;
    private CommandLine ada = null!;
    private string room = "";

    public async Task InitializeAsync()
    {
        server = await Server.StartAsync();
        ada = new CommandLine(server.Grpc);
        await ada.JsonAsync("signup", "--handle", "ada", "--name", "Ada");
        room = (await ada.JsonAsync("room", "create", "--title", "Trains")).GetProperty("roomId").GetString()!;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => ada.Dispose();

    [Fact]
    public async Task SpeakAndListen_ByOneAccount_TheRecordingHasTheVoice()
    {
        var path = Path.Combine(ada.Home, "heard.opus");
        await using var host = await EnterAsync();
        await using var listening = ada.Start("listen", "--room", room, "--out", path, "--json");

        var spoken = await ada.JsonAsync("speak", "--room", room, Checkout.Voice("anna"), "--seconds", "6");
        await host.TypeAsync("end");

        (await listening.WaitForExitAsync(Limit)).ShouldBe(0, $"{listening.Output}\n{listening.Errors}");
        (await host.WaitForExitAsync(Limit)).ShouldBe(0, $"{host.Output}\n{host.Errors}");
        using var heard = JsonDocument.Parse(listening.Output);
        heard.RootElement.GetProperty("speakers").EnumerateArray().Select(name => name.GetString()).ShouldBe(["ada"]);
        spoken.GetProperty("sent").GetInt64().ShouldBeGreaterThan(100);
        host.Output.ShouldContain("ada takes the stage");
    }

    [Fact]
    public async Task Commands_FromOutside_ActForTheOpenSession()
    {
        await using var host = await EnterAsync();

        (await ada.JsonAsync("room", "accept", room)).GetProperty("done").GetString().ShouldBe("accept");
        await ada.JsonAsync("room", "mute", room);
        var who = await ada.JsonAsync("room", "who", room);
        await host.TypeAsync("end");

        (await host.WaitForExitAsync(Limit)).ShouldBe(0, $"{host.Output}\n{host.Errors}");
        var member = who.GetProperty("stage").EnumerateArray().ShouldHaveSingleItem();
        (member.GetProperty("handle").GetString(), member.GetProperty("muted").GetBoolean()).ShouldBe(("ada", true));
        host.Output.ShouldContain("ada takes the stage");
        host.Output.ShouldContain("ada is muted");
        host.Output.ShouldNotContain("for others");
    }

    [Fact]
    public async Task Speak_WhileHosting_LeavesTheHostOnStage()
    {
        await using var host = await EnterAsync();
        await host.TypeAsync("accept");
        await host.WaitForLineAsync("done", Limit);

        await ada.JsonAsync("speak", "--room", room, Checkout.Voice("anna"), "--seconds", "2");
        var who = await ada.JsonAsync("room", "who", room);
        await host.TypeAsync("end");

        who.GetProperty("stage").GetArrayLength().ShouldBe(1);
        (await host.WaitForExitAsync(Limit)).ShouldBe(0, $"{host.Output}\n{host.Errors}");
    }

    [Fact]
    public async Task Say_InsideTheRoom_IsHeardByOthers()
    {
        using var ben = new CommandLine(server.Grpc);
        await ben.JsonAsync("signup", "--handle", "ben");
        var path = Path.Combine(ben.Home, "heard.wav");
        await using var host = await EnterAsync();
        await using var listening = ben.Start("listen", "--room", room, "--out", path, "--json");
        await listening.WaitForJoinedAsync();

        await host.TypeAsync($"say {ShortVoice.Write(ada.Home, "anna", TimeSpan.FromSeconds(8))}");
        await host.WaitForLineAsync("done", Limit);
        await host.WaitForLineAsync(line => line.EndsWith("  said", StringComparison.Ordinal), Limit);
        await host.TypeAsync("end");

        (await listening.WaitForExitAsync(Limit)).ShouldBe(0, $"{listening.Output}\n{listening.Errors}");
        using var heard = JsonDocument.Parse(listening.Output);
        heard.RootElement.GetProperty("packets").GetInt64().ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Enter_WithAMicrophone_IsHeardByOthers()
    {
        using var ben = new CommandLine(server.Grpc);
        await ben.JsonAsync("signup", "--handle", "ben");
        using var max = new CommandLine(server.Grpc, SoundCard.OfATone(ada.Home));
        await max.JsonAsync("signup", "--handle", "max");
        var place = (await max.JsonAsync("room", "create", "--title", "Cables")).GetProperty("roomId").GetString()!;
        await using var host = max.Start("room", "enter", place, "--silent", "--mic");
        await host.TypeAsync("accept");
        await host.WaitForLineAsync("done", Limit);

        var heard = await ben.JsonAsync(
            "listen", "--room", place, "--out", Path.Combine(ben.Home, "heard.wav"), "--seconds", "4");
        await host.TypeAsync("end");

        (await host.WaitForExitAsync(Limit)).ShouldBe(0, $"{host.Output}\n{host.Errors}");
        heard.GetProperty("speakers").EnumerateArray().Select(name => name.GetString()).ShouldBe(["max"]);
        heard.GetProperty("packets").GetInt64().ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Listen_NobodySpeaks_IsNoSuccess()
    {
        var (exit, output, errors) = await ada.RunAsync(
            "listen", "--room", room, "--out", Path.Combine(ada.Home, "silent.wav"), "--seconds", "1", "--json");

        exit.ShouldBe(1, output);
        errors.ShouldContain("Nothing was heard");
        using var result = JsonDocument.Parse(output);
        result.RootElement.GetProperty("heard").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task As_ASecondStoredAccount_ActsBesideTheCurrentOne()
    {
        await ada.JsonAsync("signup", "--handle", "max", "--as", "max");

        var current = await ada.JsonAsync("whoami");
        var other = await ada.JsonAsync("whoami", "--as", "@max");
        var stored = await ada.JsonAsync("who");
        await ada.JsonAsync("signout", "--as", "max");
        var (exit, _, errors) = await ada.RunAsync("whoami", "--as", "max");

        (current.GetProperty("handle").GetString(), other.GetProperty("handle").GetString()).ShouldBe(("ada", "max"));
        stored.EnumerateArray().Select(one => (one.GetProperty("handle").GetString(), one.GetProperty("current").GetBoolean()))
            .ShouldBe([("ada", true), ("max", false)]);
        exit.ShouldBe(1);
        errors.ShouldContain("No account max is stored");
    }

    [Theory]
    [InlineData("hallway", "--watch")]
    [InlineData("inbox", "watch")]
    public async Task Watch_Interrupted_EndsWithoutAWord(params string[] verb)
    {
        await using var watching = ada.Start(verb);
        using var ben = new CommandLine(server.Grpc);
        await ben.JsonAsync("signup", "--handle", "ben");
        if (verb[0] == "hallway")
        {
            await watching.WaitForLineAsync(room, Limit);
        }
        else
        {
            // The watch is open once Ben is told of this, however long that takes.
            await ben.JsonAsync("follow", "ada");
            await ben.JsonAsync("people", "unfollow", "ada");
        }

        watching.Interrupt();

        (await watching.WaitForExitAsync(Limit)).ShouldBe(130);
        watching.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Password_Changed_OpensTheAccountAndDeletionEndsIt()
    {
        using var max = new CommandLine(
            server.Grpc, new Dictionary<string, string> { ["AUDIOROOMS_NEW_PASSWORD"] = "another battery horse" });
        await max.JsonAsync("signup", "--handle", "max");
        await max.JsonAsync("password");

        (await max.RunAsync("signin", "--handle", "max")).Exit.ShouldBe(1);
        await max.JsonAsync("signin", "--handle", "max", "--password", "another battery horse");
        (await max.RunAsync("delete-account", "--password", "another battery horse")).Errors.ShouldContain("--yes");
        await max.JsonAsync("delete-account", "--yes", "--password", "another battery horse");

        (await max.JsonAsync("who")).GetArrayLength().ShouldBe(0);
        (await max.RunAsync("signin", "--handle", "max", "--password", "another battery horse")).Exit.ShouldBe(1);
    }

    private async Task<ProgramRun> EnterAsync()
    {
        var host = ada.Start("room", "enter", room, "--silent");
        await host.TypeAsync("who");
        await host.WaitForLineAsync("  on stage", Limit);
        return host;
    }
}
