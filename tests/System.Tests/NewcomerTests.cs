using System.Runtime.Versioning;
using System.Text.Json;

namespace AudioRooms.System.Tests;

/// <summary>The promises of the README, with the commands of the README.</summary>
[SupportedOSPlatform("linux")]
public sealed class NewcomerTests
{
    [Fact]
    public async Task Verbs_OneEvening_EachDoesWhatItSays()
    {
        await using var server = await Server.StartAsync();
        using var user = new CommandLine(server.Grpc);

        (await user.JsonAsync("signup", "--handle", "ada", "--name", "Ada")).GetProperty("handle").GetString().ShouldBe("ada");
        var roomId = (await user.JsonAsync("room", "create", "--title", "Coffee and code", "--topic", "coffee"))
            .GetProperty("roomId")
            .GetString()!;
        (await user.JsonAsync("room", "list")).EnumerateArray().Select(room => room.GetProperty("roomId").GetString())
            .ShouldContain(roomId);

        // Another person listens until the room ends (a guest, because one person is in a room once).
        using var guest = new CommandLine(server.Grpc);
        var path = Path.Combine(user.Home, "heard.opus");
        await using var listening = guest.Start("listen", "--room", roomId, "--out", path, "--json");
        var spoken = await user.JsonAsync("speak", "--room", roomId, Checkout.Voice("anna"), "--seconds", "6");
        (await user.JsonAsync("room", "end", roomId)).GetProperty("phase").GetString().ShouldBe("ended");
        (await listening.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, $"{listening.Output}\n{listening.Errors}");

        spoken.GetProperty("sent").GetInt64().ShouldBeGreaterThan(100);
        spoken.GetProperty("unsent").GetInt64().ShouldBe(0);
        using var heard = JsonDocument.Parse(listening.Output);
        heard.RootElement.GetProperty("speakers").EnumerateArray().Select(name => name.GetString()).ShouldBe(["ada"]);
        heard.RootElement.GetProperty("untouched").GetBoolean().ShouldBeTrue();
        await OpusInfo.ShouldBeCleanAsync(path);
        var (exit, _, errors) = await user.RunAsync("speak", "--room", roomId, Checkout.Voice("anna"));
        exit.ShouldBe(1);
        errors.ShouldContain("The room has ended.");
    }

    [Fact]
    public async Task Credentials_AfterSignup_AreReadableByTheirOwnerAlone()
    {
        await using var server = await Server.StartAsync();
        using var user = new CommandLine(server.Grpc);

        await user.JsonAsync("signup", "--handle", "ada");

        File.GetUnixFileMode(Path.Combine(user.Home, "audiorooms", "credentials.json"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Doctor_ServerThatIsThere_FindsNothingBroken()
    {
        await using var server = await Server.StartAsync();
        using var user = new CommandLine(server.Grpc);

        var findings = await user.JsonAsync("doctor");

        findings.EnumerateArray().Select(finding => finding.GetProperty("grade").GetString()).ShouldNotContain("broken");
    }

    [Fact]
    public async Task Doctor_NobodyListens_FailsAndSaysHowToStartAServer()
    {
        using var user = new CommandLine(new Uri("http://127.0.0.1:9"));

        var (exit, output, _) = await user.RunAsync("doctor");

        exit.ShouldBe(1);
        output.ShouldContain("./run");
    }

    [Fact]
    public async Task Metrics_WhileRunning_CountAsPrometheusDoes()
    {
        await using var server = await Server.StartAsync();
        using var http = new HttpClient();

        var text = await http.GetStringAsync(new Uri(server.Http, "/metrics"));

        text.ShouldContain("dotnet_process_cpu_time_seconds_total");
        text.ShouldContain("dotnet_process_memory_working_set_bytes");
        text.ShouldContain("dotnet_gc_pause_seconds_bucket");
    }
}
