using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AudioRooms.Audio.Pcm;

/// <summary>
/// Writes a 16-bit PCM WAV file. Disposing it writes the lengths into the header if the stream can seek. Otherwise, or if the
/// process ends before, the lengths say "to the end", which players understand. Not thread-safe.
/// </summary>
public sealed class WavWriter : IDisposable
{
    private const int HeaderBytes = 44;

    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly int sampleRateHz;
    private readonly int channelCount;
    private readonly short[] converted = new short[AudioFormat.FrameSamples];
    private long dataBytes;
    private bool disposed;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Receives the file from its position, which must be 0 if the lengths are to be written.</param>
    /// <param name="sampleRateHz">Sample rate of the sound, at least 1.</param>
    /// <param name="channelCount">1 or 2.</param>
    /// <param name="leaveOpen">True if the writer must not close <paramref name="stream"/>.</param>
    public WavWriter(Stream stream, int sampleRateHz = AudioFormat.SampleRateHz, int channelCount = 1, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channelCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channelCount, 2);
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        this.sampleRateHz = sampleRateHz;
        this.channelCount = channelCount;
        WriteHeader(uint.MaxValue);
    }

    /// <summary>Samples per channel written so far.</summary>
    public long SamplesPerChannel => dataBytes / (sizeof(short) * channelCount);

    /// <summary>Appends samples.</summary>
    /// <param name="pcm">Channels interleaved, nominal range ±1; values beyond it are clipped. Borrowed.</param>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public void Write(ReadOnlySpan<float> pcm)
    {
        while (!pcm.IsEmpty)
        {
            var part = pcm[..Math.Min(pcm.Length, converted.Length)];
            PcmConvert.ToInt16(part, converted);
            Write(converted.AsSpan(0, part.Length));
            pcm = pcm[part.Length..];
        }
    }

    /// <summary>Appends samples.</summary>
    /// <param name="pcm">Channels interleaved. Borrowed.</param>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public void Write(ReadOnlySpan<short> pcm)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(pcm));
        }
        else
        {
            Span<byte> bytes = stackalloc byte[sizeof(short)];
            foreach (var sample in pcm)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes, sample);
                stream.Write(bytes);
            }
        }

        dataBytes += (long)pcm.Length * sizeof(short);
    }

    /// <summary>Writes the lengths into the header and closes the stream, unless the writer was told to leave it open.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;

        // Beyond 4 GB the header has no room for the length, so "to the end" stays.
        if (stream.CanSeek && dataBytes + HeaderBytes < uint.MaxValue)
        {
            stream.Position = 0;
            WriteHeader((uint)dataBytes);
            stream.Position = stream.Length;
        }

        stream.Flush();
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    private void WriteHeader(uint length)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var groupBytes = sizeof(short) * channelCount;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length == uint.MaxValue ? length : length + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)channelCount);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)sampleRateHz);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)(sampleRateHz * groupBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)groupBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], length);
        stream.Write(header);
    }
}
