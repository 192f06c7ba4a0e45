using System.Diagnostics;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>Writes of the fan-out, some of which are timed.</summary>
internal static class SampledWrites
{
    /// <summary>
    /// Hands a bundle to a connection; the time is recorded for one of <see cref="FanOutSamples.Every"/> that it accepts.
    /// </summary>
    public static MediaWrite TryWriteMedia(this FanOutSamples samples, Outbox outbox, EncodedMessage bundle)
    {
        if (!samples.TakeWrite())
        {
            return outbox.TryWriteMedia(bundle);
        }

        var started = Stopwatch.GetTimestamp();
        var outcome = outbox.TryWriteMedia(bundle);
        if (outcome == MediaWrite.Accepted)
        {
            samples.WriteCost(started);
        }

        return outcome;
    }
}
