using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Media;

/// <summary>How many rooms are mixed in this process, so that mixes leave it time for everything else. Thread-safe.</summary>
/// <param name="options">The bound.</param>
internal sealed class MixSlots(IOptions<MixOptions> options)
{
    private int taken;

    /// <summary>Takes a place for one room. Give it back with <see cref="Return"/>.</summary>
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

    /// <summary>Gives a place back.</summary>
    public void Return() => Interlocked.Decrement(ref taken);
}
