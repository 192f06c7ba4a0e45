using Concentus.Enums;

namespace Concentus;

#pragma warning disable CA1707 // parameter names are upstream's, callers may name them

/// <summary>
/// One Opus encoder. Stateful: feed it one signal, in order, from one thread at a time.
/// Every setter throws <see cref="ArgumentException"/> naming the bound when the value is outside it.
/// </summary>
public interface IOpusEncoder : IDisposable
{
    /// <summary>Encodes one frame of 16-bit PCM.</summary>
    /// <param name="in_pcm">At least <paramref name="frame_size"/> × <see cref="NumChannels"/> samples, channels
    /// interleaved.</param>
    /// <param name="frame_size">Samples per channel: 2.5, 5, 10, 20, 40, 60, 80, 100 or 120 ms at
    /// <see cref="SampleRate"/>.</param>
    /// <param name="out_data">Receives the packet; borrowed for the call.</param>
    /// <param name="max_data_bytes">Upper bound of the packet, at most <c>out_data.Length</c>; 1,275 is always enough for one
    /// frame.</param>
    /// <returns>Bytes written. 1 or 2 means DTX: nothing needs to be sent.</returns>
    int Encode(ReadOnlySpan<short> in_pcm, int frame_size, Span<byte> out_data, int max_data_bytes);

    /// <summary>Encodes one frame of float PCM, nominal range ±1; samples beyond it are clipped by the decoder's user, not
    /// here.</summary>
    /// <inheritdoc cref="Encode(ReadOnlySpan{short}, int, Span{byte}, int)"/>
    int Encode(ReadOnlySpan<float> in_pcm, int frame_size, Span<byte> out_data, int max_data_bytes);

    /// <summary>Forgets the signal so far; settings stay.</summary>
    void ResetState();

    /// <summary>The codec library's own version text.</summary>
    string GetVersionString();

    /// <summary>Can only be changed before the first frame or after <see cref="ResetState"/>.</summary>
    OpusApplication Application { get; set; }

    /// <summary>Bits per second; 500 to 300,000 per channel (clamped), -1000 automatic, -1 as much as fits.</summary>
    int Bitrate { get; set; }

    /// <summary>Channels to code: 1 to <see cref="NumChannels"/>, or -1000 automatic.</summary>
    int ForceChannels { get; set; }

    /// <summary>Upper bound for the automatic choice of bandwidth.</summary>
    OpusBandwidth MaxBandwidth { get; set; }

    /// <summary>Fixed bandwidth, or automatic. Reading gives the bandwidth in use.</summary>
    OpusBandwidth Bandwidth { get; set; }

    /// <summary>Discontinuous transmission: silence becomes packets of one or two bytes.</summary>
    bool UseDTX { get; set; }

    /// <summary>0 (fastest) to 10 (best).</summary>
    int Complexity { get; set; }

    /// <summary>In-band forward error correction; takes effect only with <see cref="PacketLossPercent"/> above 0.</summary>
    bool UseInbandFEC { get; set; }

    /// <summary>Expected loss, 0 to 100 %.</summary>
    int PacketLossPercent { get; set; }

    /// <summary>Variable bit rate (default) or constant.</summary>
    bool UseVBR { get; set; }

    /// <summary>Variable bit rate within one frame's bucket.</summary>
    bool UseConstrainedVBR { get; set; }

    /// <summary>Voice, music or automatic.</summary>
    OpusSignal SignalType { get; set; }

    /// <summary>Delay that the encoder adds, in samples per channel at <see cref="SampleRate"/>; the pre-skip of a
    /// file.</summary>
    int Lookahead { get; }

    /// <summary>Hz: 8,000, 12,000, 16,000, 24,000 or 48,000.</summary>
    int SampleRate { get; }

    /// <summary>1 or 2.</summary>
    int NumChannels { get; }

    /// <summary>Final state of the range coder, equal in encoder and decoder when both saw the same packet.</summary>
    uint FinalRange { get; }

    /// <summary>Significant bits of the input, 8 to 24.</summary>
    int LSBDepth { get; set; }

    /// <summary>Fixed frame duration, or taken from each call.</summary>
    OpusFramesize ExpertFrameDuration { get; set; }

    /// <summary>Forces a coding mode; for tests and experts.</summary>
    OpusMode ForceMode { set; }

    /// <summary>Makes every frame independent of the one before, at a cost in quality.</summary>
    bool PredictionDisabled { get; set; }
}
