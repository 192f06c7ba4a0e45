using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// What a device's own sound loses on its way to the gateway. TCP below loses nothing, yet sequence numbers are missing: a device
/// that cannot send in time drops packets, and so does the uplink gate when packets come too fast. Not thread-safe.
/// </summary>
internal struct SequenceLoss
{
    /// <summary>Largest gap that counts as loss, in packets: 2 s. A larger one means that the device started again.</summary>
    private const int GapMax = 100;

    private LossCount count;
    private int? newest;

    /// <summary>Notes a packet that passed the gate.</summary>
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
