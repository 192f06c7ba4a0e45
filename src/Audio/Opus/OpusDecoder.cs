using Concentus;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// Decodes one speaker's packets to 48 kHz mono. It has state: one per speaker, fed in order, by one thread at a time. A hostile
/// packet gives false, not an exception. The native codec allocates nothing per packet.
/// </summary>
/// <remarks>
/// Both codecs behave alike, with two exceptions: the managed one throws on a DTX packet and does not find the FEC copy. So this
/// class conceals a DTX packet, as libopus does, and conceals where the managed codec would have to recover.
/// </remarks>
public sealed class OpusDecoder : IDisposable
{
    private readonly IOpusDecoder decoder;
    private bool isDisposed;

    /// <summary>Makes a decoder of the process's codec (<see cref="OpusCodec.Current"/>).</summary>
    public OpusDecoder()
        : this(OpusCodec.Current.Implementation)
    {
    }

    /// <summary>Makes a decoder.</summary>
    /// <param name="implementation">The codec to use.</param>
    /// <exception cref="DllNotFoundException">
    /// The native codec was asked for and libopus cannot be loaded; the message says what to install.
    /// </exception>
    public OpusDecoder(OpusImplementation implementation)
    {
        Implementation = implementation;
        decoder = implementation == OpusImplementation.Native
            ? NativeCodec.CreateDecoder(AudioFormat.SampleRateHz, 1)
#pragma warning disable CS0618 // Obsolete in favour of the factory, which probes for libopus in the working folder.
            : new Concentus.Structs.OpusDecoder(AudioFormat.SampleRateHz, 1);
#pragma warning restore CS0618
    }

    /// <summary>The codec of this decoder.</summary>
    public OpusImplementation Implementation { get; }

    /// <summary>Version text of the codec, for logs and <c>doctor</c>.</summary>
    public string CodecVersion => decoder.GetVersionString();

    /// <summary>True if <see cref="Recover"/> uses the copy in a packet; otherwise it conceals.</summary>
    public bool CanRecover => Implementation == OpusImplementation.Native;

    /// <summary>Decodes one packet.</summary>
    /// <param name="packet">One Opus packet of any valid duration (RFC 6716 §3.1), borrowed. Stereo is mixed down. A DTX packet
    /// gives comfort noise.</param>
    /// <param name="pcm">Receives the samples, nominal range ±1. <see cref="OpusPacket.MaxSamples"/> is always enough.</param>
    /// <param name="samples">Samples written if true, 0 if false.</param>
    /// <returns>
    /// False if the packet is malformed or longer than <paramref name="pcm"/>. The decoder stays usable; conceal the packet with
    /// <see cref="Conceal(Span{float})"/>.
    /// </returns>
    public bool TryDecode(ReadOnlySpan<byte> packet, Span<float> pcm, out int samples)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        samples = 0;
        if (!OpusPacket.TryParse(packet, out var parsed, out _) || parsed.SamplesPerChannel > pcm.Length)
        {
            return false;
        }

        if (parsed.IsDtx)
        {
            samples = parsed.SamplesPerChannel;
            Conceal(pcm[..samples]);
            return true;
        }

        try
        {
            samples = decoder.Decode(packet, pcm, parsed.SamplesPerChannel);
        }
        catch (OpusException)
        {
            // The framing was valid, so this is rare: the codec found the bits inconsistent.
            return false;
        }
        finally
        {
            GC.KeepAlive(this);
        }

        samples = Math.Max(samples, 0);
        return samples > 0;
    }

    /// <summary>Decodes one packet to 16-bit samples.</summary>
    /// <inheritdoc cref="TryDecode(ReadOnlySpan{byte}, Span{float}, out int)"/>
    public bool TryDecode(ReadOnlySpan<byte> packet, Span<short> pcm, out int samples)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        samples = 0;
        if (!OpusPacket.TryParse(packet, out var parsed, out _) || parsed.SamplesPerChannel > pcm.Length)
        {
            return false;
        }

        if (parsed.IsDtx)
        {
            samples = parsed.SamplesPerChannel;
            Conceal(pcm[..samples]);
            return true;
        }

        try
        {
            samples = decoder.Decode(packet, pcm, parsed.SamplesPerChannel);
        }
        catch (OpusException)
        {
            // As in the other overload.
            return false;
        }
        finally
        {
            GC.KeepAlive(this);
        }

        samples = Math.Max(samples, 0);
        return samples > 0;
    }

    /// <summary>Fills in for a lost packet (PLC), or goes on with comfort noise after a DTX packet.</summary>
    /// <param name="pcm">
    /// Filled entirely; its length is the missing duration, a multiple of 120 samples (2.5 ms), at most 5,760.
    /// </param>
    /// <exception cref="ArgumentException">The length is no such duration.</exception>
    public void Conceal(Span<float> pcm)
    {
        CheckDuration(pcm.Length);
        ThrowIfFailed(decoder.Decode([], pcm, pcm.Length));
    }

    /// <inheritdoc cref="Conceal(Span{float})"/>
    public void Conceal(Span<short> pcm)
    {
        CheckDuration(pcm.Length);
        ThrowIfFailed(decoder.Decode([], pcm, pcm.Length));
    }

    /// <summary>
    /// Rebuilds a lost packet from the FEC copy in the next packet. Conceals if there is no copy, or without
    /// <see cref="CanRecover"/>.
    /// </summary>
    /// <param name="nextPacket">The packet after the lost one, borrowed. Decode it afterwards as usual.</param>
    /// <param name="pcm">Filled entirely; its length is the missing duration, as for <see cref="Conceal(Span{float})"/>.</param>
    /// <exception cref="ArgumentException">The length is no such duration.</exception>
    public void Recover(ReadOnlySpan<byte> nextPacket, Span<float> pcm)
    {
        CheckDuration(pcm.Length);
        if (!CanRecover || !OpusPacket.TryParse(nextPacket, out _, out _))
        {
            Conceal(pcm);
            return;
        }

        try
        {
            ThrowIfFailed(decoder.Decode(nextPacket, pcm, pcm.Length, decode_fec: true));
        }
        catch (OpusException)
        {
            Conceal(pcm);
        }
    }

    /// <summary>Forgets the sound so far, as for a new voice.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        decoder.ResetState();
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        decoder.Dispose();
    }

    /// <summary>The native bindings check nothing and pass their arguments to C.</summary>
    private void CheckDuration(int samples)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (samples is <= 0 or > OpusPacket.MaxSamples || samples % OpusPacket.SamplesStep != 0)
        {
            throw new ArgumentException(
                $"A missing duration is a multiple of {OpusPacket.SamplesStep} samples (2.5 ms) up to {OpusPacket.MaxSamples}, "
                + $"this one has {samples}.");
        }
    }

    /// <summary>
    /// Concealment has no bad input, so a failure is a bug. Concentus returns a code with libopus where its managed port throws.
    /// </summary>
    private void ThrowIfFailed(int result)
    {
        // Without this the bindings' finalizer could free the native state during the call, once the last managed reference is
        // gone.
        GC.KeepAlive(this);
        if (result < 0)
        {
            throw new InvalidOperationException($"The Opus decoder failed to conceal with code {result}.");
        }
    }
}
