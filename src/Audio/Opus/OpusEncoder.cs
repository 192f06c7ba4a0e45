using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Pcm;
using Concentus;
using Concentus.Enums;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// Encodes one voice or one piece of music, 48 kHz mono, one packet per 20 ms. It has state: one per voice, fed in order, by one
/// thread at a time. The native codec allocates nothing per frame.
/// </summary>
/// <remarks>
/// DTX is for silence (RFC 6716 §2.1.9), but libopus does not decide by loudness alone: without its analysis (below complexity 7)
/// its speech detector takes a held tone, a chord or a hum for noise and stops sending. So this class allows DTX only where the
/// sound is quiet, whatever the codec decides: see <see cref="LoudestGapLevel"/>.
/// </remarks>
public sealed class OpusEncoder : IDisposable
{
    /// <summary>
    /// Sound at this level in -dBov or louder is always sent. 54 is quieter than a sine of -50 dBFS, whose level is 53.
    /// </summary>
    public const byte LoudestGapLevel = 54;

    /// <summary>
    /// Quiet frames before a gap may begin: the codec's look-ahead of 6.5 ms still holds the end of a loud frame when the next
    /// one is encoded.
    /// </summary>
    private const int QuietFramesBeforeGap = 1;

    private const int BitrateMin = 500;
    private const int BitrateMax = 300_000;

    private readonly IOpusEncoder encoder;
    private readonly bool usesDtx;
    private bool mayPause;
    private int quietInRow;
    private bool isDisposed;

    /// <summary>Makes an encoder with the default <see cref="OpusEncoderOptions"/>.</summary>
    public OpusEncoder()
        : this(new OpusEncoderOptions())
    {
    }

    /// <summary>Makes an encoder of the process's codec (<see cref="OpusCodec.Current"/>).</summary>
    /// <param name="options">The settings; read once, so a later change has no effect.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public OpusEncoder(OpusEncoderOptions options)
        : this(options, OpusCodec.Current.Implementation)
    {
    }

