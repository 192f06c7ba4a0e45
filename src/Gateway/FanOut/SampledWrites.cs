using System.Diagnostics;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>Times some of the fan-out's writes.</summary>
internal static class SampledWrites
{
    /// <summary>
    /// Hands a bundle to a connection. The duration of one in <see cref="FanOutSamples.Every"/> accepted writes is recorded.
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
