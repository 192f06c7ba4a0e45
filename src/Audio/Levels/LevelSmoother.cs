using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Levels;

/// <summary>
/// Follows a speaker's level as an ear does: quickly when it rises, slowly when it falls, so that neither a cough nor the gap
/// between two words decides who is talking. A rise needs two packets in a row. A click has one, and so has an occasional false
/// claim, which would otherwise last through the slow fall. Not thread-safe.
/// </summary>
public sealed class LevelSmoother
{
    /// <summary>Time constant of a rise: two packets.</summary>
    public static readonly TimeSpan Attack = TimeSpan.FromMilliseconds(40);

    /// <summary>Time constant of a fall: longer than the gaps within a sentence.</summary>
    public static readonly TimeSpan Release = TimeSpan.FromMilliseconds(400);

    private static readonly double RiseShare = 1 - Math.Exp(-AudioFormat.FrameDuration / Attack);

    private TimeSpan updatedAt;
    private byte previous = AudioLevel.Silence;
    private bool started;

    /// <summary>The level in -dBov, 0 to 127; small is loud; 127 before the first update.</summary>
    public double Level { get; private set; } = AudioLevel.Silence;

    /// <summary>Takes in one packet's level.</summary>
    /// <param name="level">Audio level in -dBov; above 127 counts as 127.</param>
    /// <param name="now">Time since any fixed origin; an earlier time than before counts as the same time.</param>
    /// <returns>The new <see cref="Level"/>.</returns>
    public double Update(byte level, TimeSpan now)
    {
        // The quieter one of the last two levels.
        var target = Math.Min(Math.Max(level, previous), AudioLevel.Silence);
        previous = level;

        if (target < Level)
        {
            // A packet stands for its own 20 ms, also after a pause and when a bundle brings several at once.
            Level += (target - Level) * RiseShare;
        }
        else
        {
            var elapsed = started ? now - updatedAt : AudioFormat.FrameDuration;
            elapsed = elapsed < AudioFormat.FrameDuration ? AudioFormat.FrameDuration : elapsed;
            Level += (target - Level) * (1 - Math.Exp(-elapsed / Release));
        }

        updatedAt = started && now < updatedAt ? updatedAt : now;
        started = true;
        return Level;
    }

    /// <summary>Back to silence, as for a new speaker.</summary>
    public void Reset()
    {
        started = false;
        previous = AudioLevel.Silence;
        Level = AudioLevel.Silence;
    }
}
