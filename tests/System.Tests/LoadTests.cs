using System.Text.Json;
using System.Xml.Linq;

namespace AudioRooms.System.Tests;

/// <summary>A small load test with a real server.</summary>
public sealed class LoadTests : RunsAlone
{
    [Fact]
    public async Task Load_SmallRooms_DeliversEverythingAndReportsEveryField()
    {
        await using var server = await Server.StartMeasuredAsync();
        using var user = new CommandLine(server.Grpc);
        var (json, html, junit) = (Path.Combine(
            user.Home, "r.json"), Path.Combine(user.Home, "r.html"), Path.Combine(user.Home, "r.xml"));

        var (exit, output, errors) = await user.RunAsync(
            "load", "--rooms", "2", "--speakers", "2", "--listeners", "10", "--seconds", "5", "--processes", "2", "--ramp", "50",
            "--metrics", new Uri(server.Http, "/metrics").AbsoluteUri, "--slo", "loss<0.1%,p50<1000ms",
            "--out", json, "--html", html, "--junit", junit);

        exit.ShouldBe(0, $"{output}\n{errors}");
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var root = report.RootElement;
        root.GetProperty("rooms").GetInt32().ShouldBe(2);
        root.GetProperty("connected").GetInt32().ShouldBe(20);

        // 2 rooms × 10 listeners × 2 speakers × 50 packets a second × 5 s.
        root.GetProperty("packets").GetProperty("expected").GetInt64().ShouldBeInRange(9_900, 10_100);
        root.GetProperty("packets").GetProperty("lost").GetInt64().ShouldBe(0);
        root.GetProperty("bundles").GetProperty("delivered").GetInt64().ShouldBeInRange(1_000, 10_000);
        root.GetProperty("latencyMs").GetProperty("p50").GetDouble().ShouldBeGreaterThan(0);
        foreach (var name in new[] { "p50", "p90", "p99", "p999", "max" })
        {
            root.GetProperty("latencyMs").TryGetProperty(name, out _).ShouldBeTrue(name);
            root.GetProperty("joinMs").TryGetProperty(name, out _).ShouldBeTrue(name);
            root.GetProperty("firstAudioMs").TryGetProperty(name, out _).ShouldBeTrue(name);
        }

        root.GetProperty("gapsOver60ms").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        root.GetProperty("reconnects").GetInt64().ShouldBe(0);
        root.GetProperty("server").GetProperty("cpuMicrosPerPacket").GetDouble().ShouldBeGreaterThan(0);
        root.GetProperty("server").GetProperty("rssBytes").GetInt64().ShouldBeGreaterThan(10_000_000);
        root.GetProperty("tester").GetProperty("cpuSeconds").GetDouble().ShouldBeGreaterThan(0);
        root.GetProperty("slo").GetProperty("passed").GetBoolean().ShouldBeTrue();
        root.GetProperty("timeline").GetArrayLength().ShouldBe(5);
        (await File.ReadAllTextAsync(html)).ShouldContain("<polyline");
        XDocument.Load(junit).Root!.Attribute("failures")!.Value.ShouldBe("0");
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task LoadJoins_AFewASecond_AnswersAllAndReportsWhatACoreDoes()
    {
        await using var server = await Server.StartMeasuredAsync();
        using var user = new CommandLine(server.Grpc);

        var report = await user.JsonAsync(
            "load", "--joins", "20", "--commands", "30", "--seconds", "3", "--rooms", "2", "--metrics",
            new Uri(server.Http, "/metrics").AbsoluteUri);

        foreach (var (name, offered) in new[] { ("joins", 60), ("commands", 90) })
        {
            var part = report.GetProperty(name);
            part.GetProperty("offered").GetInt32().ShouldBe(offered);
            part.GetProperty("done").GetInt32().ShouldBe(offered);
            part.GetProperty("latencyMs").GetProperty("p99").GetDouble().ShouldBeGreaterThan(0);
            part.GetProperty("perServerCore").GetDouble().ShouldBeGreaterThan(0);
        }

        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Load_SloThatNothingHolds_FailsAndNamesTheBound()
    {
        await using var server = await Server.StartMeasuredAsync();
        using var user = new CommandLine(server.Grpc);

        var (exit, output, _) = await user.RunAsync("load", "--listeners", "2", "--seconds", "2", "--slo", "p50<0.001ms");

        exit.ShouldBe(1);
        output.ShouldContain("FAILED: p50<0.001ms");
    }
}
