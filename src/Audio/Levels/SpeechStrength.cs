namespace AudioRooms.Audio.Levels;

/// <summary>
/// How much a speaker has spoken in about the last second: the mean of how far above silence the level was, pauses included. One
/// loud word counts little, a quiet sentence much. Not thread-safe.
/// </summary>
/// <param name="silenceLevel">Level in -dBov from which on a packet is no speech.</param>
internal sealed class SpeechStrength(int silenceLevel)
{
    /// <summary>
    /// Time constant of the mean. Two voices that follow each other are equal half a second after the change: a shorter time
    /// would follow words, a longer one would be late for the picture on the screen.
    /// </summary>
    private static readonly TimeSpan TimeConstant = TimeSpan.FromMilliseconds(700);

    /// <summary>Strength in dB above silence that counts at most: a shout must not make its speaker dominant for long.</summary>
    private const int StrengthMax = 40;

    private static readonly double FrameShare = 1 - Math.Exp(-AudioFormat.FrameDuration / TimeConstant);

    private double strength;
    private TimeSpan updatedAt;

    /// <summary>Takes in one packet's level.</summary>
    public void Update(byte level, TimeSpan now)
    {
        // Packets that arrive together stand for 20 ms each.
        var elapsed = now - updatedAt;
        elapsed = elapsed < AudioFormat.FrameDuration ? AudioFormat.FrameDuration : elapsed;
        strength = (strength * Math.Exp(-elapsed / TimeConstant))
            + (Math.Clamp(silenceLevel - level, 0, StrengthMax) * FrameShare);
        updatedAt = now > updatedAt ? now : updatedAt;
    }

    /// <summary>The mean strength in dB above silence, 0 to 40. A speaker who sends nothing counts as silent.</summary>
    public double At(TimeSpan now)
    {
        var idle = now - updatedAt - AudioFormat.FrameDuration;
        return idle > TimeSpan.Zero ? strength * Math.Exp(-idle / TimeConstant) : strength;
    }
}