    /// <summary>Makes an encoder.</summary>
    /// <param name="options">The settings; read once, so a later change has no effect.</param>
    /// <param name="implementation">The codec to use.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="DllNotFoundException">
    /// The native codec was asked for and libopus cannot be loaded; the message says what to install.
    /// </exception>
    public OpusEncoder(OpusEncoderOptions options, OpusImplementation implementation)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Implementation = implementation;
        var isMusic = options.Content == OpusContent.Music;
        var application = isMusic ? OpusApplication.OPUS_APPLICATION_AUDIO : OpusApplication.OPUS_APPLICATION_VOIP;
        encoder = implementation == OpusImplementation.Native
            ? NativeCodec.CreateEncoder(AudioFormat.SampleRateHz, 1, application)
#pragma warning disable CS0618 // Obsolete in favour of the factory, which probes for libopus in the working folder.
            : new Concentus.Structs.OpusEncoder(AudioFormat.SampleRateHz, 1, application);
#pragma warning restore CS0618
        encoder.Bitrate = options.BitrateBitsPerSecond;
        encoder.Complexity = options.Complexity;
        encoder.UseInbandFEC = options.UseFec;
        encoder.PacketLossPercent = options.ExpectedLossPercent;
        encoder.UseDTX = false;
        encoder.SignalType = isMusic ? OpusSignal.OPUS_SIGNAL_MUSIC : OpusSignal.OPUS_SIGNAL_VOICE;
        usesDtx = options.UseDtx;
    }

    /// <summary>The codec of this encoder.</summary>
    public OpusImplementation Implementation { get; }

    /// <summary>
    /// Delay of the codec in samples at 48 kHz, about 312 (6.5 ms): the pre-skip of an Ogg Opus file (RFC 7845 §4.2).
    /// </summary>
    public int LookaheadSamples => Live.Lookahead;

    /// <summary>Bitrate in bit/s, 500 to 300,000; may change between frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of this range.</exception>
    public int BitrateBitsPerSecond
    {
        get => Live.Bitrate;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, BitrateMin);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, BitrateMax);
            Live.Bitrate = value;
        }
    }

    /// <summary>
    /// True if packets carry a coarse copy of the one before, provided that <see cref="ExpectedLossPercent"/> is above 0 and the
    /// bitrate allows it; may change between frames.
    /// </summary>
    public bool UseFec
    {
        get => Live.UseInbandFEC;
        set => Live.UseInbandFEC = value;
    }

    /// <summary>Loss that FEC prepares for, 0 to 100 %; may follow the receivers' reports between frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of this range.</exception>
    public int ExpectedLossPercent
    {
        get => Live.PacketLossPercent;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            Live.PacketLossPercent = value;
        }
    }

    /// <summary>The bindings of libopus do not notice that they were disposed: they would use freed memory.</summary>
    private IOpusEncoder Live
    {
        get
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return encoder;
        }
    }

    /// <summary>Encodes one frame.</summary>
    /// <param name="pcm">Exactly 960 samples, nominal range ±1; borrowed for the call.</param>
    /// <param name="packet">Receives the packet; <see cref="LivePacketRules.MaxPacketBytes"/> bytes are always enough.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="pcm"/> is not one frame, or <paramref name="packet"/> has no room.
    /// </exception>
    /// <returns>
    /// Bytes written, 1 to <see cref="LivePacketRules.MaxPacketBytes"/>. 1 or 2 bytes are DTX, never for a frame at
    /// <see cref="LoudestGapLevel"/> or louder.
    /// </returns>
    public int Encode(ReadOnlySpan<float> pcm, Span<byte> packet)
    {
        Check(pcm.Length, packet.Length);
        if (usesDtx)
        {
            AllowPause(AudioLevel.Measure(pcm));
        }

        var maxBytes = Math.Min(packet.Length, LivePacketRules.MaxPacketBytes);
        return ThrowIfFailed(Live.Encode(pcm, AudioFormat.FrameSamples, packet, maxBytes));
    }

    /// <summary>Encodes one frame of 16-bit samples.</summary>
    /// <inheritdoc cref="Encode(ReadOnlySpan{float}, Span{byte})"/>
    public int Encode(ReadOnlySpan<short> pcm, Span<byte> packet)
    {
        Check(pcm.Length, packet.Length);
        if (usesDtx)
        {
            AllowPause(AudioLevel.Measure(pcm));
        }

        var maxBytes = Math.Min(packet.Length, LivePacketRules.MaxPacketBytes);
        return ThrowIfFailed(Live.Encode(pcm, AudioFormat.FrameSamples, packet, maxBytes));
    }

    /// <summary>Forgets the sound so far, as for a new voice; the settings stay.</summary>
    public void Reset()
    {
        Live.ResetState();
        quietInRow = 0;
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        encoder.Dispose();
    }

    private void AllowPause(byte level)
    {
        quietInRow = level > LoudestGapLevel ? quietInRow + 1 : 0;
        var may = quietInRow > QuietFramesBeforeGap;
        if (may != mayPause)
        {
            mayPause = may;
            Live.UseDTX = may;
        }
    }

    /// <summary>The native bindings check nothing and pass their arguments to C.</summary>
    private static void Check(int samples, int room)
    {
        if (room == 0)
        {
            throw new ArgumentException($"The buffer for a packet needs 1 to {LivePacketRules.MaxPacketBytes} bytes; this one is "
                + "empty.");
        }

        if (samples != AudioFormat.FrameSamples)
        {
            throw new ArgumentException(
                $"A frame has {AudioFormat.FrameSamples} samples (20 ms at 48 kHz mono); this one has {samples}.");
        }
    }

    /// <summary>Concentus returns a negative code with libopus where its managed port throws.</summary>
    private int ThrowIfFailed(int result)
    {
        // Without this the bindings' finalizer could free the native state during the call, once the last managed reference is
        // gone.
        GC.KeepAlive(this);
        return result > 0 ? result : throw new InvalidOperationException($"The Opus encoder failed with code {result}.");
    }
}
