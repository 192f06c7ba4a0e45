using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Sessions;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Protocol.Bounds;
using Google.Protobuf;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class UplinkGateTests
{
    private const long Second = 1_000_000;

    private readonly UplinkGate gate = new(new SessionOptions(), nowMicros: 0);

    [Theory]
    [InlineData(1)]
    [InlineData(80)]
    [InlineData(1_275)]
    public void Check_OneFrameOf20Ms_MayEnter(int bytes) => gate.Check(Sounds.Uplink(bytes: bytes), 0).ShouldBeNull();

    // RFC 6716 §3.1, table 2: configuration in the upper five bits; §3.2: code in the lower two.
    [Theory]
    [InlineData(80, (31 << 3) | 0, null)]
    [InlineData(1_276, 31 << 3, MediaRefusal.TooLarge)]
    [InlineData(5_000, 31 << 3, MediaRefusal.TooLarge)]
    [InlineData(0, 0, MediaRefusal.Malformed)]
    [InlineData(80, (31 << 3) | 1, MediaRefusal.Malformed)] // code 1 with an odd rest: two frames of unequal size
    [InlineData(81, (31 << 3) | 1, MediaRefusal.NotOneFrame)]
    [InlineData(80, 30 << 3, MediaRefusal.NotTwentyMilliseconds)] // CELT, 10 ms
    [InlineData(80, 3 << 3, MediaRefusal.NotTwentyMilliseconds)] // SILK, 60 ms
    [InlineData(1, (31 << 3) | 3, MediaRefusal.Malformed)] // code 3 without a frame count
    public void Check_ByFraming_AcceptsExactlyOneFrameOf20Ms(int bytes, int toc, object? expected) =>
        gate.Check(Sounds.Uplink(bytes: bytes, toc: (byte)toc), 0).ShouldBe((MediaRefusal?)expected);

    [Fact]
    public void Check_A120MsPacket_IsRefused()
    {
        // Code 3 with six frames of 20 ms.
        var opus = new byte[62];
        opus[0] = (31 << 3) | 3;
        opus[1] = 6;
        var packet = Sounds.Uplink();
        packet.Opus = ByteString.CopyFrom(opus);

        gate.Check(packet, 0).ShouldBe(MediaRefusal.NotOneFrame);
    }

    [Theory]
    [InlineData(65_535, 127, null)]
    [InlineData(65_536, 127, MediaRefusal.HeaderInvalid)]
    [InlineData(65_535, 128, MediaRefusal.HeaderInvalid)]
    public void Check_ByHeader_AcceptsWhatFitsTheFields(uint sequence, uint level, object? expected) =>
        gate.Check(Sounds.Uplink(sequence, level: level), 0).ShouldBe((MediaRefusal?)expected);

    [Fact]
    public void Check_AThousandPacketsASecond_Lets55ASecondThrough()
    {
        var accepted = 0;
        for (var index = 0; index < 10_000; index++)
        {
            accepted += gate.Check(Sounds.Uplink(), index * Second / 1_000) is null ? 1 : 0;
        }

        accepted.ShouldBeInRange(570, 576);
    }

    [Fact]
    public void Check_LargePacketsAtRealTime_Lets16KilobytesASecondThrough()
    {
        var accepted = 0;
        for (var index = 0; index < 500; index++)
        {
            accepted += gate.Check(Sounds.Uplink(bytes: 1_275), index * Second / 50) is null ? 1_275 : 0;
        }

        accepted.ShouldBeInRange(160_000, 170_000);
    }

    [Fact]
    public void Check_RealTimeSpeech_AlwaysPasses()
    {
        for (var index = 0; index < 5_000; index++)
        {
            gate.Check(Sounds.Uplink(bytes: 160), index * Second / 50).ShouldBeNull();
        }
    }

    [Fact]
    public void Check_HalfASecondAtOnce_Passes()
    {
        for (var index = 0; index < 25; index++)
        {
            gate.Check(Sounds.Uplink(), 0).ShouldBeNull();
        }

        gate.Check(Sounds.Uplink(), 0).ShouldBe(MediaRefusal.TooFast);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_RandomBytes_NeverThrowsAndAllocatesNothing(int seed)
    {
        var random = new Random(seed);
        var packets = new Wire.V1.UplinkPacket[10_000];
        for (var index = 0; index < packets.Length; index++)
        {
            var opus = new byte[random.Next(0, 1_400)];
            random.NextBytes(opus);
            packets[index] = new Wire.V1.UplinkPacket { Opus = ByteString.CopyFrom(opus) };
        }

        gate.Check(packets[0], 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var packet in packets)
        {
            gate.Check(packet, 0);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0, $"seed {seed}");
    }
}
