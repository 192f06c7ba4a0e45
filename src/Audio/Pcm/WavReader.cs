using System.Buffers;
using System.Buffers.Binary;

namespace AudioRooms.Audio.Pcm;

/// <summary>
/// Reads the WAV files of recorders and editors (RIFF, and RF64 beyond 4 GB): linear PCM of 8 to 32 bits, floating point, and the
/// two telephone codes, up to 8 channels. Files come from strangers, so there are bounds. ADR 28 says why no library does this.
/// </summary>
public static class WavReader
{
    /// <summary>Lowest accepted sample rate in Hz: telephone speech.</summary>
    public const int MinSampleRateHz = 8_000;

    /// <summary>Highest accepted sample rate in Hz.</summary>
    public const int MaxSampleRateHz = 192_000;

    /// <summary>Most accepted channels: 7.1.</summary>
    public const int MaxChannels = 8;

    private const int BufferBytes = 1 << 16;

    /// <summary>Reads a file as 48 kHz mono: channels averaged, rate converted by <see cref="Resampler"/>.</summary>
    /// <param name="stream">Read from its position, forward only; left open.</param>
    /// <param name="maxDuration">
    /// Longest accepted sound. Memory grows with the sound: 192 KB per second at 48 kHz, for any number of channels and bits, and
    /// as much again for the result if the rate is another one.
    /// </param>
    /// <param name="pcm">48 kHz mono, nominal range ±1; empty if the result is false.</param>
    /// <param name="error">The reason, if the result is false.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryReadMono48k(Stream stream, TimeSpan maxDuration, out float[] pcm, out WavError error)
    {
        pcm = [];
        if (!TryRead(stream, maxDuration, isMono: true, out var mono, out var format, out error))
        {
            return false;
        }

        pcm = format.SampleRateHz == AudioFormat.SampleRateHz
            ? mono
            : Resampler.Resample(mono, format.SampleRateHz, AudioFormat.SampleRateHz);
        return true;
    }

    /// <summary>Reads a file without conversion of rate or channels.</summary>
    /// <param name="stream">Read from its position, forward only; left open.</param>
    /// <param name="maxDuration">Longest accepted sound.</param>
    /// <param name="samples">
    /// Channels interleaved, nominal range ±1, whole groups only; empty if the result is false. A data chunk that the end of the
    /// file cuts short is read as far as it goes.
    /// </param>
    /// <param name="sampleRateHz"><see cref="MinSampleRateHz"/> to <see cref="MaxSampleRateHz"/>.</param>
    /// <param name="channelCount">1 to <see cref="MaxChannels"/>.</param>
    /// <param name="error">The reason, if the result is false.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryRead(
        Stream stream, TimeSpan maxDuration, out float[] samples, out int sampleRateHz, out int channelCount, out WavError error)
    {
        var isRead = TryRead(stream, maxDuration, isMono: false, out samples, out var format, out error);
        sampleRateHz = format.SampleRateHz;
        channelCount = format.ChannelCount;
        return isRead;
    }

    private static bool TryRead(
        Stream stream, TimeSpan maxDuration, bool isMono, out float[] samples, out WavFormat format, out WavError error)
    {
        ArgumentNullException.ThrowIfNull(stream);
        samples = [];
        format = default;
        Span<byte> header = stackalloc byte[12];
        if (!TryFill(stream, header)
            || !(header[..4].SequenceEqual("RIFF"u8) || header[..4].SequenceEqual("RF64"u8))
            || !header[8..].SequenceEqual("WAVE"u8))
        {
            error = WavError.NotWav;
            return false;
        }

        Span<byte> chunk = stackalloc byte[40];
        var longDataBytes = 0L;
        var hasFormat = false;
        while (TryFill(stream, header[..8]))
        {
            var chunkBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual("data"u8))
            {
                error = hasFormat ? WavError.None : WavError.NoFormat;
                return hasFormat && TryReadData(
                    stream, DataBytes(chunkBytes, longDataBytes), maxDuration, format, isMono, out samples, out error);
            }

            // Chunks begin at even offsets.
            var paddedBytes = chunkBytes + (long)(chunkBytes & 1);
            var isFormat = header[..4].SequenceEqual("fmt "u8);
            if (isFormat || header[..4].SequenceEqual("ds64"u8))
            {
                var part = chunk[..(int)Math.Min(paddedBytes, chunk.Length)];
                if (part.Length < 16 || !TryFill(stream, part))
                {
                    error = WavError.NoFormat;
                    return false;
                }

                paddedBytes -= part.Length;
                if (isFormat)
                {
                    error = WavFormat.Parse(part, out format);
                    if (error != WavError.None)
                    {
                        return false;
                    }

                    hasFormat = true;
                }
                else
                {
                    // RF64 (EBU Tech 3306): the length of the whole file, then the length of the data.
                    longDataBytes = BinaryPrimitives.ReadInt64LittleEndian(part[8..]);
                }
            }

            if (!TrySkip(stream, paddedBytes))
            {
                break;
            }
        }

        error = WavError.NoData;
        return false;
    }

    /// <summary>
    /// Programs that cannot seek back write a length of 0 or all ones. It means "to the end", unless RF64 says more.
    /// </summary>
    private static long DataBytes(uint chunkBytes, long longDataBytes)
    {
        if (chunkBytes is not (0 or uint.MaxValue))
        {
            return chunkBytes;
        }

        return longDataBytes > 0 ? longDataBytes : long.MaxValue;
    }

    private static bool TryReadData(
        Stream stream, long dataBytes, TimeSpan maxDuration, WavFormat format, bool isMono, out float[] samples,
        out WavError error)
    {
        samples = [];
        var maxGroups = (long)(Math.Max(0, maxDuration.TotalSeconds) * format.SampleRateHz);
        var groups = 0L;
        var buffer = new byte[BufferBytes - (BufferBytes % format.GroupBytes)];
        var sound = new ArrayBufferWriter<float>();
        for (var rest = dataBytes; rest > 0;)
        {
            var wanted = (int)Math.Min(rest, buffer.Length);
            var read = stream.ReadAtLeast(buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            rest -= read;
            var count = read / format.GroupBytes;
            groups += count;
            if (groups > maxGroups)
            {
                error = WavError.TooLong;
                return false;
            }

            var length = isMono ? count : count * format.ChannelCount;
            var part = sound.GetSpan(Math.Max(1, length))[..length];
            if (isMono)
            {
                format.ReadMono(buffer.AsSpan(0, count * format.GroupBytes), part);
            }
            else
            {
                format.Read(buffer.AsSpan(0, count * format.GroupBytes), part);
            }

            sound.Advance(length);
            if (read < wanted)
            {
                break;
            }
        }

        samples = sound.WrittenSpan.ToArray();
        error = WavError.None;
        return true;
    }

    private static bool TryFill(Stream stream, Span<byte> bytes) =>
        stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;

    private static bool TrySkip(Stream stream, long count)
    {
        Span<byte> waste = stackalloc byte[1024];
        while (count > 0)
        {
            var chunk = waste[..(int)Math.Min(count, waste.Length)];
            if (!TryFill(stream, chunk))
            {
                return false;
            }

            count -= chunk.Length;
        }

        return true;
    }
}
