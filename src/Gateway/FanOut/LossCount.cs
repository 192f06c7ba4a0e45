using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.FanOut;

/// <summary>Counts what one path lost since it was looked at last. Not thread-safe.</summary>
internal struct LossCount
{
    /// <summary>Fewer say nothing: one lost packet would be a tenth. A second of one speaker.</summary>
    public const int ExpectedMin = 50;

    private const double SomeFrom = 0.02;
    private const double MuchFrom = 0.12;

    private long expected;
    private long lost;

    /// <summary>Notes that <paramref name="more"/> packets were due, of which so many are missing.</summary>
    public void Add(long more, long missing)
    {
        expected += more;
        lost += Math.Min(missing, more);
    }

    /// <summary>What was lost since the last time; starts over.</summary>
    /// <returns>Null if too little was due to tell; it goes on counting then.</returns>
    public LossStep? Take()
    {
        if (expected < ExpectedMin)
        {
            return null;
        }

        var share = (double)lost / expected;
        expected = 0;
        lost = 0;
        return share >= MuchFrom ? LossStep.Much : share >= SomeFrom ? LossStep.Some : LossStep.Calm;
    }
}
