namespace AudioRooms.Audio.Playout;

/// <summary>
/// Learns how late packets come compared with the quickest ones: a histogram of relative delay that forgets, whose quantile is
/// the delay that a buffer needs (the idea of WebRTC's NetEq delay manager).
/// </summary>
internal sealed class ArrivalStatistics
{
    /// <summary>Weight that a packet keeps per packet after it: half is forgotten in 7 s of speech.</summary>
    private const double Forget = 0.998;

    /// <summary>The quickest packet of the last one to two windows is the reference; so slow clock drift is followed.</summary>
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

    /// <summary>Shortest transit seen lately: arrival time minus media time, meaningful only in differences.</summary>
    public TimeSpan ShortestTransit => windowMin < previousMin ? windowMin : previousMin;

    /// <summary>The media clock has begun anew: transits before and after cannot be compared.</summary>
    public void RestartReference(TimeSpan now)
    {
        windowMin = TimeSpan.MaxValue;
        previousMin = TimeSpan.MaxValue;
        windowStart = now;
    }

    /// <summary>Forgets how late packets came. Which were the quickest is remembered: that is a matter of clocks.</summary>
    public void Restart(TimeSpan delay, TimeSpan maxDelay)
    {
        histogram = new double[(int)Math.Ceiling(maxDelay / AudioFormat.FrameDuration) + 1];

        // As if a second's worth of packets had been seen that need the delay.
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
            // Beyond the longest delay that may be chosen: an interruption, and no reason to delay what comes after it.
            return;
        }

        for (var index = 0; index < histogram.Length; index++)
        {
            histogram[index] *= Forget;
        }

        histogram[(int)frames] += 1;
    }

    /// <summary>Delay after which <c>inTimeShare</c> of the packets are there, in whole frames.</summary>
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
