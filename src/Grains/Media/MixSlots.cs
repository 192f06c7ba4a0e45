using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Media;

/// <summary>Bounds the number of rooms that this process mixes, so that mixing leaves time for everything else.
/// Thread-safe.</summary>
internal sealed class MixSlots(IOptions<MixOptions> options)
{
    private int taken;

    /// <summary>Takes a slot for one room; give it back with <see cref="Return"/>.</summary>
    /// <returns>False if the process mixes as many rooms as it may.</returns>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref taken) <= options.Value.MixesMax)
        {
            return true;
        }

        Interlocked.Decrement(ref taken);
        return false;
    }

    /// <summary>Gives a slot back.</summary>
    public void Return() => Interlocked.Decrement(ref taken);
}
