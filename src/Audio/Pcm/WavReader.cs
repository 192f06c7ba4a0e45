using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AudioRooms.Audio.Pcm;

/// <summary>Reads 16-bit PCM WAV files (RIFF), mono or stereo, whole. Files come from strangers: see the bounds.</summary>
public static class WavReader
{
    /// <summary>Lowest rate that is accepted: telephone speech.</summary>
    public const int MinSampleRateHz = 8_000;

    /// <summary>Highest rate that is accepted.</summary>
    public const int MaxSampleRateHz = 192_000;

    private const int FormatPcm = 1;
    private const int FormatExtensible = 0xFFFE;
    private const int BufferBytes = 1 << 16;

    /// <summary>Reads a file as 48 kHz mono: channels averaged, rate converted by <see cref="Resampler"/>.</summary>
    /// <param name="stream">Read from its position, forward only; left open.</param>
    /// <param name="maxDuration">Longest sound that is accepted: memory grows with it, 96 KB per second at 48 kHz mono and
    /// twice that for the result.</param>
    /// <param name="pcm">48 kHz mono, range ±1; empty if false.</param>
    /// <param name="error">Why not, if false.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryReadMono48k(Stream stream, TimeSpan maxDuration, out float[] pcm, out WavError error)
    {
        pcm = [];
        if (!TryRead(stream, maxDuration, out var samples, out var sampleRateHz, out var channelCount, out error))
        {
            return false;
        }

        var mono = PcmConvert.ToMono(samples, channelCount);
        pcm = Resampler.Resample(mono, sampleRateHz, AudioFormat.SampleRateHz);
        return true;
    }

    /// <summary>Reads a file as it is.</summary>
    /// <param name="stream">Read from its position, forward only; left open.</param>
    /// <param name="maxDuration">Longest sound that is accepted.</param>
    /// <param name="samples">Channels interleaved, whole sample groups only; empty if false. A data chunk that the file cuts
    /// short is read as far as it goes.</param>
    /// <param name="sampleRateHz"><see cref="MinSampleRateHz"/> to <see cref="MaxSampleRateHz"/>.</param>
    /// <param name="channelCount">1 or 2.</param>
    /// <param name="error">Why not, if false.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryRead(
        Stream stream, TimeSpan maxDuration, out short[] samples, out int sampleRateHz, out int channelCount, out WavError error)
    {
        ArgumentNullException.ThrowIfNull(stream);
        samples = [];
        sampleRateHz = 0;
        channelCount = 0;
        Span<byte> header = stackalloc byte[12];
        if (!TryFill(stream, header) || !header[..4].SequenceEqual("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
        {
            error = WavError.NotWav;
            return false;
        }

        Span<byte> format = stackalloc byte[40];
        var hasFormat = false;
        while (TryFill(stream, header[..8]))
        {
            var chunkBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual("data"u8))
            {
                error = hasFormat ? WavError.None : WavError.NoFormat;
                return hasFormat && TryReadData(stream, chunkBytes, maxDuration, sampleRateHz, channelCount, out samples, out error);
            }

            // Chunks begin at even offsets.
            var paddedBytes = chunkBytes + (long)(chunkBytes & 1);
            if (header[..4].SequenceEqual("fmt "u8))
            {
                var formatBytes = (int)Math.Min(paddedBytes, format.Length);
                if (formatBytes < 16 || !TryFill(stream, format[..formatBytes]))
                {
                    error = WavError.NoFormat;
                    return false;
                }

                error = ReadFormat(format[..formatBytes], out sampleRateHz, out channelCount);
                if (error != WavError.None)
                {
                    return false;
                }

                hasFormat = true;
                paddedBytes -= formatBytes;
            }

            if (!TrySkip(stream, paddedBytes))
            {
                break;
            }
        }

        error = WavError.NoData;
        return false;
    }

    private static WavError ReadFormat(ReadOnlySpan<byte> format, out int sampleRateHz, out int channelCount)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        channelCount = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bitsPerSample = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        sampleRateHz = (int)Math.Min(rate, int.MaxValue);

        // The extensible form names the real format in the first two bytes of a GUID at offset 24.
        if (tag == FormatExtensible && format.Length >= 26)
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        }

        if (tag != FormatPcm || bitsPerSample != 16)
        {
            return WavError.NotPcm16;
        }

        if (channelCount is not (1 or 2))
        {
            return WavError.UnsupportedChannels;
        }

        return sampleRateHz is < MinSampleRateHz or > MaxSampleRateHz ? WavError.UnsupportedSampleRate : WavError.None;
    }

    /// <summary>Reads the data chunk; a length of 0 or all ones is what programs write that cannot seek back, it means "to the
    /// end".</summary>
    private static bool TryReadData(
        Stream stream, uint chunkBytes, TimeSpan maxDuration, int sampleRateHz, int channelCount, out short[] samples, out WavError error)
    {
        samples = [];
        var groupBytes = sizeof(short) * channelCount;
        var maxBytes = (long)(Math.Max(0, maxDuration.TotalSeconds) * sampleRateHz) * groupBytes;
        long rest = chunkBytes is 0 or uint.MaxValue ? long.MaxValue : chunkBytes;
        var buffer = new byte[BufferBytes];
        using var data = new MemoryStream();
        while (rest > 0)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)), 1, throwOnEndOfStream: false);
            if (read == 0)
            {
                break;
            }

            if (data.Length + read > maxBytes)
            {
                error = WavError.TooLong;
                return false;
            }

            data.Write(buffer, 0, read);
            rest -= read;
        }

        var bytes = data.GetBuffer().AsSpan(0, (int)(data.Length - (data.Length % groupBytes)));
        samples = MemoryMarshal.Cast<byte, short>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(samples, samples);
        }

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
