using System.Collections.Concurrent;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// Decoders for whoever needs one for a few packets now and then: a decoder takes 20 KB, so a thousand speakers who are looked at
/// for a tenth of their time should not have one each. Thread-safe.
/// </summary>
public sealed class OpusDecoderPool : IDisposable
{
    /// <summary>Decoders kept: more than are in use at once on any machine that can carry the packets.</summary>
    public const int KeptMax = 64;

    private readonly ConcurrentStack<OpusDecoder> idle = new();
    private volatile bool isDisposed;

    /// <summary>Makes a pool of decoders of the process's codec (<see cref="OpusCodec.Current"/>).</summary>
    public OpusDecoderPool()
        : this(OpusCodec.Current.Implementation)
    {
    }

    /// <summary>Makes a pool.</summary>
    /// <param name="implementation">Of which codec its decoders are.</param>
    public OpusDecoderPool(OpusImplementation implementation) => Implementation = implementation;

    /// <summary>The codec that the decoders are of.</summary>
    public OpusImplementation Implementation { get; }

    /// <summary>Takes a decoder that remembers nothing. Give it back with <see cref="Return"/>.</summary>
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
    /// <param name="decoder">One of <see cref="Rent"/>.</param>
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

    /// <summary>Frees the idle decoders; those that are out are freed when they come back.</summary>
    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryPop(out var decoder))
        {
            decoder.Dispose();
        }
    }
}
