using System.Diagnostics;
using System.Diagnostics.Metrics;
using AudioRooms.Gateway.Connections;
using AudioRooms.Gateway.Media;

namespace AudioRooms.Gateway.Metrics;

/// <summary>
/// What is measured at some of the fan-out's writes only: there are tens of thousands a second, and the two looks at the clock that
/// a measurement takes are worth something there. Allocates nothing. Threads that serve at the same time may spoil each other's
/// count, which moves a sample and nothing else.
/// </summary>
internal sealed class FanOutSamples(Histogram<double> writeCost, Histogram<double> ackAge)
{
    /// <summary>Prime, so that groups of any round size do not show the same member each time.</summary>
    public const int Every = 61;

    private int writesToSkip = Every - 1;
    private int agesToSkip = Every - 1;

    /// <summary>Hands a bundle to a connection; of one in <see cref="Every"/> the time that it took is noted.</summary>
    public MediaWrite TryWriteMedia(Outbox outbox, EncodedMessage bundle)
    {
        if (--writesToSkip >= 0)
        {
            return outbox.TryWriteMedia(bundle);
        }

        writesToSkip = Every - 1;
        var started = Stopwatch.GetTimestamp();
        var outcome = outbox.TryWriteMedia(bundle);
        if (outcome == MediaWrite.Accepted)
        {
            // As a time it would be rounded to 100 ns, which a write to a test's connection does not take.
            writeCost.Record((Stopwatch.GetTimestamp() - started) / (double)Stopwatch.Frequency);
        }

        return outcome;
    }

    /// <summary>How long a listener's oldest unacknowledged bundle has been out; one in <see cref="Every"/> is noted.</summary>
    public void AckAge(long micros)
    {
        if (--agesToSkip < 0)
        {
            agesToSkip = Every - 1;
            ackAge.Record(micros / 1e6);
        }
    }
}
