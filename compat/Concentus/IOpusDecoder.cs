using Concentus.Enums;

namespace Concentus;

#pragma warning disable CA1707 // parameter names are upstream's, callers may name them

/// <summary>
/// One Opus decoder. Stateful: one per speaker, fed in order, from one thread at a time. It reads nothing beyond the
/// packet's span and writes nothing beyond <c>frame_size</c> × <see cref="NumChannels"/> samples.
/// </summary>
public interface IOpusDecoder : IDisposable
{
    /// <summary>Decodes one packet into float PCM, nominal range ±1 (may overshoot slightly).</summary>
    /// <param name="in_data">One Opus packet (RFC 6716 §3.1); empty conceals a lost one.</param>
    /// <param name="out_pcm">Receives samples, channels interleaved; borrowed for the call.</param>
    /// <param name="frame_size">Room in <paramref name="out_pcm"/>, samples per channel. For a lost packet or FEC exactly the
    /// missing duration, a multiple of 2.5 ms.</param>
    /// <param name="decode_fec">Rebuild the packet before this one from the redundancy that this one carries.</param>
    /// <returns>Samples per channel written.</returns>
    /// <exception cref="OpusException">The packet is malformed, or longer than the room for it.</exception>
    int Decode(ReadOnlySpan<byte> in_data, Span<float> out_pcm, int frame_size, bool decode_fec = false);

    /// <summary>Decodes one packet into 16-bit PCM.</summary>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte}, Span{float}, int, bool)"/>
    int Decode(ReadOnlySpan<byte> in_data, Span<short> out_pcm, int frame_size, bool decode_fec = false);

    /// <summary>Forgets the signal so far.</summary>
    void ResetState();

    /// <summary>The codec library's own version text.</summary>
    string GetVersionString();

    /// <summary>Bandwidth of the last packet; 0 before the first.</summary>
    OpusBandwidth Bandwidth { get; }

    /// <summary>Final state of the range coder after the last packet.</summary>
    uint FinalRange { get; }

    /// <summary>Gain applied to the output in 1/256 dB, -32,768 to 32,767.</summary>
    int Gain { get; set; }

    /// <summary>Duration of the last packet decoded or concealed, in samples per channel.</summary>
    int LastPacketDuration { get; }

    /// <summary>1 or 2.</summary>
    int NumChannels { get; }

    /// <summary>Pitch period of the last frame in samples at 48 kHz, 0 when unvoiced.</summary>
    int Pitch { get; }

    /// <summary>Hz: 8,000, 12,000, 16,000, 24,000 or 48,000.</summary>
    int SampleRate { get; }
}
