using Concentus;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// Decodes one speaker's packets to 48 kHz mono. Stateful: one per speaker, fed in order, from one thread at a time.
/// Hostile packets are answered, not thrown; nothing is allocated per packet with the libopus codec.
/// </summary>
public sealed class OpusDecoder : IDisposable
{
    private readonly IOpusDecoder decoder;

    /// <summary>Makes a decoder.</summary>
    /// <exception cref="DllNotFoundException">The codec library is not installed; the message says what to install.</exception>
    public OpusDecoder() => decoder = OpusCodecFactory.CreateDecoder(AudioFormat.SampleRateHz, 1);

    /// <summary>Version text of the codec in use, for logs and <c>doctor</c>.</summary>
    public string CodecVersion => decoder.GetVersionString();

    /// <summary>Decodes one packet.</summary>
    /// <param name="packet">One Opus packet of any valid duration (RFC 6716 §3.1), borrowed. Stereo is mixed down.</param>
    /// <param name="pcm">Receives the samples, nominal range ±1. <see cref="OpusPacket.MaxSamples"/> is always enough.</param>
    /// <param name="samples">Samples written if true, 0 if false.</param>
    /// <returns>False if the packet is malformed or longer than <paramref name="pcm"/>; the decoder can go on, best with
    /// <see cref="Conceal(Span{float})"/> in its place.</returns>
    public bool TryDecode(ReadOnlySpan<byte> packet, Span<float> pcm, out int samples)
    {
        samples = 0;
        if (!OpusPacket.TryParse(packet, out var parsed, out _) || parsed.SamplesPerChannel > pcm.Length)
        {
            return false;
        }

        try
        {
            samples = decoder.Decode(packet, pcm, parsed.SamplesPerChannel);
        }
        catch (OpusException)
        {
            // Framing was valid, so this is rare: the codec itself found the bits inconsistent.
            return false;
        }

        samples = Math.Max(samples, 0);
        return samples > 0;
    }

    /// <summary>Decodes one packet to 16-bit samples.</summary>
    /// <inheritdoc cref="TryDecode(ReadOnlySpan{byte}, Span{float}, out int)"/>
    public bool TryDecode(ReadOnlySpan<byte> packet, Span<short> pcm, out int samples)
    {
        samples = 0;
        if (!OpusPacket.TryParse(packet, out var parsed, out _) || parsed.SamplesPerChannel > pcm.Length)
        {
            return false;
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

        samples = Math.Max(samples, 0);
        return samples > 0;
    }

    /// <summary>Fills in for a lost packet (PLC), or goes on with comfort noise after a DTX packet.</summary>
    /// <param name="pcm">All of it is filled; its length is the missing duration, a multiple of 120 samples (2.5 ms), at most
    /// 5,760.</param>
    public void Conceal(Span<float> pcm) => ThrowIfFailed(decoder.Decode([], pcm, pcm.Length));

    /// <inheritdoc cref="Conceal(Span{float})"/>
    public void Conceal(Span<short> pcm) => ThrowIfFailed(decoder.Decode([], pcm, pcm.Length));

    /// <summary>Rebuilds a lost packet from the FEC copy in the packet after it; conceals if there is no copy.</summary>
    /// <param name="nextPacket">The packet that follows the lost one, borrowed. It must be decoded normally afterwards.</param>
    /// <param name="pcm">All of it is filled; its length is the missing duration as for
    /// <see cref="Conceal(Span{float})"/>.</param>
    public void Recover(ReadOnlySpan<byte> nextPacket, Span<float> pcm)
    {
        if (!OpusPacket.TryParse(nextPacket, out _, out _))
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
    public void Reset() => decoder.ResetState();

    /// <inheritdoc/>
    public void Dispose() => decoder.Dispose();

    /// <summary>Concealment has no bad input, so a failure is a bug. A native Concentus answers a code where the managed one
    /// throws.</summary>
    private static void ThrowIfFailed(int result)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"The Opus decoder failed to conceal with code {result}.");
        }
    }
}
