using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.FanOut;

/// <summary>Counts the packets that one path lost since the last <see cref="Take"/>. Not thread-safe.</summary>
internal struct LossCount
{
    /// <summary>
    /// Least number of packets for a verdict, one second of a speaker: with ten, one lost packet would be a tenth.
    /// </summary>
    public const int ExpectedMin = 50;

    private const double SomeFrom = 0.02;
    private const double MuchFrom = 0.12;

    private long expected;
    private long lost;

    /// <summary>
    /// Notes that <paramref name="more"/> packets were due, and that <paramref name="missing"/> of them are missing.
    /// </summary>
    public void Add(long more, long missing)
    {
        expected += more;
        lost += Math.Min(missing, more);
    }

    /// <summary>The loss since the last verdict; starts again.</summary>
    /// <returns>Null if too few packets were due; the count goes on then.</returns>
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
