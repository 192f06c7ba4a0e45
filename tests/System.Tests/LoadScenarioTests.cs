using System.Text.Json;

namespace AudioRooms.System.Tests;

/// <summary>Small scenarios, comparisons and searches for the capacity, with a real server.</summary>
public sealed class LoadScenarioTests : RunsAlone
{
    private const string Scenario = """
        name: small evening
        seconds: 5
        ramp: 40
        slo: loss<50%
        rooms:
          - speakers: 2
            talk: turns
            listeners: 20
            crowd:
              - { who: reconnects, share: 20%, every: 2s }
              - { who: slow-links, share: 5%, kilobits: 8 }
              - { who: leavers, share: 10%, every: 2s, for: 200ms }
              - { who: hand-raisers, share: 10%, every: 2s, for: 500ms }
              - { who: reactors, share: 10%, every: 1s }
              - { who: class-changes, share: 10%, every: 1s }
          - { count: 2, speakers: 0, listeners: 2 }
        """;

    [Fact]
    public async Task LoadScenario_MixedCrowd_DoesWhatItShallAndTellsItApart()
    {
        await using var server = await Server.StartMeasuredAsync();
        using var user = new CommandLine(server.Grpc);
        var (file, json, html) = (Path.Combine(
            user.Home, "s.yaml"), Path.Combine(user.Home, "r.json"), Path.Combine(user.Home, "r.html"));
        await File.WriteAllTextAsync(file, Scenario);

        var (exit, output, errors) = await user.RunAsync(
            "load", "--scenario", file, "--metrics", new Uri(server.Http, "/metrics").AbsoluteUri, "--out", json, "--html", html);

        exit.ShouldBe(0, $"{output}\n{errors}");
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var root = report.RootElement;
        root.GetProperty("scenario").GetString().ShouldBe("small evening");
        root.GetProperty("rooms").GetInt32().ShouldBe(3);
        root.GetProperty("groups").GetArrayLength().ShouldBe(2);
        root.GetProperty("packets").GetProperty("delivered").GetInt64().ShouldBeGreaterThan(0);
        root.GetProperty("reconnects").GetInt64().ShouldBeGreaterThan(0);
        root.GetProperty("server").GetProperty("allocatedBytesPerPacket").GetDouble().ShouldBeGreaterThan(0);
        root.GetProperty("server").GetProperty("rssBytesBeforeJoins").GetInt64().ShouldBeGreaterThan(10_000_000);
        var crowd = root.GetProperty("crowd").EnumerateArray().ToDictionary(part => part.GetProperty("who").GetString()!);
        crowd.Keys.ShouldBe(["listens", "hand-raisers", "reactors", "leavers", "slow-links", "reconnects", "class-changes"]);
        foreach (var who in new[] { "hand-raisers", "reactors", "leavers", "reconnects", "class-changes" })
        {
            crowd[who].GetProperty("deeds").GetInt64().ShouldBeGreaterThan(0, who);
            crowd[who].GetProperty("delivered").GetInt64().ShouldBeGreaterThan(0, who);
        }

        crowd["slow-links"].GetProperty("people").GetInt32().ShouldBe(1);
        (await File.ReadAllTextAsync(html)).ShouldContain("reconnects");
        server.ShouldHaveCleanLog();

        var (same, table, _) = await user.RunAsync("load", "--compare", json, "--with", json);
        same.ShouldBe(0, table);
        table.ShouldContain("server.cpuMicrosPerPacket");
    }

    [Fact]
    public async Task LoadScenario_Mistake_IsNamedWithItsLine()
    {
        using var user = new CommandLine(new Uri("http://127.0.0.1:1"));
        var file = Path.Combine(user.Home, "s.yaml");
        await File.WriteAllTextAsync(file, "rooms:\n- listners: 5\n");

        var (exit, _, errors) = await user.RunAsync("load", "--scenario", file);

        exit.ShouldBe(1);
        errors.ShouldContain("line 2: \"listners\" is not known in rooms");
    }

    [Fact]
    public async Task LoadCapacity_UpToABound_SaysThatItHeld()
    {
        await using var server = await Server.StartMeasuredAsync();
        using var user = new CommandLine(server.Grpc);

        var report = await user.JsonAsync(
            "load", "--capacity", "--listeners", "2", "--capacity-max", "4", "--seconds", "1", "--slo", "loss<50%",
            "--metrics", new Uri(server.Http, "/metrics").AbsoluteUri);

        report.GetProperty("capacity").GetInt32().ShouldBe(4);
        report.GetProperty("limitedBy").GetString().ShouldBe("bound");
        report.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("listeners").GetInt32()).ShouldBe([2, 4]);
    }
}
