namespace AudioRooms.Audio.Playout;

/// <summary>
/// Learns how late packets arrive compared with the quickest ones. It keeps a histogram of relative delay with older packets
/// weighing less; a quantile of it is the delay that a buffer needs (the idea of the delay manager in WebRTC's NetEq).
/// </summary>
internal sealed class ArrivalStatistics
{
    /// <summary>Factor by which each packet reduces the weight of the earlier ones: half is forgotten in 7 s of speech.</summary>
    private const double Forget = 0.998;

    /// <summary>
    /// The quickest packet of the last one to two windows is the reference, so that slow clock drift is followed.
    /// </summary>
    private static readonly TimeSpan ReferenceWindow = TimeSpan.FromSeconds(5);

    private double[] histogram = [];
    private readonly double inTimeShare;
    private TimeSpan windowStart;
    private TimeSpan windowMin = TimeSpan.MaxValue;
    private TimeSpan previousMin = TimeSpan.MaxValue;

    public ArrivalStatistics(JitterBufferOptions options)
    {
        inTimeShare = options.InTimeShare;
        Restart(options.InitialDelay, options.MaxDelay);
    }

    /// <summary>Shortest transit of late: arrival time minus media time. Only differences of it have a meaning.</summary>
    public TimeSpan ShortestTransit => windowMin < previousMin ? windowMin : previousMin;

    /// <summary>Starts the reference again, because the media clock did: transits before and after cannot be compared.</summary>
    public void RestartReference(TimeSpan now)
    {
        windowMin = TimeSpan.MaxValue;
        previousMin = TimeSpan.MaxValue;
        windowStart = now;
    }

    /// <summary>
    /// Forgets how late packets were. The quickest ones are remembered, because they depend on the clocks alone.
    /// </summary>
    public void Restart(TimeSpan delay, TimeSpan maxDelay)
    {
        histogram = new double[(int)Math.Ceiling(maxDelay / AudioFormat.FrameDuration) + 1];

        // As if a second's packets had needed this delay.
        var frames = (int)(delay / AudioFormat.FrameDuration);
        histogram[Math.Clamp(frames - 1, 0, histogram.Length - 1)] = AudioFormat.FramesPerSecond;
    }

    public void Observe(TimeSpan transit, TimeSpan now)
    {
        if (now - windowStart >= ReferenceWindow)
        {
            previousMin = windowMin;
            windowMin = TimeSpan.MaxValue;
            windowStart = now;
        }

        windowMin = transit < windowMin ? transit : windowMin;
        var frames = (transit - ShortestTransit) / AudioFormat.FrameDuration;
        if (frames >= histogram.Length)
        {
            // The delay exceeds the longest one that may be chosen: this was an interruption, which is no reason to delay later
            // packets.
            return;
        }

        for (var index = 0; index < histogram.Length; index++)
        {
            histogram[index] *= Forget;
        }

        histogram[(int)frames] += 1;
    }

    /// <summary>The delay after which <c>inTimeShare</c> of the packets have arrived, in whole frames.</summary>
    public TimeSpan RequiredDelay()
    {
        var total = 0.0;
        foreach (var weight in histogram)
        {
            total += weight;
        }

        var sum = 0.0;
        var index = 0;
        for (; index < histogram.Length - 1; index++)
        {
            sum += histogram[index];
            if (sum >= total * inTimeShare)
            {
                break;
            }
        }

        // Bucket n holds delays from n to n + 1 frames.
        return (index + 1) * AudioFormat.FrameDuration;
    }
}
