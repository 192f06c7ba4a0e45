namespace AudioRooms.Audio.Levels;

/// <summary>
/// How much somebody has spoken during about the last second: the mean, pauses included, of how far above silence the level was.
/// One loud word counts little, a quiet sentence much. Not thread-safe.
/// </summary>
/// <param name="silenceLevel">-dBov from which on nothing is speech.</param>
internal sealed class SpeechStrength(int silenceLevel)
{
    /// <summary>
    /// Two voices that follow each other are level half a second after the change: shorter follows words,
    /// longer is late for the face on the screen.
    /// </summary>
    private static readonly TimeSpan TimeConstant = TimeSpan.FromMilliseconds(700);

    /// <summary>dB above silence beyond which louder is no more: a shout must not lead for long after it.</summary>
    private const int StrengthMax = 40;

    private static readonly double FrameShare = 1 - Math.Exp(-AudioFormat.FrameDuration / TimeConstant);

    private double strength;
    private TimeSpan updatedAt;

    /// <summary>Takes in one packet's level.</summary>
    public void Update(byte level, TimeSpan now)
    {
        // Packets that come together stand for 20 ms each all the same.
        var elapsed = now - updatedAt;
        elapsed = elapsed < AudioFormat.FrameDuration ? AudioFormat.FrameDuration : elapsed;
        strength = (strength * Math.Exp(-elapsed / TimeConstant))
            + (Math.Clamp(silenceLevel - level, 0, StrengthMax) * FrameShare);
        updatedAt = now > updatedAt ? now : updatedAt;
    }

    /// <summary>The mean in dB above silence, 0 to 40. Who sends nothing is silent.</summary>
    public double At(TimeSpan now)
    {
        var idle = now - updatedAt - AudioFormat.FrameDuration;
        return idle > TimeSpan.Zero ? strength * Math.Exp(-idle / TimeConstant) : strength;
    }
}
