using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// Measures some of the fan-out's writes. There are tens of thousands a second, and reading the clock twice for each would cost
/// noticeably. Allocates nothing. Threads that serve at the same time may disturb each other's count, which only shifts a sample.
/// </summary>
internal sealed class FanOutSamples(Histogram<double> writeCost, Histogram<double> ackAge)
{
    /// <summary>
    /// One write in this many is measured. A prime, so that groups of round sizes do not always show the same member.
    /// </summary>
    public const int Every = 61;

    private int writesToSkip = Every - 1;
    private int agesToSkip = Every - 1;

    /// <summary>Counts a write.</summary>
    /// <returns>True if the duration of this write is to be recorded: one in <see cref="Every"/>.</returns>
    public bool TakeWrite()
    {
        if (--writesToSkip >= 0)
        {
            return false;
        }

        writesToSkip = Every - 1;
        return true;
    }

    /// <summary>Records the duration of a write.</summary>
    /// <param name="started">A timestamp of <see cref="Stopwatch"/> from before the write.</param>
    public void WriteCost(long started)
    {
        // A TimeSpan would round to 100 ns, and a write in a test takes less.
        writeCost.Record((Stopwatch.GetTimestamp() - started) / (double)Stopwatch.Frequency);
    }

    /// <summary>
    /// Takes the age of a listener's oldest unacknowledged bundle, in microseconds; one in <see cref="Every"/> is recorded.
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
