using System.Buffers.Binary;

namespace AudioRooms.Audio.Pcm;

/// <summary>The format of a WAV file's samples, from its format chunk.</summary>
internal readonly record struct WavFormat
{
    private const int FormatPcm = 1;
    private const int FormatFloat = 3;
    private const int FormatALaw = 6;
    private const int FormatMuLaw = 7;
    private const int FormatExtensible = 0xFFFE;

    /// <summary>The order of every WAV file with 5.1 or 7.1 channels is front left, front right, centre, low frequency.</summary>
    private const int BassChannel = 3;

    private readonly int tag;
    private readonly int sampleBytes;

    private WavFormat(int tag, int sampleBytes, int sampleRateHz, int channelCount)
    {
        this.tag = tag;
        this.sampleBytes = sampleBytes;
        SampleRateHz = sampleRateHz;
        ChannelCount = channelCount;
    }

    public int SampleRateHz { get; }

    public int ChannelCount { get; }

    /// <summary>Bytes of one sample of all channels.</summary>
    public int GroupBytes => sampleBytes * ChannelCount;

    /// <summary>Reads a format chunk of at least 16 bytes.</summary>
    public static WavError Parse(ReadOnlySpan<byte> chunk, out WavFormat format)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channelCount = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int groupBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bitsPerSample = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);

        // The extensible form has the real format in the first two bytes of a GUID at offset 24.
        if (tag == FormatExtensible && chunk.Length >= 26)
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        // Samples of, for example, 20 bits are in the upper bits of three bytes, or of four if the file says that a group has so
        // many.
        var sampleBytes = (bitsPerSample + 7) / 8;
        if (tag == FormatPcm && channelCount > 0 && groupBytes == 4 * channelCount && sampleBytes == 3)
        {
            sampleBytes = 4;
        }

        format = new WavFormat(tag, sampleBytes, (int)Math.Min(rate, int.MaxValue), channelCount);
        var isKnown = tag switch
        {
            FormatPcm => sampleBytes is >= 1 and <= 4,
            FormatFloat => bitsPerSample is 32 or 64,
            FormatALaw or FormatMuLaw => bitsPerSample == 8,
            _ => false,
        };
        if (!isKnown)
        {
            return WavError.UnsupportedFormat;
        }

        if (channelCount is < 1 or > WavReader.MaxChannels)
        {
            return WavError.UnsupportedChannels;
        }

        return rate is < WavReader.MinSampleRateHz or > WavReader.MaxSampleRateHz
            ? WavError.UnsupportedSampleRate
            : WavError.None;
    }

    /// <summary>Converts whole groups of samples, channels interleaved.</summary>
    public void Read(ReadOnlySpan<byte> data, Span<float> samples)
    {
        for (var index = 0; index < samples.Length; index++)
        {
            samples[index] = ReadSample(data[(index * sampleBytes)..]);
        }
    }

    /// <summary>Converts whole groups of samples to one channel: the mean of all channels but the low-frequency one.</summary>
    public void ReadMono(ReadOnlySpan<byte> data, Span<float> mono)
    {
        var skipped = ChannelCount is 6 or 8 ? BassChannel : -1;
        var counted = skipped < 0 ? ChannelCount : ChannelCount - 1;
        for (var index = 0; index < mono.Length; index++)
        {
            var group = data.Slice(index * GroupBytes, GroupBytes);
            var sum = 0f;
            for (var channel = 0; channel < ChannelCount; channel++)
            {
                sum += channel == skipped ? 0 : ReadSample(group[(channel * sampleBytes)..]);
            }

            mono[index] = sum / counted;
        }
    }

    private float ReadSample(ReadOnlySpan<byte> data) => tag switch
    {
        FormatFloat when sampleBytes == sizeof(double) => Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(data)),
        FormatFloat => Finite(BinaryPrimitives.ReadSingleLittleEndian(data)),
        FormatALaw => ALaw(data[0]) / 32_768f,
        FormatMuLaw => MuLaw(data[0]) / 32_768f,
        _ => sampleBytes switch
        {
            // Only samples of one byte are unsigned: their middle is 128.
            1 => (data[0] - 128) / 128f,
            2 => BinaryPrimitives.ReadInt16LittleEndian(data) / 32_768f,
            3 => (data[0] | (data[1] << 8) | ((sbyte)data[2] << 16)) / 8_388_608f,
            _ => BinaryPrimitives.ReadInt32LittleEndian(data) / 2_147_483_648f,
        },
    };

    /// <summary>Replaces not-a-number and infinity by silence: one such sample would silence an encoder for good.</summary>
    private static float Finite(float sample) => float.IsFinite(sample) ? sample : 0;

    /// <summary>ITU-T G.711 A-law: sign, three bits of segment, four of step; every other bit is inverted.</summary>
    private static int ALaw(byte code)
    {
        var value = code ^ 0x55;
        var segment = (value >> 4) & 7;
        var magnitude = ((value & 0x0F) << 4) + 8;
        magnitude = segment == 0 ? magnitude : (magnitude + 0x100) << (segment - 1);
        return (value & 0x80) != 0 ? magnitude : -magnitude;
    }

    /// <summary>ITU-T G.711 µ-law: like A-law, with all bits inverted and a bias of 132.</summary>
    private static int MuLaw(byte code)
    {
        var value = (byte)~code;
        var magnitude = ((((value & 0x0F) << 3) + 132) << ((value >> 4) & 7)) - 132;
        return (value & 0x80) != 0 ? -magnitude : magnitude;
    }
}
