using System.Numerics;
using System.Runtime.InteropServices;

namespace AudioRooms.Audio.Mixing;

/// <summary>
/// Sums the voices of one 20 ms frame: clear, add each voice, then take the mix. A speaker gets the mix without that speaker's
/// voice (mix-minus), which costs one subtraction; summing the others again for each speaker would cost the square of their
/// number. The sum is kept in float without a limit, and each output has its own limiter. Allocates nothing after construction.
/// Not thread-safe.
/// </summary>
public sealed class MixBus
{
    private readonly float[] sum = new float[AudioFormat.FrameSamples];

    /// <summary>Voices added since the last <see cref="Clear"/>.</summary>
    public int VoiceCount { get; private set; }

    /// <summary>Starts a frame.</summary>
    public void Clear()
    {
        Array.Clear(sum);
        VoiceCount = 0;
    }

    /// <summary>Adds one voice.</summary>
    /// <param name="pcm">Exactly 960 samples at 48 kHz mono; borrowed for the call.</param>
    public void Add(ReadOnlySpan<float> pcm)
    {
        CheckFrame(pcm.Length);
        var target = MemoryMarshal.Cast<float, Vector<float>>(sum.AsSpan());
        var source = MemoryMarshal.Cast<float, Vector<float>>(pcm);
        for (var index = 0; index < source.Length; index++)
        {
            target[index] += source[index];
        }

        for (var index = source.Length * Vector<float>.Count; index < pcm.Length; index++)
        {
            sum[index] += pcm[index];
        }

        VoiceCount++;
    }

    /// <summary>Takes the mix of all voices.</summary>
    /// <param name="limiter">The limiter of this output.</param>
    /// <param name="output">Receives 960 samples within ±<see cref="PeakLimiter.Ceiling"/>.</param>
    public void WriteMix(PeakLimiter limiter, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        CheckFrame(output.Length);
        sum.CopyTo(output);
        limiter.Apply(output);
    }

    /// <summary>Takes the mix of all voices but one.</summary>
    /// <param name="own">
    /// Exactly the samples that were added for this voice; borrowed. If no other voice was added, the result is exact silence.
    /// </param>
    /// <param name="limiter">The limiter of this output.</param>
    /// <param name="output">Receives 960 samples within ±<see cref="PeakLimiter.Ceiling"/>.</param>
    public void WriteMixMinus(ReadOnlySpan<float> own, PeakLimiter limiter, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        CheckFrame(own.Length);
        CheckFrame(output.Length);
        for (var index = 0; index < own.Length; index++)
        {
            output[index] = sum[index] - own[index];
        }

        limiter.Apply(output);
    }

    private static void CheckFrame(int samples)
    {
        if (samples != AudioFormat.FrameSamples)
        {
            throw new ArgumentException(
                $"A frame has {AudioFormat.FrameSamples} samples (20 ms at 48 kHz mono); this one has {samples}.");
        }
    }
}
