using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests.Opus;

public sealed class OpusPacketTests
{
    /// <summary>SILK wideband 20 ms mono.</summary>
    private const byte Silk20 = 9 << 3;

    /// <summary>CELT fullband 2.5 ms mono.</summary>
    private const byte Celt2 = 28 << 3;

    public static TheoryData<int, int> EveryConfigurationAndCode
    {
        get
        {
            var rows = new TheoryData<int, int>();
            for (var config = 0; config < 32; config++)
            {
                for (var code = 0; code < 4; code++)
                {
                    rows.Add(config, code);
                }
            }

            return rows;
        }
    }

    public static TheoryData<string, byte[], OpusPacketError> Malformed => new()
    {
        { "R1: no byte at all", [], OpusPacketError.Empty },
        { "R2: code 0, frame of 1,276 bytes", Packet(Silk20, 1_276), OpusPacketError.FrameTooLong },
        { "R2: code 1, frames of 1,276 bytes", Packet(Silk20 | 1, 2 * 1_276), OpusPacketError.FrameTooLong },
        { "R2: code 2, second frame of 1,276 bytes", [Silk20 | 2, 0, .. new byte[1_276]], OpusPacketError.FrameTooLong },
        { "R2: code 3 constant, frame of 1,276 bytes", [Silk20 | 3, 1, .. new byte[1_276]], OpusPacketError.FrameTooLong },
        { "R2: code 3 variable, last frame of 1,276 bytes",
          [Silk20 | 3, 0x82, 0, .. new byte[1_276]],
          OpusPacketError.FrameTooLong },
        { "R3: code 1, odd payload", Packet(Silk20 | 1, 7), OpusPacketError.UnequalPair },
        { "R4: code 2, no length", [Silk20 | 2], OpusPacketError.PairLengthBeyondEnd },
        { "R4: code 2, half a two-byte length", [Silk20 | 2, 252], OpusPacketError.PairLengthBeyondEnd },
        { "R4: code 2, length past the end", [Silk20 | 2, 5, 1, 2, 3, 4], OpusPacketError.PairLengthBeyondEnd },
        { "R5: code 3, no frames", [Silk20 | 3, 0], OpusPacketError.NoFrames },
        { "R5: code 3, 7 × 20 ms", [Silk20 | 3, 7], OpusPacketError.TooLongDuration },
        { "R5: code 3, 49 × 2.5 ms", [Celt2 | 3, 49], OpusPacketError.TooLongDuration },
        { "R6: code 3, one byte", [Silk20 | 3], OpusPacketError.MissingFrameCount },
        { "R6: constant, padding announced and missing", [Silk20 | 3, 0x41], OpusPacketError.PaddingBeyondEnd },
        { "R6: constant, padding length never ends", [Silk20 | 3, 0x41, 255, 255], OpusPacketError.PaddingBeyondEnd },
        { "R6: constant, padding longer than the packet", [Silk20 | 3, 0x41, 4, 0, 0, 0], OpusPacketError.PaddingBeyondEnd },
        { "R6: constant, not a multiple of the count", [Silk20 | 3, 2, 1, 2, 3], OpusPacketError.UnequalFrames },
        { "R7: variable, padding longer than the packet", [Silk20 | 3, 0xC2, 9, 1, 0], OpusPacketError.PaddingBeyondEnd },
        { "R7: variable, a length is missing", [Silk20 | 3, 0x83, 1], OpusPacketError.FrameLengthBeyondEnd },
        { "R7: variable, lengths pass the end", [Silk20 | 3, 0x82, 3, 1, 2], OpusPacketError.FrameLengthBeyondEnd },
    };

