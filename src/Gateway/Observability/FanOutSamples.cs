using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// What is measured at some of the fan-out's writes only: there are tens of thousands a second, and the two looks at the clock
/// that a measurement takes are worth something there. Allocates nothing. Threads that serve at the same time may spoil each
/// other's count, which moves a sample and nothing else.
/// </summary>
internal sealed class FanOutSamples(Histogram<double> writeCost, Histogram<double> ackAge)
{
    /// <summary>Prime, so that groups of any round size do not show the same member each time.</summary>
    public const int Every = 61;

    private int writesToSkip = Every - 1;
    private int agesToSkip = Every - 1;

    /// <summary>Counts a write.</summary>
    /// <returns>True for one in <see cref="Every"/>, whose time is to be recorded.</returns>
    public bool TakeWrite()
    {
        if (--writesToSkip >= 0)
        {
            return false;
        }

        writesToSkip = Every - 1;
        return true;
    }

    /// <summary>Records the time of a write.</summary>
    /// <param name="started">A timestamp of <see cref="Stopwatch"/>, taken before the write.</param>
    public void WriteCost(long started)
    {
        // As a time it would be rounded to 100 ns, which a write to a test's connection does not take.
        writeCost.Record((Stopwatch.GetTimestamp() - started) / (double)Stopwatch.Frequency);
    }

    /// <summary>
    /// How long a listener's oldest unacknowledged bundle has been out; one in <see cref="Every"/> is recorded.
    /// </summary>
    public void AckAge(long micros)
    {
        if (--agesToSkip < 0)
        {
            agesToSkip = Every - 1;
            ackAge.Record(micros / 1e6);
        }
    }
}
