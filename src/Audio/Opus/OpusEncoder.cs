using System.ComponentModel.DataAnnotations;
using Concentus;
using Concentus.Enums;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// Encodes speech, 48 kHz mono, one packet per 20 ms. Stateful: one per voice, fed in order, from one thread at a time.
/// Allocates nothing per frame with the libopus codec.
/// </summary>
public sealed class OpusEncoder : IDisposable
{
    private readonly IOpusEncoder encoder;

    /// <summary>Makes an encoder with the default <see cref="OpusEncoderOptions"/>.</summary>
    public OpusEncoder()
        : this(new OpusEncoderOptions())
    {
    }

    /// <summary>Makes an encoder.</summary>
    /// <param name="options">Read once; a later change has no effect.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="DllNotFoundException">The codec library is not installed; the message says what to install.</exception>
    public OpusEncoder(OpusEncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        encoder = OpusCodecFactory.CreateEncoder(AudioFormat.SampleRateHz, 1, OpusApplication.OPUS_APPLICATION_VOIP);
        encoder.Bitrate = options.BitrateBitsPerSecond;
        encoder.Complexity = options.Complexity;
        encoder.UseInbandFEC = options.UseFec;
        encoder.PacketLossPercent = options.ExpectedLossPercent;
        encoder.UseDTX = options.UseDtx;
        encoder.SignalType = OpusSignal.OPUS_SIGNAL_VOICE;
    }

    /// <summary>Delay of the codec in samples at 48 kHz, about 312 (6.5 ms): the pre-skip of an Ogg Opus file (RFC 7845
    /// §4.2).</summary>
    public int LookaheadSamples => encoder.Lookahead;

    /// <summary>Bits per second, 500 to 300,000; may change between frames.</summary>
    public int BitrateBitsPerSecond
    {
        get => encoder.Bitrate;
        set => encoder.Bitrate = value;
    }

    /// <summary>Whether packets carry a coarse copy of the one before, if <see cref="ExpectedLossPercent"/> is above 0 and the bitrate allows; may
    /// change between frames.</summary>
    public bool UseFec
    {
        get => encoder.UseInbandFEC;
        set => encoder.UseInbandFEC = value;
    }

    /// <summary>Loss that FEC prepares for, 0 to 100 %; may follow the receivers' reports between frames.</summary>
    public int ExpectedLossPercent
    {
        get => encoder.PacketLossPercent;
        set => encoder.PacketLossPercent = value;
    }

    /// <summary>Encodes one frame.</summary>
    /// <param name="pcm">Exactly 960 samples, nominal range ±1; borrowed for the call.</param>
    /// <param name="packet">Receives the packet; <see cref="LivePacketRules.MaxPacketBytes"/> bytes of room are always
    /// enough.</param>
    /// <returns>Bytes written, 1 to <see cref="LivePacketRules.MaxPacketBytes"/>; 1 or 2 is DTX.</returns>
    public int Encode(ReadOnlySpan<float> pcm, Span<byte> packet)
    {
        CheckFrame(pcm.Length);
        var maxBytes = Math.Min(packet.Length, LivePacketRules.MaxPacketBytes);
        return ThrowIfFailed(encoder.Encode(pcm, AudioFormat.FrameSamples, packet, maxBytes));
    }

    /// <summary>Encodes one frame of 16-bit samples.</summary>
    /// <inheritdoc cref="Encode(ReadOnlySpan{float}, Span{byte})"/>
    public int Encode(ReadOnlySpan<short> pcm, Span<byte> packet)
    {
        CheckFrame(pcm.Length);
        var maxBytes = Math.Min(packet.Length, LivePacketRules.MaxPacketBytes);
        return ThrowIfFailed(encoder.Encode(pcm, AudioFormat.FrameSamples, packet, maxBytes));
    }

    /// <summary>Forgets the sound so far, as for a new voice; settings stay.</summary>
    public void Reset() => encoder.ResetState();

    /// <inheritdoc/>
    public void Dispose() => encoder.Dispose();

    private static void CheckFrame(int samples)
    {
        if (samples != AudioFormat.FrameSamples)
        {
            throw new ArgumentException(
                $"A frame has {AudioFormat.FrameSamples} samples (20 ms at 48 kHz mono), this one has {samples}.");
        }
    }

    /// <summary>Concentus over a native library answers a negative code where its managed port throws.</summary>
    private static int ThrowIfFailed(int result) => result > 0
        ? result
        : throw new InvalidOperationException($"The Opus encoder failed with code {result}.");
}
