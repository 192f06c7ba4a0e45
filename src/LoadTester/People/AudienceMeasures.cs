using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.People;

/// <summary>
/// What the listeners of one process measure, apart for every group of rooms and every kind of listener: who is meant to hear
/// everything is not to be mixed with who cannot.
/// </summary>
internal sealed class AudienceMeasures(TimeProvider time)
{
    private readonly SortedDictionary<(int Group, CrowdKind Kind), Part> parts = [];

    /// <summary>The same window as that of all parts; speakers count by it.</summary>
    public MeasuredWindow Window { get; } = new(time);

    public IEnumerable<Part> Parts => parts.Values;

    /// <summary>Packets that arrived at anybody.</summary>
    public long Delivered => parts.Values.Sum(part => part.Measures.Delivered);

    /// <summary>The part of some listeners; only before they join.</summary>
    public Part Of(int group, CrowdKind kind)
    {
        if (!parts.TryGetValue((group, kind), out var part))
        {
            parts.Add((group, kind), part = new Part(group, kind, new ListenerMeasures(time), new CrowdDeeds()));
        }

        return part;
    }

    /// <inheritdoc cref="MeasuredWindow.Open"/>
    public void Open(ulong fromMicros, ulong toMicros)
    {
        Window.Open(fromMicros, toMicros);
        foreach (var part in parts.Values)
        {
            part.Measures.Window.Open(fromMicros, toMicros);
        }
    }

    /// <summary>Seconds that are over, of those who are meant to hear everything; several may be of the same second.</summary>
    public IReadOnlyList<MeasuredSecond> TakeFinished(bool all)
    {
        var seconds = new List<MeasuredSecond>();
        foreach (var part in parts.Values)
        {
            var finished = part.Measures.Window.TakeFinished(all);
            if (CrowdShare.HearsEverything(part.Kind))
            {
                seconds.AddRange(finished);
            }
        }

        return seconds;
    }

    internal sealed record Part(int Group, CrowdKind Kind, ListenerMeasures Measures, CrowdDeeds Deeds);
}
