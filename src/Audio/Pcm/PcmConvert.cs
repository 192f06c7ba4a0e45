namespace AudioRooms.Audio.Pcm;

/// <summary>Converts between 16-bit samples and float samples in the range ±1, where 1.0 is 32,768.</summary>
public static class PcmConvert
{
    private const float Scale = 32_768f;

    /// <summary>Converts with rounding. Values beyond the range are clipped, and not-a-number becomes silence.</summary>
    /// <param name="source">The samples in any layout; borrowed.</param>
    /// <param name="destination">Receives as many samples; at least as long.</param>
    public static void ToInt16(ReadOnlySpan<float> source, Span<short> destination)
    {
        destination = destination[..source.Length];
        for (var index = 0; index < source.Length; index++)
        {
            var scaled = MathF.Round(source[index] * Scale);
            destination[index] = float.IsNaN(scaled) ? (short)0 : (short)Math.Clamp(scaled, short.MinValue, short.MaxValue);
        }
    }

    /// <summary>Converts exactly.</summary>
    /// <param name="source">The samples in any layout; borrowed.</param>
    /// <param name="destination">Receives as many samples; at least as long.</param>
    public static void ToFloat(ReadOnlySpan<short> source, Span<float> destination)
    {
        destination = destination[..source.Length];
        for (var index = 0; index < source.Length; index++)
        {
            destination[index] = source[index] / Scale;
        }
    }

    /// <summary>Averages the channels.</summary>
    /// <param name="interleaved">The samples, channels interleaved; an incomplete last group is left out.</param>
    /// <param name="channelCount">Number of channels, at least 1.</param>
    /// <returns>A new array, range ±1.</returns>
    public static float[] ToMono(ReadOnlySpan<short> interleaved, int channelCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channelCount, 1);
        var mono = new float[interleaved.Length / channelCount];
        for (var index = 0; index < mono.Length; index++)
        {
            var sum = 0;
            foreach (var sample in interleaved.Slice(index * channelCount, channelCount))
            {
                sum += sample;
            }

            mono[index] = sum / (Scale * channelCount);
        }

        return mono;
    }
}
