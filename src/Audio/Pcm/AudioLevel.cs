using System.Numerics;
using System.Runtime.InteropServices;

namespace AudioRooms.Audio.Pcm;

/// <summary>
/// Audio level as RTP clients send it (RFC 6464): how far the power of one packet is below the loudest possible, in dB. Small
/// numbers are loud: 0 is a square wave at full scale, 3 a sine at full scale, 15 to 40 is speech, and <see cref="Silence"/> is
/// digital silence.
/// </summary>
public static class AudioLevel
{
    /// <summary>The quietest level, also for everything below -127 dBov.</summary>
    public const byte Silence = 127;

    /// <summary>The loudest level: overload.</summary>
    public const byte Loudest = 0;

    /// <summary>Measures one packet's sound.</summary>
    /// <param name="pcm">Mono, nominal range ±1, any length; empty counts as silence. Borrowed.</param>
    /// <returns>The level in -dBov, 0 to 127.</returns>
    public static byte Measure(ReadOnlySpan<float> pcm) => FromMeanSquare(pcm.IsEmpty ? 0 : SumOfSquares(pcm) / pcm.Length);

    /// <summary>Measures one packet's sound.</summary>
    /// <param name="pcm">Mono, 16 bits, any length; empty counts as silence. Borrowed.</param>
    /// <returns>The level in -dBov, 0 to 127.</returns>
    public static byte Measure(ReadOnlySpan<short> pcm)
    {
        var sum = 0L;
        foreach (var sample in pcm)
        {
            sum += (long)sample * sample;
        }

        return FromMeanSquare(pcm.IsEmpty ? 0 : sum / (pcm.Length * 32_768.0 * 32_768.0));
    }

    private static byte FromMeanSquare(double meanSquare)
    {
        // This also catches not-a-number: the output of a broken decoder must not look loud.
        if (!(meanSquare > 0))
        {
            return Silence;
        }

        return (byte)Math.Clamp(Math.Round(-10 * Math.Log10(meanSquare)), Loudest, Silence);
    }

    private static double SumOfSquares(ReadOnlySpan<float> pcm)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(pcm);
        var sums = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            sums += vector * vector;
        }

        double sum = Vector.Sum(sums);
        foreach (var sample in pcm[(vectors.Length * Vector<float>.Count)..])
        {
            sum += (double)sample * sample;
        }

        return sum;
    }
}
