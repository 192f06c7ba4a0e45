using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.People;

/// <summary>The measurements of the listeners of one process, separate for each group of rooms and each kind of listener.
/// Listeners that should hear everything must not be mixed with those that cannot.</summary>
internal sealed class AudienceMeasures(TimeProvider time)
{
    private readonly SortedDictionary<(int Group, CrowdKind Kind), Part> parts = [];

    /// <summary>The same window as that of all parts, for the speakers.</summary>
    public MeasuredWindow Window { get; } = new(time);

    public IEnumerable<Part> Parts => parts.Values;

    /// <summary>Packets received by all listeners.</summary>
    public long Delivered => parts.Values.Sum(part => part.Measures.Delivered);

    /// <summary>The part of a kind of listener in a group of rooms. Called only before they join.</summary>
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

    /// <summary>The seconds that have ended, for listeners that should hear everything. Several entries may be for the same
    /// second.</summary>
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
