using Concentus;
using Concentus.Enums;

namespace AudioRooms.Compat.Concentus;

public sealed class OpusDecoderTests : IDisposable
{
    private readonly IOpusDecoder decoder = OpusCodecFactory.CreateDecoder(48_000, 1);
    private readonly byte[] packet;

    public OpusDecoderTests()
    {
        using var encoder = OpusCodecFactory.CreateEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
        var pcm = new short[960];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] = (short)(8_000 * Math.Sin(index * 0.05));
        }

        var buffer = new byte[1_275];
        packet = buffer[..encoder.Encode(pcm, 960, buffer, buffer.Length)];
    }

    public void Dispose() => decoder.Dispose();

    [Fact]
    public void Decode_FloatAndShort_GiveTheSameSound()
    {
        using var other = OpusCodecFactory.CreateDecoder(48_000, 1);
        var floats = new float[960];
        var shorts = new short[960];

        decoder.Decode(packet, floats, 960).ShouldBe(960);
        other.Decode(packet, shorts, 960).ShouldBe(960);

        decoder.LastPacketDuration.ShouldBe(960);
        for (var index = 0; index < 960; index++)
        {
            (floats[index] * 32_768).ShouldBe(shorts[index], 1.0);
        }
    }

    [Fact]
    public void Decode_ToStereo_WritesInterleavedChannels()
    {
        using var stereo = OpusCodecFactory.CreateDecoder(48_000, 2);
        var pcm = new short[1_920];

        stereo.Decode(packet, pcm, 960).ShouldBe(960);

        for (var index = 0; index < 960; index++)
        {
            pcm[2 * index].ShouldBe(pcm[(2 * index) + 1]);
        }
    }

    [Theory]
    [InlineData(new byte[] { (9 << 3) | 1, 1 })]
    [InlineData(new byte[] { (9 << 3) | 3 })]
    [InlineData(new byte[] { (9 << 3) | 3, 0 })]
    [InlineData(new byte[] { (9 << 3) | 2, 200, 1 })]
    public void Decode_MalformedPacket_ThrowsWithTheCode(byte[] malformed) =>
        Should.Throw<OpusException>(() => decoder.Decode(malformed, new float[5_760], 5_760))
            .OpusErrorCode.ShouldBe(OpusError.OPUS_INVALID_PACKET);

    [Fact]
    public void Decode_PacketLongerThanTheRoom_ThrowsWithTheCode() =>
        Should.Throw<OpusException>(() => decoder.Decode(packet, new float[480], 480))
            .OpusErrorCode.ShouldBe(OpusError.OPUS_BUFFER_TOO_SMALL);

    [Fact]
    public void Decode_RoomSmallerThanStated_IsRefusedBeforeAnythingIsWritten()
    {
        Should.Throw<ArgumentException>(() => decoder.Decode(packet, new float[959], 960)).Message.ShouldContain("need 960");
        Should.Throw<ArgumentException>(() => decoder.Decode(packet, new short[960], int.MaxValue));
        Should.Throw<ArgumentException>(() => decoder.Decode(packet, new short[960], 0));
    }

    [Fact]
    public void Decode_LostPacket_ConcealsExactlyTheDurationAskedFor()
    {
        decoder.Decode(packet, new float[960], 960);

        decoder.Decode([], new float[480], 480).ShouldBe(480);
        Should.Throw<ArgumentException>(() => decoder.Decode([], new float[960], 100)).Message.ShouldContain("multiple of 2.5 ms");
        Should.Throw<ArgumentException>(() => decoder.Decode(packet, new float[960], 100, decode_fec: true));
    }

    [Fact]
    public void Decode_PacketAtTheEdgeOfReadableMemory_NeverReadsBeyondIt()
    {
        using var guarded = new GuardedMemory();
        var random = new Random(7);
        var pcm = new float[5_760];

        // One byte too far would end the process. Whole packets, prefixes, and noise that claims to be a packet.
        for (var round = 0; round < 2_000; round++)
        {
            var data = guarded.LastBytes(round % packet.Length + 1);
            packet.AsSpan(0, data.Length).CopyTo(data);
            if (round % 2 == 1)
            {
                random.NextBytes(data);
            }

            try
            {
                decoder.Decode(data, pcm, 5_760).ShouldBeInRange(120, 5_760);
            }
            catch (OpusException refused)
            {
                refused.OpusErrorCode.ShouldBe(OpusError.OPUS_INVALID_PACKET, $"seed 7, round {round}");
            }
        }
    }

    [Theory]
    [InlineData(-32_769)]
    [InlineData(32_768)]
    public void Gain_OutOfBounds_IsRefusedWithTheBound(int gain) =>
        Should.Throw<ArgumentException>(() => decoder.Gain = gain).Message.ShouldContain("between -32768 and 32767");

    [Fact]
    public void Gain_SixDecibels_DoublesTheAmplitude()
    {
        using var louder = OpusCodecFactory.CreateDecoder(48_000, 1);
        louder.Gain = 6 * 256;
        var plain = new float[960];
        var loud = new float[960];

        decoder.Decode(packet, plain, 960);
        louder.Decode(packet, loud, 960);

        louder.Gain.ShouldBe(1_536);
        (loud.Max() / plain.Max()).ShouldBe(1.995f, 0.01f);
    }

    [Fact]
    public void ResetState_ThenDecode_SoundsAsAtTheStart()
    {
        var first = new float[960];
        var again = new float[960];
        decoder.Decode(packet, first, 960);
        decoder.Decode(packet, again, 960);

        decoder.ResetState();
        decoder.Decode(packet, again, 960);

        again.ShouldBe(first);
    }

    [Fact]
    public void Decode_AfterDispose_Throws()
    {
        decoder.Dispose();

        Should.Throw<ObjectDisposedException>(() => decoder.Decode(packet, new float[960], 960));
    }
}
