using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// Counts by reason. Every reason has a series from the start, so that a monitoring system sees the first occurrence as a rise.
/// Thread-safe.
/// </summary>
internal sealed class ReasonCounts
{
    private readonly string[] reasons;
    private readonly FrozenDictionary<string, int> indices;
    private readonly long[] counts;

    /// <param name="reasons">Every reason, as its label shows it.</param>
    public ReasonCounts(params string[] reasons)
    {
        this.reasons = reasons;
        indices = reasons.Index().ToFrozenDictionary(static row => row.Item, static row => row.Index);
        counts = new long[reasons.Length];
    }

    /// <summary>Counts one.</summary>
    /// <exception cref="KeyNotFoundException">The reason is not one of those given to the constructor.</exception>
    public void Add(string reason) => Interlocked.Increment(ref counts[indices[reason]]);

    /// <summary>How often the reason was counted.</summary>
    public long Of(string reason) => Interlocked.Read(ref counts[indices[reason]]);

    /// <summary>A measurement for each reason, labelled <c>reason</c>.</summary>
    public IEnumerable<Measurement<long>> Measure()
    {
        for (var index = 0; index < reasons.Length; index++)
        {
            yield return new Measurement<long>(
                Interlocked.Read(ref counts[index]), new KeyValuePair<string, object?>("reason", reasons[index]));
        }
    }
}
