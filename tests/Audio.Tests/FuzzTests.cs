using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests;

/// <summary>Seeded mutations of valid inputs: every parser answers, none throws. A failure prints its seed and round.</summary>
public sealed class FuzzTests
{
    private static readonly List<byte[]> Voice = Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus")).GetRange(0, 100);

    [Theory]
    [InlineData(1, 150_000)]
    [InlineData(2, 150_000)]
    public void OpusPacketParse_MutatedPackets_AnswersAndAgreesWithItself(int seed, int rounds)
    {
        var random = new Random(seed);
        var data = new byte[1_600];

        for (var round = 0; round < rounds; round++)
        {
            var length = Mutate(Voice[random.Next(Voice.Count)], data, random);

            var parsed = OpusPacket.TryParse(data.AsSpan(0, length), out var packet, out var error);

            (parsed == (error == OpusPacketError.None)).ShouldBeTrue($"seed {seed}, round {round}");
            if (parsed)
            {
                packet.SamplesPerChannel.ShouldBeInRange(120, OpusPacket.MaxSamples, $"seed {seed}, round {round}");
                packet.FirstFrameBytes.ShouldBeInRange(0, OpusPacket.MaxFrameBytes, $"seed {seed}, round {round}");
            }
        }
    }

    [Theory]
    [InlineData(3, 3_000)]
    public void Decode_MutatedPackets_NeverThrowsAndNeverWritesBeyondTheDuration(int seed, int rounds)
    {
        var random = new Random(seed);
        var data = new byte[1_600];
        var pcm = new float[OpusPacket.MaxSamples + 1];
        using var decoder = new OpusDecoder();

        for (var round = 0; round < rounds; round++)
        {
            var length = Mutate(Voice[random.Next(Voice.Count)], data, random);
            pcm[^1] = 7;

            if (decoder.TryDecode(data.AsSpan(0, length), pcm.AsSpan(0, OpusPacket.MaxSamples), out var samples))
            {
                OpusPacket.TryParse(data.AsSpan(0, length), out var packet, out _).ShouldBeTrue();
                samples.ShouldBe(packet.SamplesPerChannel, $"seed {seed}, round {round}");
            }

            pcm[^1].ShouldBe(7);
        }
    }

    [Theory]
    [InlineData(4, 8_000, false)]
    [InlineData(5, 8_000, true)]
    public void OggRead_MutatedFiles_EndsWithAnAnswer(int seed, int rounds, bool repairChecksums)
    {
        var random = new Random(seed);
        var file = MakeFile();
        var data = new byte[file.Length * 2];

        for (var round = 0; round < rounds; round++)
        {
            var length = Mutate(file, data, random);
            if (repairChecksums)
            {
                // Otherwise the checksum would keep the fuzzer from everything behind it.
                RepairChecksums(data.AsSpan(0, length));
            }

            if (!OggOpusReader.TryOpen(new MemoryStream(data, 0, length), out var reader, out var error))
            {
                error.ShouldNotBe(OggError.None, $"seed {seed}, round {round}");
                continue;
            }

            using (reader)
            {
                var packets = 0;
                while (reader!.TryReadPacket(out var packet))
                {
                    packets++;
                    var isOne = reader.Header.StreamCount == 1;
                    (!isOne || OpusPacket.TryParse(packet, out _, out _)).ShouldBeTrue($"seed {seed}, round {round}");
                }

                packets.ShouldBeLessThan(length);
            }
        }
    }

    [Theory]
    [InlineData(6, 50_000)]
    public void WavRead_MutatedFiles_EndsWithAnAnswer(int seed, int rounds)
    {
        var random = new Random(seed);
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, leaveOpen: true))
        {
            writer.Write(new short[50]);
        }

        var file = stream.ToArray();
        var data = new byte[file.Length * 2];
        for (var round = 0; round < rounds; round++)
        {
            var length = Mutate(file, data, random);

            var read = WavReader.TryRead(
                new MemoryStream(data, 0, length), TimeSpan.FromSeconds(1), out var samples, out _, out _, out var error);

            (read == (error == WavError.None)).ShouldBeTrue($"seed {seed}, round {round}");
            samples.Length.ShouldBeLessThanOrEqualTo(length);
        }
    }

    [Theory]
    [InlineData(8, 50_000)]
    public void MultistreamParse_MutatedPackets_AnswersAndStaysInside(int seed, int rounds)
    {
        var random = new Random(seed);
        var data = new byte[3_200];
        var scratch = new byte[3_200];

        for (var round = 0; round < rounds; round++)
        {
            // A length byte in front makes an ordinary packet of one frame a self-delimiting one.
            var first = Voice[random.Next(Voice.Count)];
            byte[] packet = first.Length is > 1 and < 253
                ? [first[0], (byte)(first.Length - 1), .. first[1..], .. Voice[random.Next(Voice.Count)]]
                : [.. first, .. Voice[random.Next(Voice.Count)]];
            var length = Mutate(packet, data, random);
            ReadOnlySpan<byte> rest = data.AsSpan(0, length);

            var isTaken = OpusMultistream.TryTakeDelimited(ref rest, scratch, out var bytes);

            bytes.ShouldBeLessThanOrEqualTo(length, $"seed {seed}, round {round}");
            (isTaken ? rest.Length < length : rest.Length == length).ShouldBeTrue($"seed {seed}, round {round}");
            OpusMultistream.IsWellFormed(data.AsSpan(0, length), 2, scratch);
        }
    }

    private static byte[] MakeFile()
    {
        using var stream = new MemoryStream();
        using (var writer = new OggOpusWriter(
            stream, OggOpusHeader.Speech, new OggOpusTags("fuzz", ["A=1", "B=2"]), leaveOpen: true))
        {
            foreach (var packet in Voice.GetRange(0, 40))
            {
                writer.TryWritePacket(packet, out _).ShouldBeTrue();
            }
        }

        return stream.ToArray();
    }

    /// <summary>
    /// Copies, and then flips, overwrites, cuts, doubles or moves a few bytes; more often early ones, where headers are.
    /// </summary>
    private static int Mutate(byte[] source, byte[] target, Random random)
    {
        source.CopyTo(target, 0);
        var length = source.Length;
        for (var mutations = random.Next(1, 6); mutations > 0; mutations--)
        {
            var reach = random.Next(2) == 0 ? Math.Min(length, 40) : length;
            var at = reach == 0 ? 0 : random.Next(reach);
            switch (random.Next(5))
            {
                case 0 when length > 0:
                    target[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when length > 0:
                    target[at] = (byte)(random.Next(3) switch { 0 => 0, 1 => 255, _ => random.Next(256) });
                    break;
                case 2:
                    length = random.Next(4) == 0 ? at : length;
                    break;
                case 3 when length < target.Length:
                    target.AsSpan(at, length - at).CopyTo(target.AsSpan(at + 1));
                    length++;
                    break;
                case 4 when length > 0:
                    target.AsSpan(at + 1, length - at - 1).CopyTo(target.AsSpan(at));
                    length--;
                    break;
                default:
                    break;
            }
        }

        return length;
    }

    private static void RepairChecksums(Span<byte> file)
    {
        while (file.Length >= 27 && file.Length >= 27 + file[26])
        {
            var length = 27 + file[26];
            foreach (var segment in file.Slice(27, file[26]))
            {
                length += segment;
            }

            if (length > file.Length)
            {
                return;
            }

            var page = file[..length];
            page[22..26].Clear();
            BitConverter.TryWriteBytes(page[22..], OggCrc.Append(0, page));
            file = file[length..];
        }
    }
}
