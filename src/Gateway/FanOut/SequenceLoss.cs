using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// What a device's own sound loses before it gets here. The network below is TCP and loses nothing, yet numbers are missing: a
/// device that cannot send in time drops packets, and so does the gate when they come in too fast. Not thread-safe.
/// </summary>
internal struct SequenceLoss
{
    /// <summary>A larger step is no loss but a device that started anew. 2 s.</summary>
    private const int GapMax = 100;

    private LossCount count;
    private int? newest;

    /// <summary>A packet has passed.</summary>
    public void Take(ushort sequence)
    {
        var step = newest is { } last ? (ushort)(sequence - last) : 1;
        newest = sequence;
        if (step is > 0 and <= GapMax)
        {
            count.Add(step, step - 1);
        }
    }

    /// <inheritdoc cref="LossCount.Take"/>
    public LossStep? Take() => count.Take();
}
