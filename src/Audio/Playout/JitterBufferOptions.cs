using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Audio.Playout;

/// <summary>
/// How long a client waits for late packets. A longer delay conceals more jitter, but makes conversation harder.
/// </summary>
public sealed class JitterBufferOptions : IValidatableObject
{
    /// <summary>Delay before the network is known: three frames, which also suits bundles of 60 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:02.000")]
    public TimeSpan InitialDelay { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Lowest target delay: one frame.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:02.000")]
    public TimeSpan MinDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Highest target delay. Beyond half a second people talk over each other.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:02.000")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Share of packets that should arrive in time; the rest is concealed.</summary>
    [Range(0.5, 0.999)]
    public double InTimeShare { get; set; } = 0.98;

    /// <summary>
    /// Most packets held: 3 s, more than a resumed connection brings at once (2 s). With more the oldest are dropped. Memory
    /// grows with what really arrives.
    /// </summary>
    [Range(10, 500)]
    public int CapacityPackets { get; set; } = 150;

    /// <summary>
    /// How long playout conceals and waits for a late packet before its clock stops: the next packet then starts a new run.
    /// Packet loss concealment fades to silence in about this time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.000", "00:00:01.000")]
    public TimeSpan MaxHold { get; set; } = TimeSpan.FromMilliseconds(120);

    /// <summary>Requires <see cref="MinDelay"/> ≤ <see cref="InitialDelay"/> ≤ <see cref="MaxDelay"/>.</summary>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (MinDelay > InitialDelay || InitialDelay > MaxDelay)
        {
            yield return new ValidationResult(
                $"MinDelay ({MinDelay}) must not be above InitialDelay ({InitialDelay}), and InitialDelay must not be above "
                    + $"MaxDelay ({MaxDelay}).",
                [nameof(MinDelay), nameof(InitialDelay), nameof(MaxDelay)]);
        }
    }
}
