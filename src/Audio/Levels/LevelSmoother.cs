namespace AudioRooms.Audio.Levels;

/// <summary>
/// Follows a speaker's level the way an ear does: quickly when it rises, slowly when it falls, so that neither a cough nor
/// the gap between two words decides who is talking. Not thread-safe.
/// </summary>
public sealed class LevelSmoother
{
    /// <summary>Time constant of a rise: two packets.</summary>
    public static readonly TimeSpan Attack = TimeSpan.FromMilliseconds(40);

    /// <summary>Time constant of a fall: longer than the gaps within a sentence.</summary>
    public static readonly TimeSpan Release = TimeSpan.FromMilliseconds(400);

    private TimeSpan updatedAt;
    private bool started;

    /// <summary>-dBov, 0 to 127, small is loud; 127 before the first update.</summary>
    public double Level { get; private set; } = AudioLevel.Silence;

    /// <summary>Takes in one packet's level.</summary>
    /// <param name="level">-dBov; above 127 counts as 127.</param>
    /// <param name="now">Time since any fixed origin; earlier than before counts as the same time.</param>
    /// <returns>The new <see cref="Level"/>.</returns>
    public double Update(byte level, TimeSpan now)
    {
        var target = Math.Min(level, AudioLevel.Silence);

        // A packet stands for its own 20 ms even when a bundle brings several at once.
        var elapsed = started ? now - updatedAt : AudioFormat.FrameDuration;
        if (elapsed < AudioFormat.FrameDuration)
        {
            elapsed = AudioFormat.FrameDuration;
        }

        var timeConstant = target < Level ? Attack : Release;
        Level += (target - Level) * (1 - Math.Exp(-elapsed / timeConstant));
        updatedAt = started && now < updatedAt ? updatedAt : now;
        started = true;
        return Level;
    }

    /// <summary>Back to silence, as for a new speaker.</summary>
    public void Reset()
    {
        started = false;
        Level = AudioLevel.Silence;
    }
}
