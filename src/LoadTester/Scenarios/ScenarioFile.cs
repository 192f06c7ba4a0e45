using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;
using AudioRooms.Wire.V1;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AudioRooms.LoadTester.Scenarios;

/// <summary>Reads scenario files (YAML), for example those in <c>benchmarks/scenarios</c>. Anything that it does not understand
/// is refused with its line.</summary>
internal static class ScenarioFile
{
    private const int PeopleMax = 100_000;

    private static readonly Dictionary<string, CrowdKind> Kinds = new()
    {
        ["hand-raisers"] = CrowdKind.HandRaisers,
        ["reactors"] = CrowdKind.Reactors,
        ["leavers"] = CrowdKind.Leavers,
        ["slow-links"] = CrowdKind.SlowLinks,
        ["reconnects"] = CrowdKind.Reconnects,
        ["class-changes"] = CrowdKind.ClassChanges,
    };

    private static readonly Dictionary<string, LatencyClass> Latencies = new()
    {
        ["interactive"] = LatencyClass.Interactive,
        ["audience"] = LatencyClass.Audience,
        ["economy"] = LatencyClass.Economy,
        ["broadcast"] = LatencyClass.Broadcast,
    };

    public static async Task<Scenario> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadTestException("bad_scenario", $"{path} could not be read: {e.Message}");
        }
    }

    /// <summary>Parses the text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name of the file in messages.</param>
    public static Scenario Parse(string text, string file)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw YamlFields.Mistake(file, e.Start.Line, $"this is not YAML: {e.Message.TrimEnd('.')}");
        }

        if (yaml.Documents.Count != 1)
        {
            throw YamlFields.Mistake(file, 1, $"one scenario is expected, not {yaml.Documents.Count}");
        }

        var fields = new YamlFields(file, "a scenario", yaml.Documents[0].RootNode);
        var bounds = fields.Text("slo");
        Slo? slo = null;
        if (bounds is not null && !Slo.TryParse(bounds, out slo, out var error))
        {
            throw fields.Wrong($"\"slo\": {error.TrimEnd('.')}");
        }

        var scenario = new Scenario
        {
            Name = fields.Text("name", Path.GetFileNameWithoutExtension(file)),
            Seconds = fields.Seconds("seconds", 30),
            Ramp = fields.Count("ramp", 100, 1, PeopleMax),
            PerConnection = fields.Count("perConnection", 1, 1, 100),
            Slo = slo,
            Rooms = [.. fields.List("rooms").Select(node => ReadRooms(file, node))],
        };
        fields.Close();
        return scenario.Rooms.IsEmpty ? throw fields.Missing("rooms") : scenario;
    }

    private static RoomGroup ReadRooms(string file, YamlNode node)
    {
        var fields = new YamlFields(file, "rooms", node);
        var turns = fields.TakeIf("talk", "turns");
        var group = new RoomGroup
        {
            Rooms = fields.Count("count", 1, 1, PeopleMax),
            Speakers = fields.Count("speakers", 1, 0, 1_000),
            Listeners = fields.Count("listeners", 0, 0, PeopleMax),
            Active = fields.Count("active", 0, 1, 13),
            Latency = Latencies[fields.Word("latency", "audience", [.. Latencies.Keys])],
            TakeTurns = turns,
            Talk = fields.Share("talk", 1),
            Crowd = [.. fields.List("crowd").Select(share => ReadCrowd(file, share))],
        };
        fields.Close();
        return group.Crowd.Sum(share => share.Share) > 1 + 1e-9
            ? throw fields.Wrong("the shares of the crowd add up to more than 100%")
            : group;
    }

    private static CrowdShare ReadCrowd(string file, YamlNode node)
    {
        var fields = new YamlFields(file, "a crowd", node);
        var who = fields.Word("who", "", [.. Kinds.Keys]);
        if (who.Length == 0)
        {
            throw fields.Missing("who");
        }

        var kind = Kinds[who];
        var share = new CrowdShare { Kind = kind, Share = fields.Share("share", usual: null) };
        if (kind == CrowdKind.SlowLinks)
        {
            share = share with { BitsPerSecond = 1_000 * fields.Count("kilobits", 16, 1, 1_000_000) };
        }
        else
        {
            share = share with { EverySeconds = fields.Seconds("every", share.EverySeconds) };
        }

        if (kind is CrowdKind.HandRaisers or CrowdKind.Leavers)
        {
            share = share with { ForSeconds = fields.Seconds("for", share.ForSeconds) };
        }

        fields.Close();
        return share;
    }
}