    public static TheoryData<string, byte[], int, int, int> WellFormed => new()
    {
        // packet, frames, first frame's bytes, padding
        { "code 0, the largest frame", Packet(Silk20, 1_275), 1, 1_275, 0 },
        { "code 0, nothing sent (DTX)", [Silk20], 1, 0, 0 },
        { "code 1, two empty frames", [Silk20 | 1], 2, 0, 0 },
        { "code 2, two-byte length of 252", [Silk20 | 2, 252, 0, .. new byte[260]], 2, 252, 0 },
        { "code 2, the largest length", [Silk20 | 2, 255, 255, .. new byte[1_275]], 2, 1_275, 0 },
        { "code 3 constant, 6 × 20 ms of nothing", [Silk20 | 3, 6], 6, 0, 0 },
        { "code 3 constant, padding of 254 + 1", [Silk20 | 3, 0x41, 255, 1, 7, .. new byte[255]], 1, 1, 255 },
        { "code 3 variable, 3 frames", [Silk20 | 3, 0x83, 2, 0, 1, 2, 3, 4], 3, 2, 0 },
        { "code 3 variable, one frame takes all", [Silk20 | 3, 0x81, 1, 2, 3], 1, 3, 0 },
        { "code 3, 48 × 2.5 ms", [Celt2 | 3, 48], 48, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(EveryConfigurationAndCode))]
    public void TryParse_EveryConfigurationAndCode_CountsFramesAndSamples(int config, int code)
    {
        var toc = (byte)((config << 3) | code);
        byte[] data = code switch
        {
            0 => [toc, 1, 2],
            1 => [toc, 1, 2],
            2 => [toc, 1, 2, 3],
            _ => [toc, 2, 1, 2],
        };

        var parsed = OpusPacket.TryParse(data, out var packet, out var error);

        parsed.ShouldBeTrue(error.ToString());
        packet.FrameCount.ShouldBe(code == 0 ? 1 : 2);
        packet.SamplesPerChannel.ShouldBe(packet.FrameCount * new OpusToc(toc).FrameSamples);
        packet.LengthBytes.ShouldBe(data.Length);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void TryParse_RuleBroken_NamesTheRule(string rule, byte[] data, OpusPacketError expected)
    {
        var parsed = OpusPacket.TryParse(data, out _, out var error);

        parsed.ShouldBeFalse(rule);
        error.ShouldBe(expected, rule);
    }

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void TryParse_EdgeOfARule_IsAccepted(string rule, byte[] data, int frames, int firstFrameBytes, int paddingBytes)
    {
        var parsed = OpusPacket.TryParse(data, out var packet, out var error);

        parsed.ShouldBeTrue($"{rule}: {error}");
        packet.FrameCount.ShouldBe(frames, rule);
        packet.FirstFrameBytes.ShouldBe(firstFrameBytes, rule);
        packet.PaddingBytes.ShouldBe(paddingBytes, rule);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void IsDtx_ByFrameBytes_IsTrueUpToOne(int frameBytes, bool expected)
    {
        OpusPacket.TryParse(Packet(Silk20, frameBytes), out var packet, out _).ShouldBeTrue();

        packet.IsDtx.ShouldBe(expected);
    }

    [Fact]
    public void HasFec_PacketsOfOurEncoderInSpeech_SaysWhatTheDecoderUses()
    {
        var withFec = Speech.Encode(new OpusEncoderOptions { UseFec = true });
        var withoutFec = Speech.Encode(new OpusEncoderOptions { UseFec = false });

        CountFec(withFec).ShouldBeGreaterThan(withFec.Count / 2);
        CountFec(withoutFec).ShouldBe(0);
    }

    private static int CountFec(List<byte[]> packets)
    {
        var count = 0;
        foreach (var data in packets)
        {
            OpusPacket.TryParse(data, out var packet, out _).ShouldBeTrue();
            count += packet.HasFec ? 1 : 0;
        }

        return count;
    }

    private static byte[] Packet(int toc, int payloadBytes)
    {
        var packet = new byte[1 + payloadBytes];
        packet[0] = (byte)toc;
        return packet;
    }
}
