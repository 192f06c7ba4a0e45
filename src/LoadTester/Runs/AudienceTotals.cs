using System.Collections.Immutable;
using System.Text.Json;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Runs;

/// <summary>Adds up what the listeners of all processes heard, and computes what they should have heard.</summary>
internal sealed class AudienceTotals
{
    private readonly LoadPlan plan;
    private readonly ImmutableArray<string> rooms;
    private readonly List<WorkerResult> results;
    private readonly List<IGrouping<CrowdKind, AudienceResult>> kinds;

    public AudienceTotals(LoadPlan plan, ImmutableArray<string> rooms, List<WorkerResult> results)
    {
        this.plan = plan;
        this.rooms = rooms;
        this.results = results;
        kinds = [.. results.SelectMany(result => result.Audience).GroupBy(part => part.Kind).OrderBy(kind => kind.Key)];
        foreach (var kind in kinds)
        {
            var hearing = CrowdShare.HearsEverything(kind.Key);
            foreach (var part in kind)
            {
                Connected += part.ListenersByRoom.Values.Sum();
                JoinTime.Add(LatencyHistogram.FromBytes(part.JoinTime));
                FirstAudio.Add(LatencyHistogram.FromBytes(part.FirstAudio));
                AllDelivered += part.Delivered;
                if (hearing)
                {
                    Latency.Add(LatencyHistogram.FromBytes(part.Latency));
                    Delivered += part.Delivered;
                    Gaps += part.Gaps;
                    Expected += ExpectedOf(part);
                }
            }
        }
    }

    /// <summary>Mouth-to-ear latency of the listeners that should hear everything.</summary>
    public LatencyHistogram Latency { get; } = new();

    public LatencyHistogram JoinTime { get; } = new();

    public LatencyHistogram FirstAudio { get; } = new();

    /// <summary>Listeners that were connected at the end.</summary>
    public int Connected { get; }

    /// <summary>Packets that arrived at listeners that should hear everything.</summary>
    public long Delivered { get; }

    /// <summary>Packets that arrived at all listeners; the server's cost is divided by them.</summary>
    public long AllDelivered { get; }

    public long Expected { get; }

    public long Gaps { get; }

    /// <summary>Each kind separately; empty if all only listen.</summary>
    public ImmutableArray<LoadReport.CrowdPart> Crowd => kinds.Exists(kind => kind.Key != CrowdKind.Listens)
        ? [.. kinds.Select(PartOf)]
        : [];

    /// <summary>Why actions failed, one sentence per kind.</summary>
    public IEnumerable<string> Failures =>
        from kind in kinds
        let first = kind.FirstOrDefault(part => part.FirstFailure is not null)?.FirstFailure
        where first is not null
        select $"{NameOf(kind.Key)}: {kind.Sum(part => part.FailedDeeds)} deeds failed, the first: {first}";

    private LoadReport.CrowdPart PartOf(IGrouping<CrowdKind, AudienceResult> kind)
    {
        var (expected, delivered) = (kind.Sum(ExpectedOf), kind.Sum(part => part.Delivered));
        var latency = new LatencyHistogram();
        foreach (var part in kind)
        {
            latency.Add(LatencyHistogram.FromBytes(part.Latency));
        }

        var lost = Math.Max(0, expected - delivered);
        return new LoadReport.CrowdPart(
            NameOf(kind.Key),
            kind.Sum(part => part.ListenersByRoom.Values.Sum()),
            kind.Sum(part => part.Deeds),
            kind.Sum(part => part.FailedDeeds),
            expected,
            delivered,
            lost,
            expected == 0 ? 0 : Math.Round(100.0 * lost / expected, 4),
            kind.Sum(part => part.Gaps),
            LoadReport.Distribution.Of(latency));
    }

    /// <summary>Number of packets that the listeners should have heard: all that were due at their room's speakers. If the server
    /// selects the loudest speakers, or the listener cannot hear everything, only the server knows; then it is what arrived and
    /// what the server reported as dropped.</summary>
    private long ExpectedOf(AudienceResult part) => plan.Groups[part.Group].ForwardsAll && CrowdShare.HearsEverything(part.Kind)
        ? rooms.Sum(room =>
            results.Sum(result => result.SentByRoom.GetValueOrDefault(room)) * part.ListenersByRoom.GetValueOrDefault(room))
        : part.Delivered + part.Missed;

    private static string NameOf(CrowdKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
