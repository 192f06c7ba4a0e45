using System.Collections.Concurrent;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// Decoders for short use: a decoder takes 20 KB, so a thousand speakers who are decoded a tenth of the time should not have one
/// each. Thread-safe.
/// </summary>
public sealed class OpusDecoderPool : IDisposable
{
    /// <summary>Most idle decoders kept: more than any machine that can carry the packets uses at once.</summary>
    public const int KeptMax = 64;

    private readonly ConcurrentStack<OpusDecoder> idle = new();
    private volatile bool isDisposed;

    /// <summary>Makes a pool of decoders of the process's codec (<see cref="OpusCodec.Current"/>).</summary>
    public OpusDecoderPool()
        : this(OpusCodec.Current.Implementation)
    {
    }

    /// <summary>Makes a pool.</summary>
    /// <param name="implementation">The codec of its decoders.</param>
    public OpusDecoderPool(OpusImplementation implementation) => Implementation = implementation;

    /// <summary>The codec of the decoders.</summary>
    public OpusImplementation Implementation { get; }

    /// <summary>Lends a decoder without state. <see cref="Return"/> gives it back.</summary>
    public OpusDecoder Rent()
    {
        if (!idle.TryPop(out var decoder))
        {
            return new OpusDecoder(Implementation);
        }

        decoder.Reset();
        return decoder;
    }

    /// <summary>Gives a decoder back; it must not be used afterwards.</summary>
    /// <param name="decoder">A decoder from <see cref="Rent"/>.</param>
    public void Return(OpusDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (isDisposed || idle.Count >= KeptMax)
        {
            decoder.Dispose();
        }
        else
        {
            idle.Push(decoder);
        }
    }

    /// <summary>Frees the idle decoders; lent ones are freed when they come back.</summary>
    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryPop(out var decoder))
        {
            decoder.Dispose();
        }
    }
}
