using System.Text.RegularExpressions;
using AudioRooms.Server.Tests.Access;
using AudioRooms.Server.Tests.Sessions;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Metrics;

/// <summary>What the whole server measures in an evening is described in docs/metrics.md.</summary>
public sealed partial class MetricsTests(ServerHost host) : IClassFixture<ServerHost>
{
    private static readonly string[] Touched =
    [
        "audiorooms_commands_refused_total", "audiorooms_requests_refused_total", "audiorooms_connections_closed_total",
        "audiorooms_uplink_packets_total", "audiorooms_uplink_dropped_total", "audiorooms_speaker_packets_total",
        "audiorooms_listener_grain_packets_total", "audiorooms_bundles_sent_total",
        "audiorooms_live_streams_items_published_total",
        "audiorooms_listeners", "audiorooms_fanout_tick_lateness_seconds", "orleans_app_requests_latency_milliseconds",
    ];

    private readonly World world = new(host);

    [Fact]
    public async Task Evening_EveryLabelOfEveryInstrument_IsOfAClosedSetAndNamesNobody()
    {
        using var recorded = new RecordedTags();

        var ids = await SpendAnEveningAsync();

        var tags = recorded.All().Where(tag => IsOurs(tag.Metric)).ToList();
        tags.Select(tag => tag.Label).Distinct().ShouldBeSubsetOf(
        [
            "class", "code", "cpu_mode", "gc_heap_generation", "implementation", "kind", "limit", "provider", "reason", "result",
            "transport", "version",
        ]);
        foreach (var (metric, label, value) in tags)
        {
            value.ShouldMatch(
                label == "version" ? "^[A-Za-z]+ [0-9.]+$" : "^[a-z]+[0-2]?([._]([a-z]+|20))*$", $"{metric} {label}");
            ids.ShouldNotContain(value, $"{metric} {label}");
        }

        // The evening must have touched everything with labels, or this test would show little.
        Touched.ShouldBeSubsetOf(recorded.Measured);
    }

    [Fact]
    public async Task Page_EveryMetricOfTheServer_HasItsRowWithItsLabels()
    {
        using var recorded = new RecordedTags();
        await SpendAnEveningAsync();

        // A finalizer records the pause of a collection.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var text = await host.MetricsAsync();
        var shown = Description().Matches(text).Where(metric => IsOurs(metric.Groups["name"].Value)).Select(match => match.Value)
            .ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "metrics.md"));
        var rows = Row().Matches(page).ToDictionary(row => row.Groups["name"].Value);

        rows.Keys.Where(IsOurs).ShouldBe(recorded.Published.Where(IsOurs), ignoreOrder: true);
        Named().Matches(text).Select(match => match.Groups["name"].Value).Where(IsOurs).ShouldBeSubsetOf(rows.Keys);
        shown.ShouldAllBe(metric => IsDescribed(rows, metric));
        foreach (var ofOne in recorded.All().Where(tag => IsOurs(tag.Metric)).GroupBy(tag => tag.Metric))
        {
            var labels = rows[ofOne.Key].Groups["labels"].Value.Split(", ").Select(label => label.Trim('`'));
            ofOne.Select(tag => tag.Label).Distinct().ShouldBeSubsetOf(labels, ofOne.Key);
        }
    }

    [Theory]
    [InlineData("audiorooms.rules.yml", 12)]
    [InlineData("audiorooms.json", 30)]
    [InlineData("audiorooms-rooms.json", 12)]
    [InlineData("audiorooms-grains.json", 9)]
    [InlineData("audiorooms-slo.json", 3)]
    public async Task Alerts_AndDashboard_UseMetricsThatThereAre(string file, int metricsMin)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "metrics.md"));
        var known = Row().Matches(page)
            .SelectMany(row => row.Groups["type"].Value == "histogram"
                ? new[] { $"{row.Groups["name"].Value}_bucket", $"{row.Groups["name"].Value}_count" }
                : [row.Groups["name"].Value])
            .ToHashSet();

        var used = Used().Matches(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file)))
            .Select(match => match.Value).Distinct().ToList();

        used.Count.ShouldBeGreaterThanOrEqualTo(metricsMin);
        used.ShouldBeSubsetOf(known);
    }

    // Orleans names its own metrics, and may rename them in any version.
    private static bool IsOurs(string metric) => !metric.StartsWith("orleans_", StringComparison.Ordinal);

    private static bool IsDescribed(Dictionary<string, Match> rows, string told)
    {
        var metric = Description().Match(told);
        var row = rows[metric.Groups["name"].Value];
        row.Groups["type"].Value.ShouldBe(metric.Groups["type"].Value, told);
        row.Groups["help"].Value.ShouldBe(metric.Groups["help"].Value, told);
        return true;
    }

    // Does some of everything that is measured by reason, class or kind. Returns the texts that no label may contain.
    private async Task<IReadOnlySet<string>> SpendAnEveningAsync()
    {
        var (ada, ben, troll) = (await world.MemberAsync(), await world.MemberAsync(), await world.MemberAsync());
        var room = await world.RoomAsync(ada);
        var club = await world.ClubAsync(ada);
        var scheduled = await world.EventAsync(ada);
        await world.FollowerAsync(ada);
        using var speaker = await Device.JoinAsync(
            host, ada.Headers, new Join { RoomId = room, Latency = LatencyClass.Interactive });
        using var listener = await Device.JoinAsync(host, ben.Headers, new Join { RoomId = room });
        using var third = await Device.JoinAsync(host, troll.Headers, new Join { RoomId = room, Latency = LatencyClass.Economy });

        (await speaker.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).ShouldBeNull();
        await speaker.SpeakAsync(5);
        await listener.HeardAsync(5);
        await third.HeardAsync(5);
        (await listener.AskAsync(new ClientMessage { RaiseHand = new RaiseHand() })).ShouldBeNull();
        (await listener.AskAsync(new ClientMessage { EndRoom = new EndRoom() })).ShouldNotBeNull();
        await third.SpeakAsync(1);
        await third.ReceivedAsync(message => message.Refusal is not null);
        (await speaker.AskAsync(new ClientMessage { RemovePerson = new RemovePerson { UserId = troll.UserId, Ban = true } }))
            .ShouldBeNull();
        (await third.ReceivedAsync(message => message.Closing is not null)).Closing.Code.ShouldBe("removed");
        await Should.ThrowAsync<RpcException>(async () => await new Rooms.RoomsClient(host.Channel).GetRoomAsync(
            new GetRoomRequest { RoomId = World.NobodysId() }, ben.Headers));
        (await speaker.AskAsync(new ClientMessage { EndRoom = new EndRoom() })).ShouldBeNull();

        return new HashSet<string>
        {
            ada.UserId, ada.Handle, ben.UserId, ben.Handle, troll.UserId, troll.Handle, room, club, scheduled.EventId,
            speaker.Joined.ResumeToken, "Coffee", "Friday",
        };
    }

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)\n# HELP \S+ (?<help>.+)$", RegexOptions.Multiline)]
    private static partial Regex Description();

    [GeneratedRegex(@"^# TYPE (?<name>\S+) ", RegexOptions.Multiline)]
    private static partial Regex Named();

    // A metric in an expression, not in the text of an alert or in a file name.
    [GeneratedRegex(@"(?<![\w:/.])(audiorooms|process|dotnet)_[a-z_]+(?=[\[{ )])")]
    private static partial Regex Used();

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<type>\S+) \| (?<labels>[^|]+) \| (?<help>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
