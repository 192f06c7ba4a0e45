namespace AudioRooms.Audio.Playout;

/// <summary>Starts and ends sound without a click.</summary>
internal static class Fade
{
    /// <summary>5 ms: short enough to preserve the first consonant of a word, long enough to smooth a step.</summary>
    private const int InSamples = 240;

    /// <summary>Raises the first 5 ms from silence.</summary>
    public static void In(Span<float> pcm)
    {
        for (var index = 0; index < Math.Min(InSamples, pcm.Length); index++)
        {
            pcm[index] *= Gain(index, InSamples);
        }
    }

    /// <summary>Lowers the whole sound to silence.</summary>
    public static void Out(Span<float> pcm)
    {
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] *= 1 - Gain(index, pcm.Length);
        }
    }

    /// <summary>Half a cosine, which has no corner at either end of the ramp.</summary>
    private static float Gain(int index, int length) => 0.5f - (0.5f * MathF.Cos(MathF.PI * (index + 0.5f) / length));
}
